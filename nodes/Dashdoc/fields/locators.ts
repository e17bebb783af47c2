import type { INodePropertyMode } from 'n8n-workflow';
import type { components } from '../../../api/types';
import {
	InvalidValue,
	isLocatorValue,
	type LocatorValue,
	type Parameter,
	type Placement,
} from '../declaration/parameter';
import { parameterName, withArticle } from './name';
import { at, describe, readList, readText, type Appearance } from './plain';
import { rowsOf } from './rows';
import type { Locatable } from './things';

/** `id` is always there, `list` where Dashdoc has one; `externalId` and `plate` where Dashdoc can look it up by them. */
type Mode = 'list' | 'id' | 'externalId' | 'plate' | 'url';

/**
 * The thing that the path names. By External ID where it can be found by that; the ID is then read and compared before
 * anything else is sent (see `Parameter.resolve`).
 */
export function inPath<T extends `path.${string}`>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
): Parameter<T> {
	if (thing.resolve === undefined) {
		return locator([target], ['list', 'id', 'url'], thing, { required: true, ...appearance }, ({ value }) =>
			at(target, readId(value, thing)),
		);
	}
	const parameter = inPathOrExternalId(target, thing, appearance);
	return { ...parameter, targets: [target], resolve: thing.resolve } as Parameter<T>;
}

/** As `inPath`, for routes that are documented to look a thing up by External ID (or by its other key). */
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
			mode === 'externalId'
				? { [target]: readKey(value, thing), 'query.lookup_field': thing.key?.field ?? 'remote_id' }
				: { [target]: readId(value, thing) },
	);
}

/** The key under which each mode of a locator names a thing in a body. */
type KeysByMode = Partial<Record<Mode, string>>;

/** The thing that another object refers to: Dashdoc takes one key, its ID or its External ID. */
export function reference<T extends string>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
	displayName?: string,
): Parameter<`${T}.pk` | `${T}.remote_id`> {
	const keys = { list: 'pk', id: 'pk', externalId: 'remote_id' } as const;
	return keyed(target, thing, keys, { ...appearance, displayName });
}

/** As `reference`, for things whose ID is a uid. */
export function referenceByUid<T extends string>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
	displayName?: string,
): Parameter<`${T}.uid` | `${T}.remote_id`> {
	const keys = { list: 'uid', id: 'uid', externalId: 'remote_id' } as const;
	return keyed(target, thing, keys, { ...appearance, displayName });
}

/** As `reference`, for a vehicle or trailer: Dashdoc takes a plate too, also one that is not in the fleet. */
export function fleetReference<T extends string>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
	displayName?: string,
): Parameter<`${T}.pk` | `${T}.remote_id` | `${T}.license_plate`> {
	const keys = { list: 'pk', id: 'pk', externalId: 'remote_id', plate: 'license_plate' } as const;
	return keyed(target, thing, keys, { ...appearance, displayName });
}

/** The thing that a list is filtered by: one filter takes its ID, another one its External ID. */
export function inQueryByEither<I extends string, E extends string>(
	filters: { id: I; externalId: E },
	thing: Locatable,
	appearance: Appearance,
): Parameter<`query.${I}` | `query.${E}`> {
	const keys = { list: filters.id, id: filters.id, externalId: filters.externalId } as const;
	return keyed('query', thing, keys, appearance);
}

function keyed<T extends string, K extends KeysByMode>(
	target: T,
	thing: Locatable,
	keys: K,
	{ displayName = thing.noun, ...appearance }: Appearance & { displayName?: string },
): Parameter<`${T}.${K[keyof K] & string}`> {
	type Targets = `${T}.${K[keyof K] & string}`;
	const targets = [...new Set(Object.values(keys))].map((key) => `${target}.${key}` as Targets);
	const parameter = locator<Targets>(
		targets,
		Object.keys(keys) as Mode[],
		thing,
		{ name: parameterName(displayName), ...appearance },
		({ mode, value }) => {
			const isOwnKey = mode === 'externalId' || mode === 'plate';
			const key = keys[mode as Mode] ?? keys.id;
			return at(
				`${target}.${key}`,
				isOwnKey
					? readGiven(value, mode === 'plate' ? 'license plate' : keyName(thing))
					: readId(value, thing),
			);
		},
	);
	return { ...parameter, property: { ...parameter.property, displayName } };
}

/** As `reference`, where there may be none: an emptied field of an update says so. */
export function referenceOrNone<T extends string>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
): Parameter<T | `${T}.pk` | `${T}.remote_id`> {
	const { targets, ...parameter } = reference(target, thing, appearance);
	return { ...parameter, targets: [...targets, target], cleared: at(target, null) } as Parameter<
		T | `${T}.pk` | `${T}.remote_id`
	>;
}

/** As `fleetReference`, where there may be none: an emptied field of an update says so. */
export function fleetReferenceOrNone<T extends string>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
): Parameter<T | `${T}.pk` | `${T}.remote_id` | `${T}.license_plate`> {
	type Targets = T | `${T}.pk` | `${T}.remote_id` | `${T}.license_plate`;
	const { targets, ...parameter } = fleetReference(target, thing, appearance);
	return { ...parameter, targets: [...targets, target], cleared: at(target, null) } as Parameter<Targets>;
}

