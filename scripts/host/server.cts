/** The process of n8n: started on loopback with a folder of its own, ready when it says so, stopped, started again. */
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from './installation.cts';
import { endOf, killProgram, startProgram, stopProgram } from './programs.cts';
import { untilReady } from './readiness.cts';

export interface ServerOptions {
	installation: Installation;
	/** Holds n8n's database, files and community packages. */
	userFolder: string;
	port: number;
	/** Where n8n's task runners call; its usual port may be in use. */
	brokerPort: number;
	/** Further variables, on top of those that every host has. */
	environment?: Record<string, string>;
	/** Of n8n's command line, with its parameters; left out: `start`, the main process. */
	command?: readonly string[];
}

const SECONDS_TO_START = 180;

/** Said when all is served and all triggers are on; n8n 1 calls itself ready long before. */
const lastWordOfStart = 'Editor is now accessible';

function environmentOf({ brokerPort, environment, installation, port, userFolder }: ServerOptions) {
	return {
		...installation.environment,
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		QUEUE_HEALTH_CHECK_PORT: String(port), // where a worker answers
		N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_ENCRYPTION_KEY: 'of-a-host-that-holds-made-up-data-only',
		N8N_SECURE_COOKIE: 'false', // the address is http
		DB_SQLITE_POOL_SIZE: '3', // n8n 2's own; without it n8n 1 tells an execution's end before its data
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false', // n8n 1 reports on the console that it cannot fetch them
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		GENERIC_TIMEZONE: 'Europe/Paris',
		...environment,
	};
}

export class N8nServer {
	readonly url: string;

	/** File with all that n8n said. */
	readonly log: string;

	private child: ChildProcess | undefined;

	/** Bytes of the log that former starts have written. */
	private past = 0;

	constructor(private readonly options: ServerOptions) {
		this.url = `http://127.0.0.1:${options.port}`;
		this.log = join(options.userFolder, 'n8n.log');
	}

	/**
	 * Resolves when n8n takes requests; rejects with its last words where it ends or does not get ready.
	 * @param signal stops it halfway
	 */
	async start(signal?: AbortSignal): Promise<void> {
		const { command = ['start'], installation, userFolder } = this.options;
		this.past = existsSync(this.log) ? statSync(this.log).size : 0;
		this.child = startProgram(installation.node, [installation.n8n, ...command], {
			folder: userFolder,
			environment: environmentOf(this.options),
			log: this.log,
		});
		await untilReady(this.child, {
			name: `n8n ${command.join(' ')}`,
			log: this.log,
			isReady: () => this.isReady(),
			secondsToStart: SECONDS_TO_START,
			signal,
		});
	}

	async stop(): Promise<void> {
		const { child } = this;
		this.child = undefined;
		if (child) await stopProgram(child);
	}

	/** Of the running process, whose group holds all that it starts. */
	get pid(): number | undefined {
		return this.child?.pid;
	}

	/** Ends the process at once, as a crash does; it has no time to tidy up. */
	async kill(): Promise<void> {
		const { child } = this;
		this.child = undefined;
		if (child) await killProgram(child);
	}

	/** Resolves when the process ends, whoever ended it. */
	async ended(): Promise<void> {
		if (this.child) await endOf(this.child).catch(() => null);
	}

	private async isReady(): Promise<boolean> {
		const isMain = this.options.command === undefined;
		if (isMain && !this.hasSaid(lastWordOfStart)) return false;
		try {
			return (await fetch(`${this.url}/healthz/readiness`)).status === 200;
		} catch {
			return false;
		}
	}

	private hasSaid(words: string): boolean {
		return existsSync(this.log) && readFileSync(this.log).subarray(this.past).includes(words);
	}
}
