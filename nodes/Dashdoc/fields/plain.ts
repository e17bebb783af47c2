import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { inAlphabet } from '../declaration/alphabet';
import {
	FileReference,
	InvalidValue,
	type FileKind,
	type Parameter,
	type Placement,
} from '../declaration/parameter';
import { countryProblem } from './countries';
import { parameterName } from './name';

/** What every parameter may say about itself beside its label. */
export interface Appearance {
	/** Adds something that the label does not say: a unit, a format, a consequence. */
	description: string;
	/** A real value, `e.g. OT2026-123456`. */
	placeholder?: string;
	required?: boolean;
	default?: INodeProperties['default'];
	hint?: string;
	/** Further conditions, such as another parameter's value. */
	displayOptions?: INodeProperties['displayOptions'];
	/** Internal name; left out, it follows from the label. */
	name?: string;
}

/** n8n's description of one parameter, with the name that follows from its label. */
export function describe(
	displayName: string,
	type: INodeProperties['type'],
	defaultValue: INodeProperties['default'],
	{ default: ownDefault, name, required, ...appearance }: Appearance,
): INodeProperties {
	return {
		displayName,
		name: name ?? parameterName(displayName),
		type,
		default: ownDefault ?? defaultValue,
		...(required && { required }),
		...appearance,
	};
}

/** The same field where Dashdoc demands it: it stands at the top then. */
export function demanded<T extends string>(parameter: Parameter<T>): Parameter<T> {
	return { ...parameter, property: { ...parameter.property, required: true } };
}

/** The same field where Dashdoc does not take it empty: an update can change it, not clear it. */
export function lasting<T extends string>(parameter: Parameter<T>): Parameter<T> {
	return { ...parameter, cleared: undefined };
}

/** Those of some fields that write to one of these members. */
export function writing<T extends string>(
	fields: ReadonlyArray<Parameter<T>>,
	members: readonly string[],
): Array<Parameter<T>> {
	return fields.filter(({ targets }) => members.includes(targets[0].replace(/^.*\./, '')));
}

/** Those of some fields that write to none of these members. */
export function notWriting<T extends string>(
	fields: ReadonlyArray<Parameter<T>>,
	members: readonly string[],
): Array<Parameter<T>> {
	return fields.filter((field) => !writing([field], members).length);
}

/** A placement of one value at one target. */
export function at(target: string, value: unknown): Placement {
	return { [target]: value };
}

/**
 * Free text; numbers that an expression gives are taken as text. Blanks around it are dropped, as Dashdoc does, so that
 * keys and compared values are the ones that Dashdoc stores. An emptied field clears the value.
 */
export function text<T extends string>(target: T, displayName: string, appearance: Appearance): Parameter<T> {
	return {
		property: describe(displayName, 'string', '', appearance),
		targets: [target],
		place: (value) => at(target, readText(value).trim()),
		cleared: at(target, ''),
	};
}

/** The ID of a thing that has no list to pick it from; a whole number. */
export function identifier<T extends string>(
	target: T,
	displayName: string,
	appearance: Appearance,
): Parameter<T> {
	return {
		property: describe(displayName, 'string', '', { required: true, ...appearance }),
		targets: [target],
		place: (value) => at(target, readNumber(value, ids)),
	};
}

/** A secret that Dashdoc takes but never shows; the editor hides it. */
export function secret<T extends string>(
	target: T,
	displayName: string,
	appearance: Appearance,
): Parameter<T> {
	return {
		property: { ...describe(displayName, 'string', '', appearance), typeOptions: { password: true } },
		targets: [target],
		// Blanks may belong to it.
		place: (value) => at(target, readText(value)),
	};
}

/** An e-mail address; only its outline is checked here, Dashdoc knows the rest. */
export function email<T extends string>(
	target: T,
	displayName: string,
	appearance: Appearance,
): Parameter<T> {
	return {
		...text(target, displayName, { placeholder: 'e.g. adele.bouvet@example.com', ...appearance }),
		place: (value) => {
			const address = readText(value).trim();
			if (!/^[^\s@]+@[^\s@]+$/.test(address)) {
				throw new InvalidValue(`"${address}" is not an email address`);
			}
			return at(target, address);
		},
	};
}

/** A phone number; Dashdoc wants E.164 and reads others as French ones. `use` says what it is for. */
export function phone<T extends string>(
	target: T,
	displayName: string,
	placeholder: string,
	use = '',
): Parameter<T> {
	const form = 'In international form; without prefix it is read as a French number';
	return text(target, displayName, { description: use ? `${form}; ${use}` : form, placeholder });
}

