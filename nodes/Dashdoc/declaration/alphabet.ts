/**
 * Order of English labels regardless of case, for `sort`. Their letters need no rules of a language, whose tables take
 * longer to load than a good part of the node.
 */
export function inAlphabet(one: string, other: string): number {
	const [first, second] = [one.toLowerCase(), other.toLowerCase()];
	if (first === second) return 0;
	return first < second ? -1 : 1;
}
