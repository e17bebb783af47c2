/** How much memory a process takes with all that it started. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

interface Process {
	group: number;
	/** Bytes that are in memory now. */
	resident: number;
}

const kibibyte = 1024;

/** From Linux's own files, as `ps` is not everywhere. */
function linuxProcess(id: string): Process | undefined {
	try {
		// The name in brackets may hold anything.
		const [, rest] = /^\d+ \(.*\) (.*)$/s.exec(readFileSync(`/proc/${id}/stat`, 'latin1')) ?? [];
		const [, resident = '0'] =
			/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'latin1')) ?? [];
		return rest === undefined
			? undefined
			: { group: Number(rest.split(' ')[2]), resident: Number(resident) * kibibyte };
	} catch {
		return undefined; // it has just ended
	}
}

function processes(): Process[] {
	if (process.platform === 'linux') {
		const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
		return ids.flatMap((id) => linuxProcess(id) ?? []);
	}
	const listed = execFileSync('ps', ['-axo', 'pgid=,rss='], { encoding: 'latin1' });
	return listed
		.trim()
		.split('\n')
		.map((line) => {
			const [group, resident] = line.trim().split(/\s+/).map(Number);
			return { group, resident: resident * kibibyte };
		});
}

/** Bytes in memory of all processes of a group. */
export function residentBytes(group: number): number {
	return processes()
		.filter((one) => one.group === group)
		.reduce((sum, { resident }) => sum + resident, 0);
}

const MILLISECONDS_BETWEEN_LOOKS = 100;

/** The most bytes of a group that were in memory at once while something was done. */
export async function peakWhile(group: number, work: () => Promise<void>): Promise<number> {
	let peak = residentBytes(group);
	const look = () => (peak = Math.max(peak, residentBytes(group)));
	const looks = setInterval(look, MILLISECONDS_BETWEEN_LOOKS);
	try {
		await work();
		return look();
	} finally {
		clearInterval(looks);
	}
}
