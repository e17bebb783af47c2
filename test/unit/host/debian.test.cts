import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensurePrograms, findProgram } from '../../../scripts/host/debian.cts';

const path = process.env.PATH;
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-dashdoc-programs-'));
	process.env.PATH = join(folder, 'bin');
});
afterEach(() => {
	process.env.PATH = path;
	rmSync(folder, { recursive: true });
});

function makeProgram(...parts: string[]): string {
	const file = join(folder, ...parts);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, '#!/bin/sh\n');
	chmodSync(file, 0o755);
	return file;
}

const chromium = { program: 'chromium', others: ['google-chrome'], package: 'chromium' };

test('a program of another name does as well', () => {
	const file = makeProgram('bin', 'google-chrome');
	expect(ensurePrograms([chromium], () => {})).toEqual([file]);
});

test('of several versions in folders of their own, the highest is taken', () => {
	makeProgram('postgresql', '9', 'bin', 'postgres');
	const file = makeProgram('postgresql', '15', 'bin', 'postgres');
	const folders = [join(folder, 'postgresql', '*', 'bin'), join(folder, 'elsewhere', '*', 'bin')];
	expect(findProgram({ program: 'postgres', package: 'postgresql', folders })).toBe(file);
});

test('a file that is no program is passed over', () => {
	chmodSync(makeProgram('bin', 'chromium'), 0o644);
	expect(findProgram(chromium)).toBeUndefined();
});

test('where nobody may install, it says what to install', () => {
	const wanted = [chromium, { program: 'redis-server', package: 'redis-server' }];
	expect(() => ensurePrograms(wanted, () => {})).toThrow(
		'Install chromium and redis-server (Debian: apt-get install chromium redis-server), then run this again.',
	);
});
