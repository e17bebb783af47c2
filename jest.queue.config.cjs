const endToEnd = require('./jest.e2e.config.cjs');

/** Tests on n8n in queue mode: each file starts all its processes. */
module.exports = { ...endToEnd, testMatch: ['<rootDir>/test/queue/**/*.queue.cts'], maxWorkers: 1 };
