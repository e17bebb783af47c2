/** Values for the parameters of an example, from what the editor and the API description say about them. */
import type { INodeProperties, NodeParameterValueType } from 'n8n-workflow';
import type { Operation } from '../../../nodes/Dashdoc/declaration/operation';
import { partKey, partOf, thingListed } from '../../../test/contract/parts.cts';
import { sampleOf } from '../../../test/contract/samples.cts';
import type { Leaf } from '../../../test/support/leaves.cts';
import { isFileField } from './exampleFile.cts';

/** IDs of things that exist: by the search of the locators that pick them, the key of parts, or the target that takes them. */
export type KnownIds = ReadonlyMap<string, string | number>;

/** The key of a second thing of the kind that a search finds. */
export const otherKey = (search: string): string => `other ${search}`;

/** Where goods go is not where they come from. */
const goesThere = /\b(unloading|destination|end)\b/i;

/** The search behind a locator's list; undefined for anything else. */
export function searchOf({ modes = [] }: INodeProperties): string | undefined {
	return modes.find(({ type }) => type === 'list')?.typeOptions?.searchListMethod;
}

/** A value for one parameter; undefined when there is none that would be true. */
export function exampleValue(
	{ parameter }: Leaf,
	{ route }: Operation,
	ids: KnownIds,
): NodeParameterValueType | undefined {
	const { property } = parameter;
	const known = knownId(parameter, ids);
	switch (property.type) {
		case 'resourceLocator': {
			const search = searchOf(property) ?? '';
			const value = known ?? ids.get(goesThere.test(property.displayName) ? otherKey(search) : search);
			return value === undefined ? undefined : { __rl: true, mode: 'id', value };
		}
		case 'dateTime':
			return momentOf(property);
		case 'json':
			return jsonOf(property);
		case 'string':
			if (known !== undefined) return known;
			if (isFileField(property)) return property.default as string;
			return shownExample(property) ?? sampled();
		case 'fixedCollection':
		case 'collection':
			return undefined;
		case 'multiOptions':
			return (sampled() as string[]).slice(0, 2);
		default:
			return sampled();
	}

	function sampled(): NodeParameterValueType {
		return sampleOf({ route: route ?? '', parameter, located: new Map(), variant: 'first' }).given;
	}
}

/** The existing thing that a parameter takes by its place or as a part of another one, or two of those that it lists. */
function knownId({ property, targets }: Leaf['parameter'], ids: KnownIds): string | number | undefined {
	const part = partOf(property);
	const keys = [...targets, ...(part ? [partKey(part)] : [])];
	const known = keys.map((key) => ids.get(key)).find((id) => id !== undefined);
	const { search } = (property.required && thingListed(property)) || {};
	if (known !== undefined || search === undefined || property.type !== 'string') return known;
	const two = [ids.get(search), ids.get(otherKey(search))];
	return two.filter((id) => id !== undefined).join(', ');
}

function shownExample({ placeholder = '' }: INodeProperties): string | undefined {
	return /^e\.g\. (.+)$/.exec(placeholder)?.[1];
}

/** Around the sandbox's present; what ends lies after what begins. */
function momentOf({ displayName }: INodeProperties): string {
	return /\b(end|until|before|to|last)\b/i.test(displayName) ? '2026-03-20T18:00:00' : '2026-03-09T08:00:00';
}

function jsonOf(property: INodeProperties): string | undefined {
	const text = shownExample(property) ?? '';
	try {
		JSON.parse(text);
		return text;
	} catch {
		return undefined;
	}
}
