/**
 * Test files that share one load of n8n's engine, which takes longer than most of them. Each group is a file that Jest
 * runs; in it every test file is a block of its own, with its own hooks.
 */
const { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join, sep } = require('node:path');

const root = join(__dirname, '..', '..');
const folder = join(root, '.groups');

/** Settings that Jest knows for whole files only, and memory that is measured. */
const needsItsOwn = /\bjest\s*\.\s*(mock|retryTimes|isolateModules|resetModules)\b|\bwatchMemory\b/;

/** Takes long as it is. */
const long = ['test/contract/requests', 'test/package/documentation', 'test/engine/pollingTrigger.'];

/** Files in one group: enough to save loads, and few enough to keep all workers busy to the end. */
const FILES_IN_ONE = 14;

const testFiles = () =>
	readdirSync(join(root, 'test'), { recursive: true })
		.map((file) => `test/${file.split(sep).join('/')}`)
		.filter((file) => file.endsWith('.test.cts'))
		.sort();

const isAlone = (file) =>
	long.some((part) => file.startsWith(part)) || needsItsOwn.test(readFileSync(join(root, file), 'utf8'));

/** Folder below test/, since files of one folder load the same. */
const kindOf = (file) => file.split('/')[1];

/** Every test file once: those that stand alone, and the others by group. */
function divided() {
	const files = testFiles();
	const alone = files.filter(isAlone);
	const shared = files.filter((file) => !alone.includes(file));
	const groups = {};
	for (const kind of new Set(shared.map(kindOf))) {
		const some = shared.filter((file) => kindOf(file) === kind);
		const count = Math.ceil(some.length / FILES_IN_ONE);
		for (const [index, file] of some.entries()) {
			(groups[`${kind}-${(index % count) + 1}`] ??= []).push(file);
		}
	}
	return { alone, groups };
}

const blockOf = (file) => `describe('${file}', () => { require('../${file}'); });\n`;

/** Writes the groups; the files that Jest is to run, as patterns. */
function writeGroups() {
	const { alone, groups } = divided();
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder);
	for (const [name, files] of Object.entries(groups)) {
		writeFileSync(join(folder, `${name}.test.cts`), files.map(blockOf).join(''));
	}
	return [...alone.map((file) => `<rootDir>/${file}`), '<rootDir>/.groups/*.test.cts'];
}

module.exports = { divided, long, testFiles, writeGroups };
