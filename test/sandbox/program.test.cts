import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from '../../scripts/host/until.cts';

const root = join(__dirname, '../..');

let running: ChildProcess | undefined;
afterEach(() => void running?.kill('SIGKILL'));

/** Starts `npm run sandbox` without npm and collects what it prints. */
function start(...options: string[]) {
	const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
	const child = spawn(process.execPath, [tsx, 'scripts/sandbox.cts', ...options], { cwd: root });
	running = child;
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	return { child, output: () => output };
}

test('the program prints where it listens and the token to use, and stops when asked to', async () => {
	const { child, output } = start('--port', '0', '--transports', '5', '--requests-per-second', '0');
	await until(
		async () => output(),
		(text) => text.includes('Stop: Ctrl+C'),
	);
	const url = /Base URL +(\S+)/.exec(output())?.[1] ?? '';
	const token = /API Token +(\S+)/.exec(output())?.[1] ?? '';
	const answer = await fetch(`${url}/api/v4/transports/`, { headers: { Authorization: `Token ${token}` } });
	expect(await answer.json()).toMatchObject({ count: 5 });
	child.kill('SIGTERM');
	const [code] = (await once(child, 'close')) as [number | null];
	expect([code, output()]).toEqual([0, expect.stringContaining('The sandbox has stopped.')]);
});

test('a wrong option is told with its name', async () => {
	const { child, output } = start('--retry-after', 'never');
	const [code] = (await once(child, 'close')) as [number | null];
	expect([code, output().trim()]).toEqual([1, '--retry-after needs one of seconds, http-date, none']);
});
