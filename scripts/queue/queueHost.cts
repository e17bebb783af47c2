/**
 * n8n in queue mode, as its documentation describes it: a main process, a process for webhooks and two workers, each with
 * this package installed, sharing a PostgreSQL and a Redis. All of it on loopback, beside a sandbox of Dashdoc.
 */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { Endings } from '../host/endings.cts';
import { furnish, placePackage, type Host, type HostOptions } from '../host/host.cts';
import { installedN8n, type Installation } from '../host/installation.cts';
import { freePorts } from '../host/ports.cts';
import { N8nServer } from '../host/server.cts';
import { chosenVersions } from '../host/versions.cts';
import { startPostgres } from './postgres.cts';
import { startRedis } from './redis.cts';
import type { ServiceOptions } from './service.cts';

/** The processes of n8n, each with its command. */
const commands = {
	main: ['start'],
	webhook: ['webhook'],
	workerA: ['worker', '--concurrency=10'],
	workerB: ['worker', '--concurrency=10'],
} as const satisfies Record<string, readonly string[]>;

export type ProcessName = keyof typeof commands;

export const workerNames = ['workerA', 'workerB'] as const satisfies ProcessName[];

export interface QueueHost extends Pick<Host, 'rest' | 'owner' | 'credential' | 'sandbox' | 'stop'> {
	readonly processes: Readonly<Record<ProcessName, N8nServer>>;
}

type Options = Pick<HostOptions, 'environment' | 'sandbox' | 'signal' | 'tell' | 'versions'>;

/** Says in the environment of a process that the work is shared. */
const queueMode = {
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
};

async function startServices(options: Omit<ServiceOptions, 'port'>, endings: Endings) {
	const [redisPort, postgresPort] = await freePorts(2);
	const redis = await startRedis({ ...options, port: redisPort });
	endings.add(() => redis.stop());
	const postgres = await startPostgres({ ...options, port: postgresPort });
	endings.add(() => postgres.stop());
	return { ...redis.environment, ...postgres.environment };
}

interface Place {
	folder: string;
	installation: Installation;
	environment: Record<string, string>;
}

/** The processes, each in a folder of its own with the package, none of them started. */
async function preparedProcesses({ environment, folder, installation }: Place) {
	const packed = join(folder, 'packed');
	mkdirSync(packed);
	await placePackage(packed);
	const names = Object.keys(commands) as ProcessName[];
	const ports = await freePorts(2 * names.length);
	const webhookPort = ports[2 * names.indexOf('webhook')];
	const entries = names.map((name, index) => {
		const userFolder = join(folder, name);
		cpSync(join(packed, '.n8n'), join(userFolder, '.n8n'), { recursive: true });
		const [port, brokerPort] = ports.slice(2 * index);
		const server = new N8nServer({
			installation,
			userFolder,
			port,
			brokerPort,
			command: commands[name],
			environment: { N8N_WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`, ...environment },
		});
		return [name, server] as const;
	});
	return Object.fromEntries(entries) as Record<ProcessName, N8nServer>;
}

/** Starts all processes; the main one makes the tables that the others need. */
async function startAll(
	{ main, ...others }: QueueHost['processes'],
	endings: Endings,
	signal?: AbortSignal,
): Promise<void> {
	endings.add(
		async () => void (await Promise.all([main, ...Object.values(others)].map((one) => one.stop()))),
	);
	await main.start(signal);
	await Promise.all(Object.values(others).map((one) => one.start(signal)));
}

/** Starts all of it. What was started is stopped again where a part of it fails. */
export async function startQueueHost({
	environment,
	sandbox,
	signal,
	tell = () => {},
	versions = chosenVersions(),
}: Options = {}): Promise<QueueHost> {
	const installation = await installedN8n(versions, { tell, signal });
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-dashdoc-queue-'));
	chmodSync(folder, 0o755); // PostgreSQL runs as somebody else
	const endings = new Endings();
	endings.add(async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	try {
		tell('Redis and PostgreSQL start …');
		const services = await startServices({ folder, signal, tell }, endings);
		const dashdoc: Sandbox = await startSandbox({ clockStart: new Date().toISOString(), ...sandbox });
		endings.add(() => dashdoc.close());
		const processes = await preparedProcesses({
			folder,
			installation,
			environment: { ...queueMode, ...services, ...environment },
		});
		tell(`n8n starts in ${Object.keys(processes).length} processes …`);
		await startAll(processes, endings, signal);
		const furniture = await furnish(processes.main, installation, dashdoc);
		return { ...furniture, sandbox: dashdoc, processes, stop: () => endings.all() };
	} catch (error) {
		await endings.all();
		throw error;
	}
}
