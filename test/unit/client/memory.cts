import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that this process holds on to, garbage left out. */
export function heldBytes(): number {
	collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** Watches how much more is held than at the beginning; look in from time to time. */
export function watchMemory(): { look: () => void; readonly most: number } {
	const before = heldBytes();
	let most = 0;
	return {
		look: () => {
			most = Math.max(most, heldBytes() - before);
		},
		get most() {
			return most;
		},
	};
}
