const usual = require('./jest.config.cjs');

/** Tests on a real n8n: each file starts one, so they go one after the other. */
module.exports = { ...usual, testMatch: ['<rootDir>/test/e2e/**/*.e2e.cts'], maxWorkers: 1 };