/** A country as two-letter ISO 3166-1 code, sent in capitals. */
export function country<T extends string>(
	target: T,
	displayName: string,
	appearance: Appearance,
): Parameter<T> {
	return {
		...text(target, displayName, { placeholder: 'e.g. FR', ...appearance }),
		place: (value) => {
			const given = readText(value).trim();
			const code = given.toUpperCase();
			const problem = countryProblem(code);
			if (problem) throw new InvalidValue(`"${given}" is not a country code; ${problem}`);
			return at(target, code);
		},
		cleared: undefined,
	};
}

/** What a number may be. */
interface NumberRange {
	minimum?: number;
	maximum?: number;
	/** Decimals that the editor keeps; left out, as many as are entered. */
	decimals?: number;
}

/** IDs of things; a greater number would be rounded, and name another thing. */
const ids: NumberRange = { minimum: 1, maximum: Number.MAX_SAFE_INTEGER, decimals: 0 };

/** A number, whole or with decimals; text that holds one is understood. An emptied field sends null. */
export function number<T extends string>(
	target: T,
	displayName: string,
	{ minimum, maximum, decimals, ...appearance }: Appearance & NumberRange,
): Parameter<T> {
	const limits = {
		...(minimum !== undefined && { minValue: minimum }),
		...(maximum !== undefined && { maxValue: maximum }),
		...(decimals !== undefined && { numberPrecision: decimals }),
	};
	return {
		property: {
			...describe(displayName, 'number', 0, appearance),
			...(Object.keys(limits).length > 0 && { typeOptions: limits }),
		},
		targets: [target],
		place: (value) => at(target, readNumber(value, { minimum, maximum, decimals })),
		cleared: at(target, null),
	};
}

/** A yes or no; the description starts with "Whether". */
export function toggle<T extends string>(
	target: T,
	displayName: string,
	appearance: Appearance,
): Parameter<T> {
	return {
		property: describe(displayName, 'boolean', false, appearance),
		targets: [target],
		place: (value) => at(target, readToggle(value)),
	};
}

/** One of a list that Dashdoc fixes. */
export function choice<T extends string>(
	target: T,
	displayName: string,
	choices: readonly INodePropertyOptions[],
	appearance: Appearance,
): Parameter<T> {
	return {
		property: { ...describe(displayName, 'options', choices[0].value, appearance), options: [...choices] },
		targets: [target],
		place: (value) => at(target, readChoice(value, choices)),
	};
}

/** One of a list that Dashdoc knows; any other text goes through too, as Dashdoc takes it for one of its own. */
export function choiceOrText<T extends string>(
	target: T,
	displayName: string,
	choices: readonly INodePropertyOptions[],
	appearance: Appearance,
): Parameter<T> {
	return {
		...choice(target, displayName, choices, appearance),
		place: (value) => at(target, choices.find(({ name }) => name === value)?.value ?? readText(value).trim()),
	};
}

/** As `choice`, for a value that may be unset: "None" clears it in updates and is left out elsewhere. */
export function choiceOrNone<T extends string>(
	target: T,
	displayName: string,
	choices: readonly INodePropertyOptions[],
	{ unset, ...appearance }: Appearance & { unset: '' | null },
): Parameter<T> {
	const none = { name: 'None', value: '' };
	const offered = [...choices, none].sort((a, b) => inAlphabet(a.name, b.name));
	return {
		...choice(target, displayName, offered, appearance),
		place: (value) => {
			const chosen = readChoice(value, offered);
			return at(target, chosen === none.value ? unset : chosen);
		},
		cleared: at(target, unset),
	};
}

/** Options whose names are the values in words: `sent_to_trucker` → `Sent to Trucker`. */
export function inWords(values: readonly string[]): INodePropertyOptions[] {
	return values.map((value) => ({ name: wordsOf(value), value })).sort((a, b) => inAlphabet(a.name, b.name));
}

function wordsOf(value: string): string {
	return value
		.split('_')
		.map((word, index) => (index > 0 && ['to', 'or', 'by'].includes(word) ? word : capitalised(word)))
		.join(' ');
}

