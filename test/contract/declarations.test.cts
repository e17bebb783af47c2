/** What every declaration must keep, so that the editor, AI agents and the output schemas can rely on it. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import type { Parameter } from '../../nodes/Dashdoc/declaration/parameter';
import { listSearch } from '../../nodes/Dashdoc/lookups';
import { resources } from '../../nodes/Dashdoc/resources';
import { apiOperation } from '../../scripts/reference/apiDescription.cts';
import { endpointList } from '../../scripts/reference/endpointList.cts';
import {
	answeredObject,
	describedOperation,
	requiredMembers,
	schemasBelow,
	schemasOf,
} from './described.cts';
import type { Schema } from '../../sandbox/description/document.cts';
import { leavesOf } from '../support/leaves.cts';
import { declaredOperations, titleOf, type Declared } from './scenarios.cts';
import { searchesOf } from './samples.cts';

const operations = resources.flatMap((resource) =>
	resource.operations.map(
		(operation) => [`${resource.name}: ${operation.name}`, operation, resource] as const,
	),
);
const withRoute = declaredOperations.map((declared) => [titleOf(declared), declared] as const);
const simplifiedResources = resources
	.filter(({ simplified }) => simplified)
	.map((one) => [one.name, one] as const);

/** All parameters that the editor shows, those inside collections too. */
function shownParameters(parameters: readonly INodeProperties[]): INodeProperties[] {
	return parameters.flatMap((parameter) => [parameter, ...shownParameters(innerParameters(parameter))]);
}

const innerParameters = ({ options = [] }: INodeProperties): INodeProperties[] =>
	options.flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});

const allShown = shownParameters(new Dashdoc().description.properties);
const sentence = /^[A-Z0-9][^\n]*[^.\s]$|^[A-Z0-9][^\n]*\. [A-Z0-9][^\n]*\.$/;

describe('words', () => {
	test.each(operations)('%s says what it does as a sentence without articles', (_, operation) => {
		expect(operation.action).toMatch(/^[A-Z][a-z]+( [A-Za-z]+)+$/);
		expect(operation.action).not.toMatch(/\b(a|an|the)\b/i);
		expect(operation.action.split(' ')[0]).toBe(operation.name.split(' ')[0]);
	});

	test.each(operations)(
		'%s has a description that adds something to its name',
		(_, { description, name, action }) => {
			expect(description).toMatch(sentence);
			expect(description.length).toBeGreaterThan(name.length);
			expect(description.toLowerCase()).not.toBe(action.toLowerCase());
		},
	);

	test.each(withRoute)('%s says it when Dashdoc only names its endpoint', (_, { operation }) => {
		const says = operation.description.endsWith('. Not documented in detail by Dashdoc.');
		const listed = endpointList()
			.entries.flatMap(({ routes }) => routes)
			.filter(({ route }) => route === operation.route);
		if (apiOperation(operation.route).evidence === 'assumed') expect(says).toBe(true);
		// The description may know the shape better than the list of Dashdoc's documentation does.
		else if (says) expect(listed.map(({ evidence }) => evidence)).toEqual(['assumed']);
	});

	test('no two operations are announced to an AI agent with the same words', () => {
		const actions = operations.map(([, { action }]) => action);
		expect(actions).toEqual([...new Set(actions)]);
	});

	test('values and names are unique, of resources and of the operations of each', () => {
		for (const level of [resources, ...resources.map((resource) => resource.operations)]) {
			for (const word of ['value', 'name'] as const) {
				const words = level.map((one) => one[word]);
				expect(words).toEqual([...new Set(words)]);
			}
		}
	});

	test('every parameter has a description in sentences that is not its label', () => {
		const described = allShown.filter(
			({ type, name }) => type !== 'collection' && !['resource', 'operation'].includes(name),
		);
		for (const { description = '', displayName } of described) {
			expect({ displayName, description }).toEqual({
				displayName,
				description: expect.stringMatching(sentence) as string,
			});
			expect(description.toLowerCase()).not.toBe(displayName.toLowerCase());
		}
	});

	test('placeholders of free text show a real value', () => {
		for (const { displayName, placeholder, type } of allShown) {
			if (placeholder === undefined || ['collection', 'fixedCollection'].includes(type)) continue;
			expect({ displayName, placeholder }).toEqual({
				displayName,
				placeholder: expect.stringMatching(/^e\.g\. \S/) as string,
			});
		}
	});
});

describe('what AI agents fill in', () => {
	test('every parameter name is a valid key', () => {
		for (const { name } of allShown) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
	});

	test('every locator can be filled in as text', () => {
		for (const { modes, displayName, type } of allShown) {
			if (type !== 'resourceLocator') continue;
			const asText = modes?.filter((mode) => mode.type === 'string').map(({ name }) => name) ?? [];
			expect({ displayName, asText }).toEqual({
				displayName,
				asText: expect.arrayContaining(['id']) as string[],
			});
		}
	});
});

