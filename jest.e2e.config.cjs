const usual = require('./jest.config.cjs');

/** Tests on a real n8n: each file starts one, which takes memory however many cores there are; much of the time it waits. */
module.exports = { ...usual, testMatch: ['<rootDir>/test/e2e/**/*.e2e.cts'], maxWorkers: 3 };