function capitalised(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Several of a list that Dashdoc fixes; text with commas, as an AI agent writes it, is understood. */
export function choices<T extends string>(
	target: T,
	displayName: string,
	offered: readonly INodePropertyOptions[],
	appearance: Appearance,
): Parameter<T> {
	return {
		property: { ...describe(displayName, 'multiOptions', [], appearance), options: [...offered] },
		targets: [target],
		place: (value) =>
			at(
				target,
				readList(value).map((one) => readChoice(one, offered)),
			),
		cleared: at(target, []),
	};
}

/** Several texts, separated by commas; a list that an expression gives is understood too. */
export function textList<T extends string>(
	target: T,
	displayName: string,
	appearance: Appearance,
): Parameter<T> {
	return {
		property: describe(displayName, 'string', '', appearance),
		targets: [target],
		place: (value) => {
			const list = readList(value).map((one) => readText(one).trim());
			if (list.length === 0) throw new InvalidValue('it holds no identifier between its commas');
			return at(target, list);
		},
		cleared: at(target, []),
	};
}

/** As `textList`, for filters: an empty list would be no filter at all, so that everything came where nothing was meant. */
export function identifiers<T extends string>(
	target: T,
	displayName: string,
	appearance: Appearance,
): Parameter<T> {
	return {
		...textList(target, displayName, appearance),
		cleared: undefined,
		emptyList:
			'the list is empty, which would ask for everything; give one identifier or leave the filter out',
	};
}

/** Tags by their IDs; the list replaces the one that the thing has, an emptied field takes all tags away. */
export function tags<T extends string>(target: T): Parameter<T> {
	const list = identifiers(target, 'Tag IDs', {
		description: 'Dashdoc IDs of the tags, separated by commas; they replace the ones that it has',
		placeholder: 'e.g. 12, 15',
	});
	return {
		...list,
		place: (value, context) => {
			const given = list.place?.(value, context)[target] as string[];
			return at(
				target,
				given.map((pk) => ({ pk: readNumber(pk, ids) })),
			);
		},
		cleared: at(target, []),
		emptyList: undefined,
	};
}

/** A file of the input item; it goes out as a part of a multipart body. `kind` is what it must be, left out for any. */
export function file<T extends string>(target: T, appearance: Appearance, kind?: FileKind): Parameter<T> {
	return {
		property: describe('Input Binary Field', 'string', 'data', {
			name: 'binaryPropertyName',
			hint: 'The name of the input binary field that holds the file',
			...appearance,
		}),
		targets: [target],
		place: (value) => at(target, new FileReference(readText(value).trim(), kind)),
	};
}

/** A JSON object that is merged into the body: the way to fields which the form has not got. */
export function bodyJson(): Parameter<'body'> {
	return {
		property: describe('Additional Body Fields (JSON)', 'json', '{}', {
			name: 'additionalBody',
			description: "Fields that this form has not got, as a JSON object with Dashdoc's own field names",
			placeholder: 'e.g. { "notes": "Livraison avant 8 h" }',
		}),
		targets: ['body'],
		place: (value) => at('body', readJsonObject(value)),
		cleared: {},
	};
}

/** A whole body as JSON, for those who bring one. */
export function wholeBody(displayName: string, description: string, example: object): Parameter<'body'> {
	return {
		property: describe(displayName, 'json', '', {
			name: 'body',
			description: `${description}, as a JSON object with Dashdoc's own field names`,
			placeholder: `e.g. ${JSON.stringify(example)}`,
			required: true,
		}),
		targets: ['body'],
		place: (value) => at('body', readJsonObject(value)),
	};
}

/** Text of a value; throws for lists and objects, which would be sent as "[object Object]". */
export function readText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw new InvalidValue('it must be a text, not a list or an object');
}

function readNumber(value: unknown, { minimum, maximum, decimals }: NumberRange = {}): number {
	const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof parsed !== 'number' || !Number.isFinite(parsed)) {
		throw new InvalidValue(`"${describeValue(value)}" is not a number`);
	}
	if (decimals === 0 && !Number.isInteger(parsed)) throw new InvalidValue(`${parsed} is not a whole number`);
	if (minimum !== undefined && parsed < minimum) throw new InvalidValue(`${parsed} is less than ${minimum}`);
	if (maximum !== undefined && parsed > maximum) throw new InvalidValue(`${parsed} is more than ${maximum}`);
	return parsed;
}

/** A yes or no, given as such or as its text. @throws InvalidValue for everything else, `yes` and 1 too */
export function readToggle(value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	if (value === 'true') return true;
	if (value === 'false') return false;
	throw new InvalidValue(`"${describeValue(value)}" is neither true nor false`);
}

/** A list, or text with commas. */
export function readList(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return readText(value)
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function readChoice(value: unknown, offered: readonly INodePropertyOptions[]): string | number | boolean {
	const found = offered.find((option) => option.value === value || option.name === value);
	if (found) return found.value;
	const values = offered.map((option) => String(option.value)).filter((one) => one !== '');
	throw new InvalidValue(`"${describeValue(value)}" is not one of ${values.join(', ')}`);
}

/** A JSON object, given as such or as text. @throws InvalidValue when it is none. */
export function readJsonObject(value: unknown): Record<string, unknown> {
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw new InvalidValue('it must be a JSON object, such as { "name": "value" }');
	}
	return parsed as Record<string, unknown>;
}

/** Parses JSON text. @throws InvalidValue that says where the text stops being JSON. */
export function parseJson(value: string): unknown {
	try {
		return JSON.parse(value);
	} catch (error) {
		return invalidJson(error);
	}
}

function invalidJson(error: unknown): never {
	throw new InvalidValue(`it is not valid JSON (${error instanceof Error ? error.message : String(error)})`);
}

function describeValue(value: unknown): string {
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