/** Vehicles or trailers that the user adds one by one; each row holds the one key by which Dashdoc takes it. */
export function fleetReferences<T extends string>(
	target: T,
	thing: Locatable,
	{ description }: Pick<Appearance, 'description'>,
): Parameter<T> {
	const one = fleetReference('each', thing, { description });
	const key = (name: string) => name.replace('each.', '') as keyof PlateReference;
	return rowsOf<PlateReference>()(target, `${thing.noun}s`, { singular: thing.noun, description }, [
		{
			...one,
			targets: one.targets.map(key),
			place: (value, context) =>
				Object.fromEntries(
					Object.entries(one.place?.(value, context) ?? {}).map(([name, given]) => [key(name), given]),
				),
		},
	]);
}

type PlateReference = components['schemas']['PlateReference'];

/** The ID of a thing that has no list to pick it from, as text. */
export function uidOf<T extends string>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
	displayName = `${thing.noun} ID`,
): Parameter<T> {
	return {
		property: describe(displayName, 'string', '', {
			placeholder: `e.g. ${thing.examples.id}`,
			...appearance,
		}),
		targets: [target],
		place: (value) => at(target, readId(value, thing)),
	};
}

/** Several things that an action is about, all by ID or all by External ID, separated by commas. */
export function severalInQuery<T extends `query.${string}`>(
	targets: { id: T; externalId: T },
	thing: Locatable,
	appearance: Appearance,
): Parameter<T> {
	const several = locator(
		[targets.id, targets.externalId],
		['id', 'externalId'],
		thing,
		{ name: parameterName(`${thing.noun}s`), required: true, ...appearance },
		({ mode, value }) => {
			const given = readList(value);
			if (given.length === 0) throw new InvalidValue(`it names no ${thing.noun.toLowerCase()}`);
			return mode === 'externalId'
				? at(
						targets.externalId,
						given.map((one) => readGiven(one, keyName(thing))),
					)
				: at(
						targets.id,
						given.map((one) => readId(one, thing)),
					);
		},
	);
	return { ...several, property: { ...several.property, displayName: `${thing.noun}s` } };
}

/** The thing that a filter compares with or a field refers to, by its ID alone. */
export function byId<T extends string>(
	target: T,
	thing: Locatable,
	appearance: Appearance,
	displayName = thing.noun,
): Parameter<T> {
	const named = { name: parameterName(displayName), ...appearance };
	const parameter = locator([target], ['list', 'id'], thing, named, ({ value }) =>
		at(target, readId(value, thing)),
	);
	return { ...parameter, property: { ...parameter.property, displayName } };
}

function locator<T extends string>(
	targets: readonly T[],
	modes: readonly Mode[],
	thing: Locatable,
	appearance: Appearance,
	place: (value: LocatorValue) => Placement,
): Parameter<T> {
	const offered = describeModes(thing);
	const { name = parameterName(thing.noun), required, ...shown } = appearance;
	const shownModes = modes.flatMap((mode) => offered[mode] ?? []);
	return {
		property: {
			displayName: thing.noun,
			name,
			type: 'resourceLocator',
			default: { mode: shownModes[0].name, value: '' },
			modes: shownModes,
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
	idLabel = 'By ID',
	key = externalIdKey,
	page,
}: Locatable): Partial<Record<Mode, INodePropertyMode>> {
	return {
		...(search && {
			list: mode('list', 'From List', 'list', {
				placeholder: `Select ${withArticle(noun)}…`,
				typeOptions: { searchListMethod: search, searchable: true },
			}),
		}),
		id: mode('id', idLabel, 'string', { placeholder: `e.g. ${examples.id}` }),
		externalId: mode('externalId', key.label, 'string', {
			placeholder: `e.g. ${examples.externalId ?? examples.id}`,
			hint: key.hint,
		}),
		plate: mode('plate', 'By License Plate', 'string', {
			placeholder: 'e.g. AB-123-CD',
			hint: 'Also one that is not in your fleet',
		}),
		...(page && { url: pageMode(noun, page) }),
	};
}

const externalIdKey: NonNullable<Locatable['key']> = {
	field: 'remote_id',
	label: 'By External ID',
};

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
	if (id === 'plate') return readPlate(given, noun);
	if (id === 'number') {
		if (!/^\d{1,15}$/.test(given)) {
			throw new InvalidValue(`"${given}" is not the ID of ${withArticle(noun)}, which is a whole number`);
		}
		return Number(given);
	}
	if (!/^[^\s/\\?#%]+$/.test(given) || /^\.+$/.test(given)) {
		throw new InvalidValue(
			`"${given}" is not the ID of ${withArticle(noun)}; it must not hold blanks or / \\ ? # %`,
		);
	}
	return given;
}

/** Lists of plates are separated by commas, so that one with a comma would be two. */
function readPlate(given: string, noun: string): string {
	if (given !== '' && !given.includes(',')) return given;
	throw new InvalidValue(`"${given}" is not the license plate of a ${noun}`);
}

/** Dashdoc reads the path after decoding it, so that a slash would name another page. */
function readKey(value: unknown, thing: Locatable): string {
	const given = readGiven(value, keyName(thing));
	if (/[/\\]/.test(given) || /^\.{1,2}$/.test(given) || [...given].some((character) => character < ' ')) {
		throw new InvalidValue(
			`"${given}" cannot be looked up as ${keyName(thing)}: it holds a slash or a line break`,
		);
	}
	return given;
}

/** What the other key is called, `External ID`. */
function keyName({ key = externalIdKey }: Locatable): string {
	return key.label.replace(/^By /, '');
}

function readGiven(value: unknown, what: string): string {
	const given = readText(value).trim();
	if (given === '') throw new InvalidValue(`the ${what} is empty`);
	return given;
}
