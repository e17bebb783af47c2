/** How checks of a transport's body tell what they find. */
import type { RequestProblem } from '../../declaration/operation';

export type Problem = RequestProblem | undefined;

/** @param target dotted name below the body */
export const problem = (target: string, text: string): RequestProblem => ({ target: `body.${target}`, text });

/** The first problem that a look at each element finds. */
export function firstOf<T>(list: readonly T[], look: (element: T, index: number) => Problem): Problem {
	for (const [index, element] of list.entries()) {
		const found = look(element, index);
		if (found) return found;
	}
	return undefined;
}
