import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** Top folder of the checkout. */
export const root = join(__dirname, '..', '..');

export interface CommandResult {
	code: number;
	stdout: string;
	stderr: string;
}

/** The environment without Jest's marks: n8n's lint rules behave differently when NODE_ENV is "test". */
function ordinaryEnvironment(): NodeJS.ProcessEnv {
	const environment: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
	delete environment.NODE_ENV;
	delete environment.JEST_WORKER_ID;
	return environment;
}

/** Runs a program to its end; a failure is told by `code`, not thrown. */
export function runCommand(program: string, parameters: string[], folder = root): Promise<CommandResult> {
	const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024, env: ordinaryEnvironment() };
	return new Promise((resolve) => {
		execFile(program, parameters, options, (error, stdout, stderr) => {
			const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
			resolve({ code, stdout, stderr });
		});
	});
}

/** Runs a JavaScript file of node_modules, e.g. `eslint/bin/eslint.js`, without the detour through npx. */
export function runTool(file: string, parameters: string[], folder = root): Promise<CommandResult> {
	return runCommand(process.execPath, [join(root, 'node_modules', file), ...parameters], folder);
}
