module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.cts'],
	moduleFileExtensions: ['ts', 'cts', 'js', 'cjs', 'mjs', 'json', 'node'],
	transform: { '\\.(ts|cts)$': 'babel-jest' },
	setupFiles: ['<rootDir>/test/support/setup.cts'],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	coverageProvider: 'babel',
	coverageDirectory: 'coverage',
	collectCoverageFrom: ['nodes/Dashdoc/{client,engine}/**/*.ts'],
	coverageReporters: ['text-summary', 'text', 'lcov'],
	coverageThreshold: { global: { branches: 95 } },
	testTimeout: 30_000,
};
