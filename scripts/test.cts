/**
 * `npm test`: everything a fresh clone must pass, two steps at a time, Jest last. Prints each step with its
 * duration and the output of those that fail; exit code 1 when anything failed.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { reported, testsLine } from './jestReport.cts';

interface Step {
	name: string;
	/** Script of package.json. */
	script: string;
	/** Scripts that must have passed before. */
	after?: string[];
}

const checks: Step[] = [
	{ name: "types of Dashdoc's API generated", script: 'generate' },
	{ name: 'shipped code compiles', script: 'compile', after: ['generate'] },
	{ name: 'tests, sandbox and scripts compile', script: 'typecheck:development', after: ['generate'] },
	{ name: "shipped code follows n8n's rules", script: 'lint:shipped', after: ['generate'] },
	{ name: 'all other code follows the linter', script: 'lint:development', after: ['generate'] },
	{ name: 'every file is formatted', script: 'lint:format' },
	{ name: 'API description is valid', script: 'lint:api' },
];

interface Ending {
	passed: boolean;
	output: string;
}

const environment = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/** Minutes after which a step counts as hung; the whole run takes less than three. */
const MINUTES = 40;

/** Ends a child with everything it started; a busy test worker would outlive its parent. */
function end(child: ChildProcess): void {
	if (child.pid === undefined || child.exitCode !== null) return;
	if (process.platform === 'win32') child.kill();
	else process.kill(-child.pid, 'SIGKILL');
}

const children = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		children.forEach(end);
		process.exit(1);
	});
}

/** Runs a program to its end; with `live`, its output goes straight to the terminal. */
function execute(program: string, parameters: string[], live = false): Promise<Ending> {
	return new Promise((resolve) => {
		const stdio = live ? ('inherit' as const) : ('pipe' as const);
		const windows = process.platform === 'win32';
		const child = spawn(program, parameters, {
			stdio: ['ignore', stdio, stdio],
			env: environment,
			shell: windows,
			detached: !windows, // a process group of its own, see end()
		});
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
		}
		const hung = setTimeout(() => {
			output += `Ended: not done after ${MINUTES} minutes\n`;
			end(child);
		}, MINUTES * 60_000);
		children.add(child);
		const finish = (passed: boolean) => {
			clearTimeout(hung);
			children.delete(child);
			resolve({ passed, output });
		};
		child.on('error', (error) => {
			output += `${error.message}\n`;
			finish(false);
		});
		child.on('close', (code) => finish(code === 0));
	});
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Prints a step's line and, when it failed, what it had to say. */
function tell(name: string, { passed, output }: Ending, duration: string): void {
	console.log(`${passed ? '✓' : '✗'} ${name.padEnd(44)} ${duration.padStart(8)}`);
	if (!passed && output) console.log(output);
}

/** Runs steps as soon as those before them passed; returns the scripts that failed or could not be started. */
async function runSteps(steps: Step[], lanes: number): Promise<string[]> {
	const waiting = [...steps];
	const running = new Map<string, Promise<void>>();
	const passed = new Set<string>();
	const start = ({ name, script }: Step) => {
		const started = performance.now();
		const finish = async () => {
			const ending = await execute('npm', ['run', '--silent', script]);
			tell(name, ending, seconds(started));
			if (ending.passed) passed.add(script);
			running.delete(script);
		};
		running.set(script, finish());
	};
	for (;;) {
		const ready = waiting.findIndex(({ after = [] }) => after.every((script) => passed.has(script)));
		if (ready >= 0 && running.size < lanes) start(waiting.splice(ready, 1)[0]);
		else if (running.size > 0) await Promise.race(running.values());
		else break;
	}
	return steps.filter(({ script }) => !passed.has(script)).map(({ script }) => script);
}

/** One line on what a user downloads. */
async function packageSize(): Promise<string> {
	const { output } = await execute('npm', ['pack', '--dry-run', '--ignore-scripts', '--json', '--silent']);
	const [{ size, unpackedSize, entryCount }] = JSON.parse(output.slice(output.indexOf('['))) as Array<{
		size: number;
		unpackedSize: number;
		entryCount: number;
	}>;
	const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
	return `Package: ${entryCount} files, ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked`;
}

async function main(): Promise<void> {
	const started = performance.now();
	const failed = await runSteps(checks, Math.min(2, availableParallelism()));
	let tests = testsLine(0, 0, 0);
	let testsPassed = false;
	if (failed.includes('compile')) {
		console.log('✗ tests were not run: the shipped code does not compile');
	} else {
		const startedJest = performance.now();
		const { line, result } = await reported((options) =>
			execute('npx', ['jest', '--config', 'jest.grouped.config.cjs', '--coverage', ...options], true),
		);
		testsPassed = result.passed && line !== undefined;
		tell('tests pass and cover client and engine', { ...result, passed: testsPassed }, seconds(startedJest));
		tests = line ?? tests;
		console.log(await packageSize());
	}
	console.log(`Total: ${seconds(started)}`);
	console.log(
		`Steps: ${checks.length - failed.length + Number(testsPassed)} passed, ${failed.length + Number(!testsPassed)} failed`,
	);
	console.log(tests);
	process.exitCode = failed.length === 0 && testsPassed ? 0 : 1;
}

void main();
