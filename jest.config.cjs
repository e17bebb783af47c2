const { availableParallelism } = require('node:os');

module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.cts'],
	moduleFileExtensions: ['ts', 'cts', 'js', 'cjs', 'mjs', 'json', 'node'],
	// TypeScript wants the ending of what is imported late; in the sources it is another one.
	moduleNameMapper: { '^(\\.\\.?/(?:engine/execute|client/createClient|resources/index))\\.js$': '$1' },
	transform: { '\\.(ts|cts)$': 'babel-jest' },
	setupFiles: ['<rootDir>/test/support/setup.cts'],
	// Many tests wait for sockets and for the pace: one more than cores keeps these busy.
	maxWorkers: availableParallelism() + 1,
	// A worker that holds much collects garbage for seconds; a fresh one takes its place.
	workerIdleMemoryLimit: '1GB',
	testSequencer: '<rootDir>/test/support/orderOfTests.cjs',
	testTimeout: 300_000,
	coverageProvider: 'babel',
	coverageDirectory: 'coverage',
	collectCoverageFrom: ['{nodes,credentials}/**/*.ts'],
	coverageReporters: [['text', { skipFull: true }], 'text-summary', 'lcovonly'],
	coverageThreshold: {
		'./nodes/Dashdoc/client/': { branches: 95 },
		'./nodes/Dashdoc/engine/': { branches: 95 },
	},
};