describe('parameters and the API description', () => {
	test.each(withRoute)('every target of %s is described', (_, { operation }) => {
		for (const { parameter, route = operation.route } of leavesOf(operation)) {
			for (const target of parameter.targets) {
				const described = target === 'body' || schemasOf(route, target).length > 0;
				expect({ target, described }).toEqual({ target, described: true });
			}
		}
	});

	test.each(withRoute)('every option of %s is one that Dashdoc has', (_, { operation }) => {
		for (const { parameter, route = operation.route } of leavesOf(operation)) {
			for (const target of parameter.targets) expect(unknownOptions(route, target, parameter)).toEqual([]);
		}
	});

	test.each(withRoute)('what Dashdoc demands stands at the top of %s', (_, { operation }) => {
		const { bodies, bodyRequired } = describedOperation(operation.route);
		if (!bodyRequired || bodies.size === 0) return;
		const required = requiredMembers(operation.route).sort();
		const targets = leavesOf(operation)
			.filter(({ path }) => path.length === 1)
			.flatMap(({ parameter }) => parameter.targets);
		// A whole body as JSON may hold everything.
		if (targets.includes('body')) return;
		const onTop = targets.map((target) => target.split('.')[1]);
		const fixed = Object.keys(operation.fixed ?? {}).map((target) => target.split('.')[1]);
		const given = [...onTop, ...fixed, ...(operation.makes ?? [])];
		expect(required.filter((name) => !given.includes(name))).toEqual([]);
	});

	test('every locator has its search', () => {
		const searches = operations.flatMap(([, { parameters }]) => searchesOf(parameters));
		expect(searches.length).toBeGreaterThan(0);
		for (const search of searches) expect(Object.keys(listSearch)).toContain(search);
	});

	/** Options that the described list of values has not got; a list without fixed values takes everything. */
	function unknownOptions(route: string, target: string, { property }: Parameter): unknown[] {
		if (property.type !== 'options' && property.type !== 'multiOptions') return [];
		const schemas = schemasOf(route, target).flatMap((schema) => [
			schema,
			...(schema.items ? schemasBelow({ items: schema.items }, '0') : []),
		]);
		const allowed = schemas.flatMap((schema) => schema.enum ?? []);
		const values = (property.options as INodePropertyOptions[])
			.map(({ value }) => value)
			.filter((value) => value !== '');
		return allowed.length === 0 ? [] : values.filter((value) => !allowed.includes(value));
	}
});

describe('the simplified form', () => {
	test.each(simplifiedResources)(
		'of %s has at most ten fields, the identifier among them',
		(_, { simplified = {}, identifier }) => {
			const fields = Object.entries(simplified);
			expect(fields.length).toBeLessThanOrEqual(10);
			expect(simplified[identifier]).toBe(identifier);
			expect(fields[0][0]).toBe(identifier);
			for (const [name] of fields) expect(name).toMatch(/^[a-z][a-z_]*$/);
		},
	);

	const routes = (declared: Declared) => [declared.operation.route, ...(declared.operation.alsoCalls ?? [])];
	const answeredBy = (declared: Declared): Schema => {
		const { gives, partAt } = declared.operation;
		const [whole] = (gives ? [gives] : routes(declared)).flatMap((route) => answeredObject(route) ?? []);
		return partAt === undefined ? whole : { anyOf: schemasBelow(whole, partAt) };
	};
	const giving = withRoute.filter(
		([, { operation, resource }]) =>
			resource.simplified && operation.parameters.some(({ property }) => property.name === 'output'),
	);

	test.each(giving)('of what %s gives takes its fields from where Dashdoc has them', (_, declared) => {
		const answered = answeredBy(declared);
		for (const source of Object.values(declared.resource.simplified ?? {})) {
			expect(source).toMatch(/^[a-z_]+(\.([a-z_]+|-?\d+))*$/);
			expect({ source, described: schemasBelow(answered, source).length > 0 }).toEqual({
				source,
				described: true,
			});
		}
	});

	test.each(giving)('of what %s gives is flat', (_, declared) => {
		const answered = answeredBy(declared);
		for (const source of Object.values(declared.resource.simplified ?? {})) {
			const types = schemasBelow(answered, source).flatMap(({ type }) => type ?? []);
			expect({ source, nested: types.filter((type) => ['object', 'array'].includes(type)) }).toEqual({
				source,
				nested: [],
			});
		}
	});
});

describe('standard operations', () => {
	const named = (value: string) => withRoute.filter(([, { operation }]) => operation.value === value);

	test.each(named('getAll'))('%s has Return All, Limit 50 and filters', (_, { operation }) => {
		const names = operation.parameters.map(({ property }) => property.name);
		const hasFilters = [...describedOperation(operation.route).queryParameters.keys()].some(
			(name) => name !== 'page',
		);
		expect(names.slice(0, 3).join()).toMatch(hasFilters ? /^returnAll,limit,filters$/ : /^returnAll,limit,/);
		const limit = operation.parameters[1].property;
		expect([limit.default, limit.typeOptions?.minValue]).toEqual([50, 1]);
	});

	test.each(named('update'))('%s clears what is emptied and may be sent again', (_, { operation }) => {
		expect(operation.parameters.find(({ property }) => property.name === 'updateFields')?.clears).toBe(true);
		expect(operation.repeatable).toBe(true);
	});

	test.each(named('delete'))('%s says that it is permanent', (_, { operation }) => {
		expect(operation.description).toMatch(/permanently(\.|$)/);
	});

	test.each(operations)('%s can be told how to call Dashdoc', (_, { parameters }) => {
		expect(parameters[parameters.length - 1].property.name).toBe('options');
	});

	test('of what is posted, only what sets a state may be sent twice', () => {
		const repeatable = withRoute.filter(
			([, { operation }]) => operation.route.startsWith('POST') && operation.repeatable,
		);
		const ofTransports = ['Archive', 'Confirm', 'Mark Done', 'Mark Invoiced', 'Mark Paid'];
		const ofInvoices = ['Mark Not Paid', 'Mark Paid'];
		expect(repeatable.map(([title]) => title).sort()).toEqual([
			...ofInvoices.map((name) => `Invoice: ${name}`),
			...ofTransports.map((name) => `Transport: ${name}`),
		]);
	});
});
