/** Programs of the system that tests need: found, else installed from Debian's packages, else asked for. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Tell } from './installation.cts';

export interface WantedProgram {
	/** Its name, looked for in PATH and `folders`. */
	program: string;
	/** Debian's package that brings it. */
	package: string;
	/** Names of programs that do as well. */
	others?: readonly string[];
	/** Further folders; an ending `*` in a part stands for any ending, the highest version first. */
	folders?: readonly string[];
}

/** What the pattern of a folder stands for, the highest version first. */
function expanded(pattern: string): string[] {
	const [, before, name, after] = /^(.*?)\/([^/]*)\*(\/.*)?$/.exec(pattern) ?? [];
	if (before === undefined) return [pattern];
	if (!existsSync(before)) return [];
	const names = readdirSync(before).filter((one) => one.startsWith(name));
	names.sort((one, other) => other.localeCompare(one, 'en', { numeric: true }));
	return names.flatMap((one) => expanded(join(before, one, after ?? '')));
}

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** File of a program; undefined where there is none. */
export function findProgram({ folders = [], others = [], program }: WantedProgram): string | undefined {
	const path = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	const places = [...path, ...folders.flatMap(expanded)];
	const files = [program, ...others].flatMap((name) => places.map((place) => join(place, name)));
	return files.find(isProgram);
}

/** The words that start apt-get with the right to install; undefined where nobody may. */
function aptGet(): string[] | undefined {
	const [command] = findProgram({ program: 'apt-get', package: 'apt' }) ? ['apt-get'] : [];
	if (!command) return undefined;
	if (process.getuid?.() === 0) return [command];
	const mayBecomeRoot = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
	return mayBecomeRoot ? ['sudo', '-n', command] : undefined;
}

/** Runs apt-get; what it said where it failed. */
function runAptGet([program, ...words]: string[], parameters: string[]): string | undefined {
	const options = ['-qq', '-o', 'DPkg::Lock::Timeout=600'];
	const { error, status, stderr } = spawnSync(program, [...words, ...options, ...parameters], {
		encoding: 'utf8',
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		maxBuffer: Infinity,
	});
	return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

/**
 * Files of the programs, in their order. What is missing is installed where that is possible.
 * @throws a sentence that says what to install where it is not
 */
export function ensurePrograms(wanted: readonly WantedProgram[], tell: Tell): string[] {
	const packages = [...new Set(wanted.filter((one) => !findProgram(one)).map((one) => one.package))];
	if (packages.length > 0) {
		const request = `Install ${packages.join(' and ')} (Debian: apt-get install ${packages.join(' ')}), then run this again.`;
		const command = aptGet();
		if (!command) throw new Error(request);
		tell(`Installing ${packages.join(', ')} by apt-get …`);
		runAptGet(command, ['update']); // a list of packages that is old may do
		const failure = runAptGet(command, ['install', '-y', '--no-install-recommends', ...packages]);
		if (failure) throw new Error(`apt-get could not install them. ${request}\n${failure}`);
	}
	return wanted.map((one) => {
		const file = findProgram(one);
		if (!file) throw new Error(`${one.program} is nowhere, though ${one.package} is installed.`);
		return file;
	});
}
