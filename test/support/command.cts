import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** Top folder of the checkout. */
export const root = join(__dirname, '..', '..');

export interface CommandResult {
	code: number;
	stdout: string;
	stderr: string;
}

/** Runs a program to its end; a failure is told by `code`, not thrown. */
export function runCommand(program: string, parameters: string[], folder = root): Promise<CommandResult> {
	return new Promise((resolve) => {
		const options = {
			cwd: folder,
			maxBuffer: 64 * 1024 * 1024,
			env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
		};
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
