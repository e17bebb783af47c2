import { parseArgs } from 'node:util';
import { startSandbox, type SandboxOptions } from '../sandbox/index.cts';

const usage = `Starts a local Dashdoc on 127.0.0.1, with made-up data.

  npm run sandbox -- [options]

  --port <number>                 port to listen on (4747; 0 = any free one)
  --seed <number>                 another number gives other data
  --clock <date-time|now>         the sandbox's time at the start (2026-03-16T08:00:00Z)
  --companies, --contacts, --transports, --truckers, --vehicles, --trailers <number>
                                  how much of each there is
  --requests-per-second <number>  limit per token (10; 0 = none)
  --retry-after <form>            seconds, http-date or none: what a 429 says about it (seconds)
  --latency <milliseconds>        time that every answer takes (0)
  --page-size <number>            objects per page of every list (20 or 100, depending on the list)
  --company-name-match <way>      existing or refuse: what a second company of one name meets (existing)
  --webhooks <seconds>            how often events are sent to the webhooks that were entered (60; 0 = never)
  --no-answer-validation          do not check the sandbox's own answers
  --help                          this text`;

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '4747' },
		seed: { type: 'string' },
		clock: { type: 'string' },
		companies: { type: 'string' },
		contacts: { type: 'string' },
		transports: { type: 'string' },
		truckers: { type: 'string' },
		vehicles: { type: 'string' },
		trailers: { type: 'string' },
		'requests-per-second': { type: 'string' },
		'retry-after': { type: 'string' },
		latency: { type: 'string' },
		'page-size': { type: 'string' },
		'company-name-match': { type: 'string' },
		webhooks: { type: 'string', default: '60' },
		'no-answer-validation': { type: 'boolean' },
		help: { type: 'boolean' },
	},
});

/** A whole number from 0 up; throws an Error that names the option otherwise. */
function count(option: keyof typeof values): number | undefined {
	const text = values[option];
	if (text === undefined) return undefined;
	if (typeof text !== 'string' || !/^\d+$/.test(text)) throw new Error(`--${option} needs a whole number`);
	return Number(text);
}

function choice<T extends string>(option: keyof typeof values, choices: readonly T[]): T | undefined {
	const text = values[option];
	if (text === undefined) return undefined;
	const chosen = choices.find((candidate) => candidate === text);
	if (!chosen) throw new Error(`--${option} needs one of ${choices.join(', ')}`);
	return chosen;
}

/** Leaves out what was not given, so that the sandbox's own defaults hold. */
function given<T extends object>(options: T): Partial<T> {
	const entries = Object.entries(options).filter(([, value]) => value !== undefined);
	return Object.fromEntries(entries) as Partial<T>;
}

function readOptions(): SandboxOptions {
	return given({
		port: count('port'),
		seed: count('seed'),
		clockStart: values.clock === 'now' ? new Date().toISOString() : values.clock,
		companies: count('companies'),
		contacts: count('contacts'),
		transports: count('transports'),
		truckers: count('truckers'),
		vehicles: count('vehicles'),
		trailers: count('trailers'),
		requestsPerSecond: count('requests-per-second'),
		retryAfter: choice('retry-after', ['seconds', 'http-date', 'none']),
		latency: count('latency'),
		pageSize: count('page-size') || undefined,
		companyNameMatch: choice('company-name-match', ['existing', 'refuse']),
		validateAnswers: values['no-answer-validation'] ? false : undefined,
	});
}

async function main(): Promise<void> {
	if (values.help) return console.log(usage);
	const seconds = count('webhooks') ?? 0;
	const sandbox = await startSandbox(readOptions());
	const job = seconds > 0 ? setInterval(() => void sandbox.sendWebhooks(), seconds * 1000) : undefined;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			clearInterval(job);
			void sandbox.close().then(() => console.log('The sandbox has stopped.'));
		});
	}
	console.log(
		[
			`The sandbox listens on ${sandbox.url}`,
			'',
			'In an n8n credential of type "Dashdoc API" choose the environment "Custom" and enter',
			`  Base URL   ${sandbox.url}`,
			`  API Token  ${sandbox.token}`,
			'',
			`API root: ${sandbox.apiUrl}/    Control: ${sandbox.url}/__sandbox__/    Stop: Ctrl+C`,
		].join('\n'),
	);
}

main().catch((error: Error & { code?: string }) => {
	const taken =
		error.code === 'EADDRINUSE' ? `Port ${values.port} is taken; choose another with --port.` : undefined;
	console.error(taken ?? error.message);
	process.exitCode = 1;
});
