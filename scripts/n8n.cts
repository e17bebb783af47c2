/** `npm run n8n`: a running n8n with this package, a sandbox of Dashdoc, and the workflows of workflows/. */
import { parseArgs } from 'node:util';
import { startHost, type Host } from './host/host.cts';
import { prepareSandbox } from './host/preparation.cts';
import { supported, supportedVersions } from './host/versions.cts';
import { readyWorkflow, workflowFiles } from './host/workflows.cts';

const usage = `Starts n8n with this package and a local Dashdoc, both on 127.0.0.1, until Ctrl+C.

  npm run n8n -- [options]

  --port <number>  port of the editor (any free one)
  --n8n <name>     ${Object.keys(supported).join(', ')}: see scripts/host/versions.cts (current)
  --help           this text

The first time, n8n is installed into a cache folder (XDG_CACHE_HOME, else ~/.cache).`;

const SECONDS_BETWEEN_WEBHOOKS = 10;

async function importWorkflows({ credential, rest }: Host): Promise<string[]> {
	const names: string[] = [];
	for (const file of workflowFiles) {
		const { name } = await rest.createWorkflow(readyWorkflow(file, credential));
		names.push(name);
	}
	return names;
}

const welcome = ({ owner, sandbox, url }: Host, names: string[]): string =>
	[
		'',
		`n8n is ready: ${url}`,
		`  Email     ${owner.email}`,
		`  Password  ${owner.password}`,
		'',
		'Workflows, with their credential chosen:',
		...names.map((name) => `  ${name}`),
		'',
		`The sandbox of Dashdoc: ${sandbox.url}    Control: ${sandbox.url}/__sandbox__/`,
		'Nothing is kept. Stop: Ctrl+C',
	].join('\n');

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { port: { type: 'string' }, n8n: { type: 'string' }, help: { type: 'boolean' } },
	});
	if (values.help) return console.log(usage);
	if (values.port && !/^\d+$/.test(values.port)) throw new Error('--port needs a whole number');
	const stop = new AbortController();
	const stopping = new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
	for (const name of ['SIGINT', 'SIGTERM'] as const) {
		process.on(name, () => stop.abort(new Error('Stopped before n8n was ready.')));
	}
	const host = await startHost({
		port: values.port ? Number(values.port) : undefined,
		versions: values.n8n === undefined ? undefined : supportedVersions(values.n8n),
		signal: stop.signal,
		tell: (line) => console.log(line),
	});
	const job = setInterval(() => void host.sandbox.sendWebhooks(), SECONDS_BETWEEN_WEBHOOKS * 1000);
	try {
		await prepareSandbox(host.sandbox);
		console.log(welcome(host, await importWorkflows(host)));
		const ended = await Promise.race([stopping.then(() => false), host.server.ended().then(() => true)]);
		if (ended) throw new Error('n8n has ended by itself.');
		console.log('\nStopping …');
	} finally {
		clearInterval(job);
		await host.stop();
	}
	console.log('n8n and the sandbox have stopped.');
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
