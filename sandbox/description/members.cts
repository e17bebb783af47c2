import { isJsonObject, type Json, type JsonObject } from '../json.cts';
import { resolveReference, type Schema } from './document.cts';

/** Something in a body that a client should not have sent, though Dashdoc would let it pass. */
export interface Finding {
	kind: 'unlisted-field' | 'never-sent-field' | 'two-references';
	/** Dotted name with list positions, e.g. `segments.0.scheduled_start`. */
	field: string;
}

/** Fields that are accepted and ignored, and never to be sent (concepts, section 10). */
const neverSent = new Set([
	'price',
	'invoiced_price',
	'scheduled_start',
	'scheduled_end',
	'loading_instructions',
	'unloading_instructions',
	'arrival_date',
	'arrival_time_min',
	'arrival_time_max',
	'date_exact',
]);

/** Members by which a `uid` reference is told from an object with a uid and a remote_id of its own. */
const uidReferences = new Set(['site', 'support_type', 'transport']);

/** What a group of alternative schemas allows at one place. */
interface Shape {
	/** Says itself that other members than the listed ones may come. */
	open: boolean;
	members: ReadonlyMap<string, readonly Schema[]>;
	items: readonly Schema[];
}

const shapes = new WeakMap<Schema, Shape>();

function shapeOf(schema: Schema): Shape {
	let shape = shapes.get(schema);
	if (!shape) {
		shape = readShape(schema);
		shapes.set(schema, shape);
	}
	return shape;
}

function readShape(written: Schema): Shape {
	const schema = resolveReference(written);
	const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map(shapeOf);
	const members = new Map<string, Schema[]>();
	const own = Object.entries(schema.properties ?? {}).map(([name, member]) => [name, [member]] as const);
	for (const [name, schemas] of [...own, ...parts.flatMap((part) => [...part.members])]) {
		members.set(name, [...(members.get(name) ?? []), ...schemas]);
	}
	const extensible = schema.additionalProperties === true || isJsonObject(schema.additionalProperties);
	return {
		open: extensible || parts.some(({ open }) => open),
		members,
		items: [...(schema.items ? [schema.items] : []), ...parts.flatMap(({ items }) => items)],
	};
}

/** Names of the members of a body that are objects. */
export function objectMembersOf(schema: Schema): string[] {
	const isObject = (member: Schema) => resolveReference(member).type === 'object';
	return [...shapeOf(schema).members].filter(([, schemas]) => schemas.some(isObject)).map(([name]) => name);
}

/** Finds members of a body that its schema does not list, deprecated ones, and doubled references. */
export function findingsIn(body: Json | undefined, schema: Schema): Finding[] {
	const findings: Finding[] = [];
	inspect(body, [schema], [], findings);
	return findings;
}

function inspect(
	value: Json | undefined,
	schemas: readonly Schema[],
	path: readonly string[],
	findings: Finding[],
) {
	const group = schemas.map(shapeOf);
	if (Array.isArray(value)) {
		const items = group.flatMap((shape) => shape.items);
		if (items.length > 0) {
			value.forEach((item, position) => inspect(item, items, [...path, String(position)], findings));
		}
	} else if (isJsonObject(value)) {
		inspectObject(value, group, path, findings);
	}
}

function inspectObject(
	value: JsonObject,
	group: readonly Shape[],
	path: readonly string[],
	findings: Finding[],
) {
	if (isDoubledReference(value, path)) findings.push({ kind: 'two-references', field: path.join('.') });
	const open = group.some((shape) => shape.open);
	const listsMembers = group.some((shape) => shape.members.size > 0);
	for (const [name, member] of Object.entries(value)) {
		const schemas = group.flatMap((shape) => shape.members.get(name) ?? []);
		const field = [...path, name].join('.');
		if (neverSent.has(name) || schemas.some(({ deprecated }) => deprecated)) {
			findings.push({ kind: 'never-sent-field', field });
		} else if (schemas.length === 0 && listsMembers && !open) {
			findings.push({ kind: 'unlisted-field', field });
		}
		if (schemas.length > 0) inspect(member, schemas, [...path, name], findings);
	}
}

/** Dashdoc refuses a reference that names its object twice (concepts, section 5). */
function isDoubledReference(value: JsonObject, path: readonly string[]): boolean {
	if (path.length === 0 || path.includes('tracking_contacts')) return false; // read contacts may be sent back whole
	const last = path[path.length - 1];
	return 'remote_id' in value && ('pk' in value || ('uid' in value && uidReferences.has(last)));
}

/** A copy without the fields that Dashdoc ignores: those it does not know and those it no longer wants. */
export function withoutFields(body: JsonObject, findings: readonly Finding[]): JsonObject {
	const ignored = findings.filter(({ kind }) => kind !== 'two-references');
	if (ignored.length === 0) return body;
	const copy = structuredClone(body);
	for (const { field } of ignored) {
		const path = field.split('.');
		const parent = path
			.slice(0, -1)
			.reduce<Json | undefined>((node, part) => (node as JsonObject | undefined)?.[part], copy);
		if (isJsonObject(parent)) delete parent[path[path.length - 1]];
	}
	return copy;
}
