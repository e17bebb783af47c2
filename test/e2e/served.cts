/** The nodes of this package as n8n serves them to its editor, and the forms that the editor makes of them. */
import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
	type NodeParameterValueType,
} from 'n8n-workflow';
import type { Host } from '../../scripts/host/host.cts';

const own = 'n8n-nodes-dashdoc.';

/** A node's panel with one choice of resource and operation, or of what else decides on other fields. */
export interface Form {
	description: INodeTypeDescription;
	/** As the panel names what is chosen, `Contact: Get Many`. */
	name: string;
	/** What is chosen; all else has its default. */
	chosen: INodeParameters;
}

/** A list that is searched: the first form that shows its locator, and the place of the locator there. */
export interface OfferedList {
	method: string;
	form: Form;
	/** `contact`, or deeper. */
	path: string;
}

/** The nodes of this package, the variants for AI agents among them. */
export async function servedNodes({ rest }: Host): Promise<INodeTypeDescription[]> {
	return (await rest.nodeTypes()).filter(({ name }) => name.startsWith(own));
}

/** The name of a node type without the package, `dashdocTrigger`. */
export const shortName = ({ name }: INodeTypeDescription): string => name.slice(own.length);

/** What n8n adds to the operations of each node, to lead people to its own HTTP node. */
const addedByN8n = '__CUSTOM_API_CALL__';

const choicesOf = ({ options = [] }: INodeProperties) =>
	(options as INodePropertyOptions[]).filter(({ value }) => value !== addedByN8n);

/** Every form of a node: as many as it has operations; for a trigger, one for each choice that others depend on. */
export function formsOf(description: INodeTypeDescription): Form[] {
	const { properties } = description;
	const resource = properties.find(({ name }) => name === 'resource');
	if (resource) return choicesOf(resource).flatMap((one) => operationsOf(description, one));
	const decisive = new Set(
		properties.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})),
	);
	return properties
		.filter(({ name }) => decisive.has(name))
		.flatMap((property) =>
			choicesOf(property).map(({ name, value }) => ({
				description,
				name: `${property.displayName}: ${name}`,
				chosen: { [property.name]: value as string },
			})),
		);
}

function operationsOf(description: INodeTypeDescription, resource: INodePropertyOptions): Form[] {
	const chosen = { resource: resource.value as string };
	return description.properties
		.filter(({ name }) => name === 'operation')
		.filter((property) => isShown(property, { description, values: chosen }))
		.flatMap(choicesOf)
		.map(({ name, value }) => ({
			description,
			name: `${resource.name}: ${name}`,
			chosen: { ...chosen, operation: value as string },
		}));
}

/** The form as a node of a workflow. */
export const nodeOf = ({ chosen, description, name }: Form): INode => ({
	id: name.replace(/\W+/g, '-').toLowerCase(),
	// The canvas shows it, and quotes would end a selector.
	name: `${name} (${shortName(description)})`.replace(/"/g, ''),
	type: description.name,
	typeVersion: 1,
	position: [0, 0],
	parameters: chosen,
});

/** A form with the values that its conditions look at. */
interface Scene {
	description: INodeTypeDescription;
	values: INodeParameters;
}

function isShown(property: INodeProperties, { description, values }: Scene, siblings = values): boolean {
	const node = { type: description.name, typeVersion: 1 } as INode;
	return (
		property.type !== 'hidden' && NodeHelpers.displayParameter(siblings, property, node, description, values)
	);
}

/** All values of a form: what is chosen, and the defaults of what it shows. */
export function valuesOf(form: Form): INodeParameters {
	const { chosen, description } = form;
	const { properties } = description;
	return NodeHelpers.getNodeParameters(properties, chosen, true, false, nodeOf(form), description)!;
}

/** A parameter of a form, or a member of a collection. */
export interface Field {
	property: INodeProperties;
	/** Below the node's parameters, `loads.load[0].weight`. */
	path: string;
	/** What can be added to a collection, or stands in a row. */
	members: Field[];
	/** Name of the rows, in a list of rows. */
	rows?: string;
}

/** What n8n adds to each polling trigger, on top. */
const pollTimes = 'pollTimes';

/** The node's own fields in a form from top to bottom, with all that can be added to them. */
export function fieldsOf(form: Form): Field[] {
	const scene = { description: form.description, values: valuesOf(form) };
	return form.description.properties
		.filter((property) => property.name !== pollTimes && isShown(property, scene))
		.map((property) => fieldOf(property, property.name, scene));
}

function fieldOf(property: INodeProperties, path: string, scene: Scene): Field {
	const { options = [], type } = property;
	const within = (members: INodeProperties[], place: string) =>
		members
			.filter((member) => isShown(member, scene, {}))
			.map((member) => fieldOf(member, `${place}.${member.name}`, scene));
	if (type === 'collection') {
		return { property, path, members: within(options as INodeProperties[], path) };
	}
	if (type !== 'fixedCollection') return { property, path, members: [] };
	const [{ name, values }] = options as INodePropertyCollection[];
	return { property, path, rows: name, members: within(values, `${path}.${name}[0]`) };
}

/** All of these fields and what can be added to them. */
export const allOf = (fields: readonly Field[]): Field[] =>
	fields.flatMap((field) => [field, ...allOf(field.members)]);

/** The value of a field to which everything is added that it offers, each with its default, and one row. */
function fullValue({ members, property, rows }: Field): NodeParameterValueType {
	if (members.length === 0) return property.default;
	const values = Object.fromEntries(members.map((member) => [member.property.name, fullValue(member)]));
	return (rows === undefined ? values : { [rows]: [values] }) as NodeParameterValueType;
}

/** The same form after everything was added that it offers. */
export const full = (form: Form): Form => ({
	...form,
	chosen: {
		...form.chosen,
		...Object.fromEntries(
			fieldsOf(form)
				.filter(({ members }) => members.length > 0)
				.map((field) => [field.property.name, fullValue(field)]),
		),
	},
});

/** Every list that a node offers, by the name of its method, each at the first place where it stands. */
export function offeredLists(description: INodeTypeDescription): OfferedList[] {
	const lists = new Map<string, OfferedList>();
	for (const form of formsOf(description)) {
		for (const { path, property } of allOf(fieldsOf(form))) {
			for (const { typeOptions } of property.modes ?? []) {
				const method = typeOptions?.searchListMethod;
				if (method && !lists.has(method)) lists.set(method, { method, form, path });
			}
		}
	}
	return [...lists.values()];
}
