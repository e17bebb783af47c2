/**
 * `npm run build`: builds the package into dist/, unless that is what these sources build already. With `--remember`, as the
 * last step of `npm run compile`: builds nothing, and notes that it has just been done.
 */
import { spawnSync } from 'node:child_process';
import { isBuilt, rememberBuild } from '../test/support/buildState.cts';

function build(): void {
	if (isBuilt()) return console.log('dist/ is up to date');
	for (const script of ['generate', 'compile']) {
		const { status } = spawnSync('npm', ['run', script], {
			stdio: 'inherit',
			shell: process.platform === 'win32',
		});
		if (status !== 0) process.exit(status ?? 1);
	}
}

if (process.argv.includes('--remember')) rememberBuild();
else build();
