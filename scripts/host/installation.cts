/**
 * n8n with a Node.js of its own, installed once into a cache folder outside of the checkout. A file that is written last
 * marks an installation as complete; one without it is done again.
 */
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { endOf, startProgram, stopProgram } from './programs.cts';
import { nodePackage, type Versions } from './versions.cts';

/** Told what is going on, a line at a time. */
export type Tell = (line: string) => void;

export interface InstallationOptions {
	tell: Tell;
	/** Ends it halfway. */
	signal?: AbortSignal;
	/** Folder of all installations. */
	cache?: string;
}

export interface Installation {
	versions: Versions;
	folder: string;
	/** Program file of Node.js. */
	node: string;
	/** n8n's command line, to be run by that Node.js. */
	n8n: string;
	/** Environment in which programs find that Node.js first. */
	environment: NodeJS.ProcessEnv;
}

/** Where installations are kept: below `XDG_CACHE_HOME`, else `~/.cache`. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
	return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-dashdoc');
}

const marker = (folder: string) => join(folder, 'complete.json');

const isComplete = (folder: string) => existsSync(marker(folder));

function installationIn(folder: string, versions: Versions): Installation {
	const nodeFolder = join(folder, 'node_modules', nodePackage());
	const bin = join(nodeFolder, 'bin');
	const path = [bin, process.env.PATH ?? ''].join(delimiter);
	return {
		versions,
		folder,
		node: join(bin, 'node'),
		n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		// The package holds the headers too, for what is built.
		environment: { ...ownEnvironment(), PATH: path, npm_config_nodedir: nodeFolder },
	};
}

/** What the caller runs in says nothing to n8n: npm's settings of this checkout, Jest's marks, n8n's own variables. */
function ownEnvironment(): NodeJS.ProcessEnv {
	const foreign = /^(npm_|N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|JEST_|NODE_ENV$|NODE_OPTIONS$|NODE_PATH$)/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};

/** Puts our process ID into a file that must not exist yet; false where another living process did. */
function takeLock(lock: string): boolean {
	const own = `${lock}.${process.pid}`;
	writeFileSync(own, String(process.pid));
	try {
		linkSync(own, lock); // with its content at once, so that nobody reads an empty one
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		rmSync(own);
	}
	const owner = Number(readFileSync(lock, 'utf8'));
	if (owner > 0 && isAlive(owner)) return false;
	rmSync(lock, { force: true });
	return takeLock(lock);
}

const SECONDS_BETWEEN_SIGNS_OF_LIFE = 15;

/** Runs a step of the installation. Throws with the end of its output where it fails. */
async function runStep(
	name: string,
	[program, ...parameters]: string[],
	{ environment, folder }: Installation,
	{ signal, tell }: InstallationOptions,
): Promise<void> {
	const log = join(folder, 'installation.log');
	const started = performance.now();
	const elapsed = () => `${Math.round((performance.now() - started) / 1000)} s`;
	tell(`${name} …`);
	const life = setInterval(() => tell(`${name} … ${elapsed()}`), SECONDS_BETWEEN_SIGNS_OF_LIFE * 1000);
	const child = startProgram(program, parameters, { folder, environment, log });
	const giveUp = () => void stopProgram(child, 2);
	signal?.addEventListener('abort', giveUp);
	try {
		const code = await endOf(child);
		signal?.throwIfAborted();
		if (code === 0) return tell(`${name}: done in ${elapsed()}`);
		const end = readFileSync(log, 'utf8').split('\n').slice(-30).join('\n');
		throw new Error(`${name} failed (${[program, ...parameters].join(' ')}):\n${end}\nAll of it: ${log}`);
	} finally {
		clearInterval(life);
		signal?.removeEventListener('abort', giveUp);
	}
}

async function install(folder: string, versions: Versions, options: InstallationOptions): Promise<void> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const dependencies = { n8n: versions.n8n, [nodePackage()]: versions.node };
	const { overrides } = versions;
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }));
	const installation = installationIn(folder, versions);
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	// Of all that n8n brings, SQLite alone needs its install script.
	const npmInstall = ['npm', 'install', '--ignore-scripts', '--omit=dev', ...quiet];
	const npmRebuild = ['npm', 'rebuild', 'sqlite3', '--ignore-scripts=false', ...quiet];
	await runStep(`Downloading n8n ${versions.n8n}`, npmInstall, installation, options);
	await runStep('Building SQLite', npmRebuild, installation, options);
	writeFileSync(marker(folder), JSON.stringify({ ...versions, installed: new Date().toISOString() }));
}

/**
 * The installation of these versions, made where it is not there yet (some minutes, 3 GB; needs Python and a C++
 * compiler). Where another process makes it, waits for that one.
 */
export async function installedN8n(versions: Versions, options: InstallationOptions): Promise<Installation> {
	const { cache = cacheFolder(), signal, tell } = options;
	const name = `n8n-${versions.n8n}-node-${versions.node}-${process.platform}-${process.arch}`;
	const folder = join(cache, name);
	const lock = `${folder}.lock`;
	mkdirSync(cache, { recursive: true });
	for (let told = false; !isComplete(folder); told = true) {
		if (!takeLock(lock)) {
			if (!told) tell(`Waiting for another process, which installs n8n (${lock})`);
			await wait(1000, undefined, { signal }).catch(() => signal?.throwIfAborted());
			continue;
		}
		try {
			if (isComplete(folder)) break;
			if (existsSync(folder)) tell('The last installation of n8n was not finished: it is done again');
			tell(`n8n is installed once into ${folder} (about 5 minutes, 3 GB)`);
			await install(folder, versions, options);
		} finally {
			rmSync(lock, { force: true });
		}
	}
	return installationIn(folder, versions);
}
