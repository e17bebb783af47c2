import { refuseField } from '../http/problems.cts';
import { isJsonObject, type Json, type JsonObject } from '../json.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import type { Tenant } from '../state/tenant.cts';

/** A label that a company puts on transports, truckers, vehicles and trailers. */
export interface StoredTag extends JsonObject {
	pk: number;
	name: string;
	color: string;
}

export const tagCollection: CollectionDefinition<StoredTag> = { name: 'tags', key: 'pk' };

/** Dashdoc's palette (concepts, section 15). */
export const tagColors = [
	'#4B71FA',
	'#25B9E6',
	'#36B29D',
	'#8FD458',
	'#FAC938',
	'#FA9538',
	'#E54D45',
	'#F0619D',
	'#A165F4',
	'#D3DAE0',
] as const;

/**
 * The tags that a body names by pk or by name, in the order given. There is no public way to list or make tags, so an
 * unknown name makes a new one; an unknown pk is refused on `tags`.
 */
export function tagsOf(written: Json | undefined, tenant: Tenant): StoredTag[] {
	if (!Array.isArray(written)) return [];
	return written.map((reference) => {
		const tag = isJsonObject(reference) ? tagOf(reference, tenant) : undefined;
		if (!tag) throw refuseField('tags', `Tag ${JSON.stringify(reference)} does not exist.`, 'does_not_exist');
		return tag;
	});
}

function tagOf({ pk, name, color }: JsonObject, tenant: Tenant): StoredTag | undefined {
	const tags = tenant.of(tagCollection);
	if (typeof pk === 'number') return tags.get(pk);
	if (typeof name !== 'string' || name === '') return undefined;
	const known = tags.find((tag) => tag.name === name);
	return known ?? tags.add({ pk: tenant.world.nextKey(), name, color: colorOf(color) });
}

function colorOf(color: Json | undefined): string {
	return typeof color === 'string' ? color : tagColors[0];
}
