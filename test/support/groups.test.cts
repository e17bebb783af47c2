import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './command.cts';

interface Groups {
	divided: () => { alone: string[]; groups: Record<string, string[]> };
	testFiles: () => string[];
}

// Jest reads it as it is, so that it is no TypeScript.
const { divided, testFiles } = createRequire(__filename)('./groups.cjs') as Groups;

test('every test file is run, and once', () => {
	const { alone, groups } = divided();
	expect([...alone, ...Object.values(groups).flat()].sort()).toEqual(testFiles());
	expect(testFiles().length).toBeGreaterThan(150);
});

test('what holds for a whole file reaches no other file', () => {
	const { alone, groups } = divided();
	expect(alone).toContain('test/engine/pace.test.cts'); // repeats what a busy machine made fail
	const settings = /\bjest\.(mock|retryTimes|isolateModules)\(/;
	const reaching = Object.values(groups)
		.flat()
		.filter((file) => settings.test(readFileSync(join(root, file), 'utf8')));
	expect(reaching).toEqual([]);
});
