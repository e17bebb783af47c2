/** PostgreSQL with a database of its own. It refuses to run as root, and then runs as Debian's user `postgres`. */
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../test/support/command.cts';
import { ensurePrograms } from '../host/debian.cts';
import { endOf, startProgram, stopProgram } from '../host/programs.cts';
import { untilReady } from '../host/readiness.cts';
import type { Service, ServiceOptions } from './service.cts';

/** Debian keeps them, by version, outside of the usual folders. */
const programs = ['initdb', 'postgres', 'pg_isready'].map((program) => ({
	program,
	package: 'postgresql',
	folders: ['/usr/lib/postgresql/*/bin'],
}));

const isRoot = () => process.getuid?.() === 0;

/** What is put before a command so that it runs as somebody else than root. */
const asPostgres = () =>
	isRoot() ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];

async function numberOf(kind: '-u' | '-g'): Promise<number> {
	const { code, stderr, stdout } = await runCommand('id', [kind, 'postgres']);
	if (code !== 0) throw new Error(`There is no user "postgres": ${stderr}`);
	return Number(stdout);
}

/** Makes a folder that PostgreSQL may write in. */
async function makeFolder(folder: string): Promise<void> {
	mkdirSync(folder);
	if (isRoot()) chownSync(folder, await numberOf('-u'), await numberOf('-g'));
}

/**
 * Starts a PostgreSQL with an empty database, which is gone with its folder.
 * @param options whose folder everybody may pass through
 */
export async function startPostgres({ folder, port, signal, tell }: ServiceOptions): Promise<Service> {
	const [initdb, postgres, isReady] = ensurePrograms(programs, tell);
	const own = join(folder, 'postgres');
	const data = join(own, 'data');
	const log = join(folder, 'postgres.log');
	await makeFolder(own);
	const start = (...command: string[]) => {
		const [program, ...rest] = [...asPostgres(), ...command];
		return startProgram(program, rest, { folder: own, environment: process.env, log });
	};
	const made = await endOf(
		start(initdb, '-D', data, '-U', 'n8n', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '-N'),
	);
	if (made !== 0) throw new Error(`PostgreSQL made no database, see ${log}`);
	const where = ['-p', String(port), '-h', '127.0.0.1', '-k', own];
	// What a power failure would destroy is removed soon anyway.
	const child = start(postgres, '-D', data, ...where, '-F');
	const question = ['-h', '127.0.0.1', '-p', String(port)];
	await untilReady(child, {
		name: 'PostgreSQL',
		log,
		isReady: async () => (await runCommand(isReady, question)).code === 0,
		secondsToStart: 60,
		signal,
	});
	return {
		environment: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
		},
		stop: () => stopProgram(child),
	};
}
