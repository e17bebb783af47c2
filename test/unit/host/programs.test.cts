/** Programs beside ours: they end when they are told to, and when we are no longer there to tell them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../../scripts/host/until.cts';
import { endOf, startProgram, stopProgram } from '../../../scripts/host/programs.cts';
import { root } from '../../support/command.cts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-dashdoc-programs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A shell that starts another program, whose process ID it writes down. */
const startsAnother = 'sleep 600 & echo $! > "$0"; wait';

const idIn = async (file: string): Promise<number> =>
	Number(
		await until(
			async () => (existsSync(file) ? readFileSync(file, 'utf8') : ''),
			(text) => text.endsWith('\n'),
		),
	);

/** Whether a process still works; one that has ended may wait for a parent that takes note of it. */
function isAlive(id: number): boolean {
	try {
		process.kill(id, 0);
		return !existsSync(`/proc/${id}/stat`) || !/\) Z /.test(readFileSync(`/proc/${id}/stat`, 'latin1'));
	} catch {
		return false;
	}
}

const untilDead = async (id: number) =>
	await until(
		async () => isAlive(id),
		(alive) => !alive,
	);

test('a program that is stopped takes with it what it has started', async () => {
	const file = join(folder, 'id');
	const child = startProgram('sh', ['-c', startsAnother, file], {
		folder,
		environment: process.env,
		log: join(folder, 'log'),
	});
	const id = await idIn(file);
	expect(isAlive(id)).toBe(true);
	await stopProgram(child);
	await untilDead(id);
});

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
	'a program ends, with what it has started, when who started it is ended by %s',
	async (signal) => {
		const file = join(folder, 'id');
		const script = `
			require(${JSON.stringify(join(root, 'scripts', 'host', 'programs.cts'))}).startProgram(
				'sh', ${JSON.stringify(['-c', startsAnother, file])},
				{ folder: ${JSON.stringify(folder)}, environment: process.env, log: ${JSON.stringify(join(folder, 'log'))} },
			);`;
		const parent = spawn(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
			cwd: root,
			stdio: 'ignore',
		});
		const id = await idIn(file);
		expect(isAlive(id)).toBe(true);
		parent.kill(signal);
		await endOf(parent);
		await untilDead(id);
	},
);

test('a program that has ended by itself leaves nothing that keeps us', async () => {
	const log = join(folder, 'log');
	const child = startProgram('sh', ['-c', 'echo done; exit 3'], { folder, environment: process.env, log });
	expect(await endOf(child)).toBe(3);
	expect(readFileSync(log, 'utf8')).toBe('done\n');
});
