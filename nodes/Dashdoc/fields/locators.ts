import type { INodePropertyMode } from 'n8n-workflow';
import {
	InvalidValue,
	isLocatorValue,
	type LocatorValue,
	type Parameter,
	type Placement,
} from '../declaration/parameter';
import type { SearchMethod } from '../lookups';
import { at, readText, type Appearance } from './plain';

/** A kind of thing that a user picks. */
interface Locatable {
	/** Singular, as on Dashdoc's screens. */
	noun: string;
	search: SearchMethod;
	/** Whether the ID is a whole number (pk) or opaque text (uid). */
	id: 'number' | 'text';
	examples: { id: string; externalId: string };
	/** Dashdoc's page of one such thing; the ID is the one group. Left out where the page is not known. */
	page?: { regex: string; example: string };
}

/** `list` and `id` are always there; `externalId` where Dashdoc can look it up. */
type Mode = 'list' | 'id' | 'externalId' | 'url';

export const company: Locatable = {
	noun: 'Company',
	search: 'searchCompanies',
	id: 'number',
	examples: { id: '928', externalId: 'COMP_123' },
};

export const contact: Locatable = {
	noun: 'Contact',
	search: 'searchContacts',
	id: 'text',
	examples: { id: '687cddac-dbd2-11ea-9024-0242ac130006', externalId: 'CONTACT_123' },
};

export const transport: Locatable = {
	noun: 'Transport',
	search: 'searchTransports',
	id: 'text',
	examples: { id: '447521b0-e165-11ea-a488-0242ac110007', externalId: 'OT2026-123456' },
	page: {
		regex: '^https://[^/]+/app/transports/([^/?#]+)',
		example: 'https://www.dashdoc.eu/app/transports/447521b0-e165-11ea-a488-0242ac110007/',
	},
};

/** The thing that the path names. By External ID, `lookup_field=remote_id` tells Dashdoc how to read the path. */
export function inPath<T extends `path.${string}`>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
): Parameter<T> {
	return locator([target], ['list', 'id', 'url'], thing, { required: true, ...appearance }, ({ value }) =>
		at(target, readId(value, thing)),
	);
}

/** As `inPath`, for routes that can look a thing up by External ID. */
export function inPathOrExternalId<T extends `path.${string}`>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
): Parameter<T | 'query.lookup_field'> {
	return locator<T | 'query.lookup_field'>(
		[target, 'query.lookup_field'],
		['list', 'id', 'externalId', 'url'],
		thing,
		{ required: true, ...appearance },
		({ mode, value }) =>
			(mode === 'externalId'
				? { [target]: readExternalId(value), 'query.lookup_field': 'remote_id' }
				: { [target]: readId(value, thing) }) as Placement<T | 'query.lookup_field'>,
	);
}

/** The thing that another object refers to: Dashdoc takes one key, its ID or its External ID. */
export function reference<T extends string>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
): Parameter<`${T}.pk` | `${T}.remote_id`> {
	return locator<`${T}.pk` | `${T}.remote_id`>(
		[`${target}.pk`, `${target}.remote_id`],
		['list', 'id', 'externalId'],
		thing,
		appearance,
		({ mode, value }) =>
			(mode === 'externalId'
				? { [`${target}.remote_id`]: readGiven(value) }
				: { [`${target}.pk`]: readId(value, thing) }) as Placement<`${T}.pk` | `${T}.remote_id`>,
	);
}

/** The thing that a filter compares with, by its ID. */
export function inQuery<T extends `query.${string}`>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
	displayName = thing.noun,
): Parameter<T> {
	const parameter = locator([target], ['list', 'id'], thing, appearance, ({ value }) =>
		at(target, readId(value, thing)),
	);
	return { ...parameter, property: { ...parameter.property, displayName } };
}

function locator<T extends string>(
	targets: readonly T[],
	modes: readonly Mode[],
	thing: Locatable,
	appearance: Appearance,
	place: (value: LocatorValue) => Placement<T>,
): Parameter<T> {
	const offered = describeModes(thing);
	const { name = thing.noun.toLowerCase(), required, ...shown } = appearance;
	return {
		property: {
			displayName: thing.noun,
			name,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: modes.flatMap((mode) => offered[mode] ?? []),
			...(required && { required }),
			...shown,
		},
		targets,
		place: (value) => place(readLocator(value, thing)),
	};
}

function describeModes({
	noun,
	search,
	examples,
	page,
}: Locatable): Partial<Record<Mode, INodePropertyMode>> {
	return {
		list: mode('list', 'From List', 'list', {
			placeholder: `Select a ${noun}…`,
			typeOptions: { searchListMethod: search, searchable: true },
		}),
		id: mode('id', 'By ID', 'string', { placeholder: `e.g. ${examples.id}` }),
		externalId: mode('externalId', 'By External ID', 'string', {
			placeholder: `e.g. ${examples.externalId}`,
			hint: 'Your own identifier, as you gave it to Dashdoc',
		}),
		...(page && { url: pageMode(noun, page) }),
	};
}

function pageMode(noun: string, { regex, example }: NonNullable<Locatable['page']>): INodePropertyMode {
	const errorMessage = `Not the address of a ${noun} page in Dashdoc`;
	return mode('url', 'By URL', 'string', {
		placeholder: `e.g. ${example}`,
		extractValue: { type: 'regex', regex },
		// n8n demands that the whole text matches, and addresses are pasted with what follows the ID.
		validation: [{ type: 'regex', properties: { regex: `${regex}.*`, errorMessage } }],
	});
}

function mode(
	name: Mode,
	displayName: string,
	type: INodePropertyMode['type'],
	rest: Partial<INodePropertyMode>,
): INodePropertyMode {
	return { displayName, name, type, ...rest };
}

/** A plain value, as an expression over the whole field gives it, is taken for an ID. */
function readLocator(value: unknown, thing: Locatable): LocatorValue {
	if (!isLocatorValue(value)) return { mode: 'id', value };
	return value.mode === 'url' ? { mode: 'id', value: idFromPage(value.value, thing) } : value;
}

function idFromPage(value: unknown, { noun, page }: Locatable): string {
	const found = page && new RegExp(page.regex).exec(readText(value).trim());
	if (!found) throw new InvalidValue(`"${readText(value)}" is not the address of a ${noun} page in Dashdoc`);
	return found[1];
}

function readId(value: unknown, { id, noun }: Locatable): string | number {
	const given = readText(value).trim();
	if (id === 'number') {
		if (!/^\d{1,15}$/.test(given)) {
			throw new InvalidValue(`"${given}" is not the ID of a ${noun}, which is a whole number`);
		}
		return Number(given);
	}
	if (!/^[^\s/\\?#%]+$/.test(given) || /^\.+$/.test(given)) {
		throw new InvalidValue(`"${given}" is not the ID of a ${noun}; it must not hold blanks or / \\ ? # %`);
	}
	return given;
}

/** Dashdoc reads the path after decoding it, so that a slash would name another page. */
function readExternalId(value: unknown): string {
	const given = readGiven(value);
	if (/[/\\]/.test(given) || /^\.{1,2}$/.test(given) || [...given].some((character) => character < ' ')) {
		throw new InvalidValue(`"${given}" cannot be looked up as External ID: it holds a slash or a line break`);
	}
	return given;
}

function readGiven(value: unknown): string {
	const given = readText(value).trim();
	if (given === '') throw new InvalidValue('the External ID is empty');
	return given;
}
