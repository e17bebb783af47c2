/** What a user does about a form that is refused: the message names the field before the colon. */
import type { Leaf } from './leaves.cts';

/** A field to fill in, or one to leave out. */
export type Mending = { missing: Leaf } | { superfluous: Leaf };

/**
 * The next step after a refusal: fill in the field that is named, give both sides of one value, or leave one of two out
 * that exclude each other.
 * @param leaves all fields of the form
 * @param filled those of them that were filled in
 * @returns undefined when there is nothing that could be done
 */
export function mendingOf(
	leaves: readonly Leaf[],
	filled: readonly Leaf[],
	message: string,
): Mending | undefined {
	const named = leafNamed(leaves, message.split(':')[0]);
	if (!named) return undefined;
	const [target] = named.parameter.targets;
	const partners = leaves.filter(
		({ parameter }) => target !== undefined && parameter.targets.includes(target),
	);
	const missing = [named, ...partners].find((leaf) => !filled.some((one) => isSame(one, leaf)));
	return missing ? { missing } : { superfluous: named };
}

/** Whether two are the same field of one form. */
export const isSame = (one: Leaf, other: Leaf): boolean => one.path.join('.') === other.path.join('.');

/** The field that a label with the names of the forms around it means; a form that is empty means its first field. */
function leafNamed(leaves: readonly Leaf[], label: string): Leaf | undefined {
	const said = inOneWord(label);
	const found = leaves.filter(({ parameter: { property } }) => label.endsWith(property.displayName));
	const words = ({ parameter: { property } }: Leaf) => property.displayName.length;
	const around = ({ path }: Leaf) =>
		path.map((name) => (said.includes(name.toLowerCase()) ? name.length : 0)).reduce(add, 0);
	const [named] = found.sort((one, other) => words(other) - words(one) || around(other) - around(one));
	return named ?? leaves.find(({ path }) => path.slice(0, -1).some((name) => name.toLowerCase() === said));
}

/** Labels without blanks are much like the internal names of forms. */
const inOneWord = (label: string) => label.toLowerCase().replace(/ /g, '');

const add = (one: number, other: number) => one + other;
