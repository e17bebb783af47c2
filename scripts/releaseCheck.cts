import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { manifest, unpackedTarball } from '../test/support/builtPackage.cts';
import { root } from '../test/support/command.cts';
import { runChecks } from './release/check.cts';
import { releaseChecks } from './release/checks.cts';

const usage = `Looks at what would be published, without a network. Exit code 1 when it must not be.

  npm run release:check -- [options]

  --tag <tag>       the tag that is about to publish it, e.g. v1.2.3
  --out <folder>    keep the packed file there when all is well
  --help            this text`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { tag: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } },
	});
	if (values.help) {
		console.log(usage);
		return;
	}
	const unpacked = await unpackedTarball();
	try {
		const checks = releaseChecks({ checkout: root, unpacked, tag: values.tag });
		const isReady = await runChecks(checks, console.log);
		process.exitCode = isReady ? 0 : 1;
		if (!isReady || values.out === undefined) return;
		const file = `${manifest.name}-${manifest.version}.tgz`;
		mkdirSync(resolve(values.out), { recursive: true });
		copyFileSync(join(dirname(unpacked), file), join(resolve(values.out), file));
		console.log(`Kept: ${join(values.out, file)}`);
	} finally {
		rmSync(dirname(unpacked), { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
