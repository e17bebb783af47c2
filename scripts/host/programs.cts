/**
 * Programs that run beside this one, each in a process group of its own, so that it ends with all that it started; and with
 * us, however we end.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface ProgramOptions {
	folder: string;
	environment: NodeJS.ProcessEnv;
	/** File that its output is added to. */
	log: string;
}

/** Ends the group of a program when we have ended without doing so: by Ctrl+C on tests, by a kill. */
function watchOver(child: ChildProcess): void {
	if (child.pid === undefined) return;
	// The pipe closes with this process, and nobody writes into it before. The shell is in no group that Ctrl+C reaches.
	const guard = spawn('sh', ['-c', 'read -r line; kill -s KILL -- "-$1"', 'guard', String(child.pid)], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	guard.unref();
	child.once('exit', () => guard.kill('SIGKILL'));
}

/** Starts a program in the background. */
export function startProgram(
	program: string,
	parameters: string[],
	{ environment, folder, log }: ProgramOptions,
): ChildProcess {
	// The program writes for itself, so that all it said is in the file when it has ended.
	const file = openSync(log, 'a');
	try {
		const child = spawn(program, parameters, {
			cwd: folder,
			env: environment,
			stdio: ['ignore', file, file],
			detached: true,
		});
		watchOver(child);
		return child;
	} finally {
		closeSync(file);
	}
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/** Resolves to the exit code, null where a signal ended it. Rejects where the program could not be started. */
export async function endOf(child: ChildProcess): Promise<number | null> {
	if (hasEnded(child)) return child.exitCode;
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', resolve);
	});
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, name);
	} catch (error) {
		// The whole group has ended by itself.
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/** Ends a program kindly, and after some seconds by force, with what it started. */
export async function stopProgram(child: ChildProcess, seconds = 20): Promise<void> {
	const ended = endOf(child);
	if (!hasEnded(child)) signal(child, 'SIGTERM');
	const patience = new AbortController();
	await Promise.race([ended, wait(seconds * 1000, undefined, { signal: patience.signal }).catch(() => {})]);
	patience.abort();
	signal(child, 'SIGKILL');
	await ended;
}

/** Ends a program at once, with what it started. */
export async function killProgram(child: ChildProcess): Promise<void> {
	const ended = endOf(child);
	signal(child, 'SIGKILL');
	await ended;
}
