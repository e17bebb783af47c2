const usual = require('./jest.config.cjs');
const { writeGroups } = require('./test/support/groups.cjs');

/** All tests in fewer files, each of which loads n8n's engine once; what `npm test` runs. */
module.exports = { ...usual, testMatch: writeGroups() };
