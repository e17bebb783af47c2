const usual = require('./jest.config.cjs');

/** Tests on a real n8n: each file starts one, and spends much of its time waiting. */
module.exports = { ...usual, testMatch: ['<rootDir>/test/e2e/**/*.e2e.cts'], maxWorkers: 3 };
