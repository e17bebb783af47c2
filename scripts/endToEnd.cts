/**
 * `npm run test:e2e` and `npm run test:queue`: the tests on a real n8n, on each version that is asked for. What else is given
 * goes to Jest.
 */
import { spawnSync } from 'node:child_process';
import { choice, chosenVersions, supported, supportedVersions } from './host/versions.cts';
import { reported, testsLine } from './jestReport.cts';

const core = [
	'package',
	'nodeCreator',
	'personsWay',
	'workflows',
	'webhookTrigger',
	'pollingTrigger',
	'reliability',
];

const usage = `Runs the tests of test/e2e on a real n8n.

  npm run test:e2e -- [options] [part of a file's name ...]

  --n8n <name>  ${Object.entries(supported)
		.map(([name, { n8n, node }]) => `${name} (n8n ${n8n}, Node.js ${node})`)
		.join(', ')};
                may be given several times
  --core        only the files that every supported n8n must pass: ${core.join(', ')}
  --queue       those of test/queue instead, on n8n in queue mode
  --help        this text

Other options are Jest's.`;

/** Takes our own options out of the arguments; what is left is Jest's. */
function readArguments(given: string[]): { names: string[]; ofJest: string[] } {
	const names: string[] = [];
	const config = given.includes('--queue') ? 'jest.queue.config.cjs' : 'jest.e2e.config.cjs';
	const ofJest = ['--config', config];
	for (let place = 0; place < given.length; place++) {
		if (given[place] === '--n8n') names.push(given[++place] ?? '');
		else if (given[place] === '--core') ofJest.push(...core.map((file) => `test/e2e/${file}\\.e2e`));
		else if (given[place] !== '--queue') ofJest.push(given[place]);
	}
	return { names: names.length > 0 ? names : [process.env[choice] ?? 'current'], ofJest };
}

/** Runs the tests on this n8n. */
async function test(
	name: string,
	ofJest: string[],
): Promise<{ name: string; passed: boolean; line: string }> {
	const environment = { ...process.env, [choice]: name };
	const { n8n, node } = chosenVersions(environment);
	console.log(`n8n ${n8n} on Node.js ${node} (${name})`);
	const jest = require.resolve('jest/bin/jest');
	const { line, result } = await reported((options) =>
		spawnSync(process.execPath, [jest, ...ofJest, ...options], { env: environment, stdio: 'inherit' }),
	);
	return { name, passed: result.status === 0 && line !== undefined, line: line ?? testsLine(0, 1, 0) };
}

async function main(): Promise<void> {
	const { names, ofJest } = readArguments(process.argv.slice(2));
	if (ofJest.includes('--help')) return console.log(usage);
	names.forEach(supportedVersions); // a wrong name is told before anything runs
	const results = [];
	for (const name of names) results.push(await test(name, ofJest));
	for (const { line, name, passed } of results)
		console.log(`${name}: ${passed ? 'passed' : 'failed'}\n${line}`);
	if (!results.every(({ passed }) => passed)) process.exitCode = 1;
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
