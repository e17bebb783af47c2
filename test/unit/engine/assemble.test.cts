import fc from 'fast-check';
import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { Dashdoc } from '../../../nodes/Dashdoc/Dashdoc.node';
import type { Operation, Resource } from '../../../nodes/Dashdoc/declaration/operation';
import { assembleProperties } from '../../../nodes/Dashdoc/engine/assemble';
import { resources } from '../../../nodes/Dashdoc/resources';

const property = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});

const operation = (value: string, ...properties: INodeProperties[]): Operation => ({
	value,
	name: value,
	action: `Do ${value}`,
	description: `Does ${value}`,
	parameters: properties.map((one) => ({ property: one, targets: [] })),
});

const resource = (value: string, ...operations: Operation[]): Resource => ({
	value,
	name: value,
	identifier: 'uid',
	operations,
});

/** What the editor shows, from top to bottom, once resource and operation are chosen. */
function shownNames(properties: INodeProperties[], values: Record<string, string>): string[] {
	const node = { typeVersion: 1 } as INode;
	return properties
		.filter((one) => NodeHelpers.displayParameter(values, one, node, null))
		.map(({ name }) => name);
}

const collection = (
	name: string,
	members: INodeProperties[],
	more: Partial<INodeProperties> = {},
): INodeProperties => property(name, { type: 'collection', default: {}, options: members, ...more });

const named = (properties: INodeProperties[], name: string) => properties.filter((one) => one.name === name);

/** On what the parameters of a name depend. */
const conditions = (properties: INodeProperties[], name: string) =>
	named(properties, name).map(({ displayOptions }) => displayOptions?.show);

/** Members of a collection, with the conditions of those that have some. */
const membersOf = ({ options = [] }: INodeProperties) =>
	(options as INodeProperties[]).map(({ name, displayOptions }) => [name, displayOptions?.show]);

test('a parameter that several operations share appears once, for all of them', () => {
	const shared = property('shared');
	const properties = assembleProperties([
		resource('a', operation('get', shared), operation('update', shared), operation('delete')),
		resource('b', operation('get', shared), operation('update', shared), operation('delete')),
		resource('c', operation('get'), operation('update')),
		resource('d', operation('get'), operation('update', shared)),
	]);
	expect(conditions(properties, 'shared')).toEqual([
		{ resource: ['a', 'b'], operation: ['get', 'update'] },
		{ resource: ['d'], operation: ['update'] },
	]);
});

test('resources with different operations share it when no other operation comes in between', () => {
	const shared = property('shared');
	const properties = assembleProperties([
		resource('a', operation('create', shared), operation('get', shared), operation('delete')),
		resource('b', operation('get', shared), operation('send', shared), operation('delete')),
		resource('c', operation('create'), operation('get', shared)),
	]);
	expect(conditions(properties, 'shared')).toEqual([
		{ resource: ['a', 'b'], operation: ['create', 'get', 'send'] },
		{ resource: ['c'], operation: ['get'] },
	]);
});

test('a condition names the resources or the operations alone when nothing else is meant by them', () => {
	const [everywhere, ofResource, ofOperation] = ['everywhere', 'ofResource', 'ofOperation'].map((name) =>
		property(name),
	);
	const properties = assembleProperties([
		resource('a', operation('get', ofResource, ofOperation), operation('send', ofResource)),
		resource('b', operation('get', ofOperation, everywhere), operation('delete')),
	]);
	expect(conditions(properties, 'ofResource')).toEqual([{ resource: ['a'] }]);
	expect(conditions(properties, 'ofOperation')).toEqual([{ operation: ['get'] }]);
	expect(conditions(properties, 'everywhere')).toEqual([{ resource: ['b'], operation: ['get'] }]);
});

test('it is shown nowhere else when its resources have it in different operations', () => {
	const shared = property('shared');
	const properties = assembleProperties([
		resource('a', operation('get', shared), operation('delete')),
		resource('b', operation('get'), operation('delete', shared)),
	]);
	const shown = (chosen: string, doing: string) =>
		shownNames(properties, { resource: chosen, operation: doing }).includes('shared');
	expect([shown('a', 'get'), shown('a', 'delete'), shown('b', 'get'), shown('b', 'delete')]).toEqual([
		true,
		false,
		false,
		true,
	]);
});

test('parameters of one name that differ appear each for its own operation', () => {
	const properties = assembleProperties([
		resource('a', operation('get', property('id')), operation('update', property('id', { hint: 'Other' }))),
	]);
	expect(named(properties, 'id').map(({ displayOptions }) => displayOptions?.show?.operation)).toEqual([
		['get'],
		['update'],
	]);
});

test('conditions of a parameter itself stay, together with resource and operation', () => {
	const limit = property('limit', {
		displayOptions: { show: { returnAll: [false] }, hide: { paging: [false] } },
	});
	const [assembled] = named(
		assembleProperties([
			resource('a', operation('getAll', limit), operation('get')),
			resource('b', operation('getAll')),
		]),
		'limit',
	);
	expect(assembled.displayOptions).toEqual({
		show: { resource: ['a'], operation: ['getAll'], returnAll: [false] },
		hide: { paging: [false] },
	});
});

test('each operation shows its parameters in its own order, shared ones included', () => {
	const [first, second, third, last] = ['first', 'second', 'third', 'last'].map((name) => property(name));
	const properties = assembleProperties([
		resource('a', operation('x', first, last), operation('y', second, first, third, last)),
		resource('b', operation('x', third, last)),
	]);
	const shown = (chosen: string, doing: string) =>
		shownNames(properties, { resource: chosen, operation: doing }).slice(2);
	expect(shown('a', 'x')).toEqual(['first', 'last']);
	expect(shown('a', 'y')).toEqual(['second', 'first', 'third', 'last']);
	expect(shown('b', 'x')).toEqual(['third', 'last']);
});

test('a parameter of every operation has no conditions of its own', () => {
	const properties = assembleProperties([
		resource('a', operation('get', property('options')), operation('delete', property('options'))),
		resource('b', operation('send', property('options'))),
	]);
	expect(named(properties, 'options')).toEqual([property('options')]);
});

test('two operations that want opposite orders show their parameters each in its own', () => {
	const [left, middle, right] = ['left', 'middle', 'right'].map((name) => property(name));
	const properties = assembleProperties([
		resource('a', operation('x', left, middle, right), operation('y', right, middle, left)),
		resource('b', operation('x', left, right), operation('y', right, left)),
	]);
	for (const chosen of ['a', 'b']) {
		const middles = chosen === 'a' ? ['middle'] : [];
		const shown = (doing: string) => shownNames(properties, { resource: chosen, operation: doing }).slice(2);
		expect(shown('x')).toEqual(['left', ...middles, 'right']);
		expect(shown('y')).toEqual(['right', ...middles, 'left']);
	}
});

describe('collections', () => {
	const [apple, berry, cherry, date] = ['apple', 'berry', 'cherry', 'date'].map((name) => property(name));

	test('that differ in members are one, whose members say for which operations they are', () => {
		const properties = assembleProperties([
			resource(
				'a',
				operation('create', collection('more', [apple, cherry])),
				operation('upsert', collection('more', [berry, cherry])),
				operation('find', collection('more', [apple, berry, cherry])),
				operation('delete'),
			),
		]);
		expect(conditions(properties, 'more')).toEqual([{ operation: ['create', 'upsert', 'find'] }]);
		expect(membersOf(named(properties, 'more')[0])).toEqual([
			['apple', { '/operation': ['create', 'find'] }],
			['berry', { '/operation': ['upsert', 'find'] }],
			['cherry', undefined],
		]);
	});

	test('stay apart where a member of the same name is another one', () => {
		const other = { ...apple, description: 'Another kind' };
		const properties = assembleProperties([
			resource(
				'a',
				operation('create', collection('more', [apple, berry])),
				operation('update', collection('more', [other, berry])),
				operation('upsert', collection('more', [apple, cherry])),
			),
		]);
		expect(conditions(properties, 'more')).toEqual([
			{ operation: ['create', 'upsert'] },
			{ operation: ['update'] },
		]);
		expect(named(properties, 'more')[1].options).toEqual([other, berry]);
	});

	test('stay apart where they are called differently or are sorted otherwise than by label', () => {
		const properties = assembleProperties([
			resource(
				'a',
				operation('x', collection('more', [apple, berry], { displayName: 'Fruit' })),
				operation('y', collection('more', [apple, berry, cherry], { displayName: 'Berries' })),
				operation('z', collection('more', [berry, apple], { displayName: 'Fruit' })),
			),
		]);
		expect(conditions(properties, 'more').map((show) => show?.operation)).toEqual([['x'], ['y'], ['z']]);
	});

	test('inside collections are one as well', () => {
		const address = (...members: INodeProperties[]) => collection('address', members);
		const properties = assembleProperties([
			resource(
				'a',
				operation('create', collection('more', [address(apple, berry), cherry])),
				operation('update', collection('more', [address(berry), cherry])),
				operation('find', collection('more', [cherry])),
			),
		]);
		const [more] = named(properties, 'more');
		expect(membersOf(more)).toEqual([
			['address', { '/operation': ['create', 'update'] }],
			['cherry', undefined],
		]);
		expect(membersOf(named(more.options as INodeProperties[], 'address')[0])).toEqual([
			['apple', { '/operation': ['create'] }],
			['berry', undefined],
		]);
	});

	test('keep the conditions that their members have themselves', () => {
		const dependent = { ...date, displayOptions: { show: { apple: ['x'] }, hide: { berry: ['y'] } } };
		const own = { ...date, displayOptions: { show: { '/operation': ['create'] } } };
		const properties = assembleProperties([
			resource(
				'a',
				operation('create', collection('more', [apple, dependent]), collection('rest', [apple, own])),
				operation('update', collection('more', [apple]), collection('rest', [apple])),
			),
		]);
		const [more, ...others] = named(properties, 'more');
		expect(others).toEqual([]);
		expect((more.options as INodeProperties[])[1].displayOptions).toEqual({
			show: { '/operation': ['create'], apple: ['x'] },
			hide: { berry: ['y'] },
		});
		expect(named(properties, 'rest')).toHaveLength(2);
	});

	test('of several resources are one where that is shorter', () => {
		const common = [apple, berry, cherry].map((one) => ({ ...one, description: 'Round and sweet' }));
		const of = (...members: INodeProperties[]) => operation('create', collection('more', members));
		const properties = assembleProperties([
			resource('a', of(...common)),
			resource('b', of(...common, date)),
			resource('c', of(common[0], property('z1'), property('z2'), property('z3'), property('z4'))),
		]);
		expect(conditions(properties, 'more').map((show) => show?.resource)).toEqual([['a', 'b'], ['c']]);
		expect(membersOf(named(properties, 'more')[0])[3]).toEqual(['date', { '/resource': ['b'] }]);
	});

	test('that are one stand after all that precedes them, unless operations want opposite orders', () => {
		const [first, second] = [property('first'), property('second')];
		const properties = assembleProperties([
			resource(
				'a',
				operation('x', collection('more', [apple])),
				operation('y', first, collection('more', [apple, berry]), second),
				operation('z', second, collection('more', [berry])),
			),
		]);
		const shown = (doing: string) => shownNames(properties, { resource: 'a', operation: doing }).slice(2);
		expect(['x', 'y', 'z'].map(shown)).toEqual([['more'], ['first', 'more', 'second'], ['second', 'more']]);
		expect(named(properties, 'more').map(membersOf).flat()).toEqual([
			['apple', undefined],
			['berry', { '/operation': ['y'] }],
			['berry', undefined],
		]);
	});
});

test('resources and operations are alphabetical, and each default is one of its options', () => {
	const properties = assembleProperties([
		resource('zebra', operation('update'), operation('create')),
		resource('ant', operation('send')),
	]);
	const [chosen, ...operations] = properties;
	expect(chosen).toMatchObject({ name: 'resource', default: 'zebra' });
	expect(chosen.options).toEqual([
		{ name: 'ant', value: 'ant' },
		{ name: 'zebra', value: 'zebra' },
	]);
	expect(operations.map((one) => [one.displayOptions?.show?.resource, one.default])).toEqual([
		[['zebra'], 'create'],
		[['ant'], 'send'],
	]);
	expect(operations[0].options).toEqual([
		{ name: 'create', value: 'create', action: 'Do create', description: 'Does create' },
		{ name: 'update', value: 'update', action: 'Do update', description: 'Does update' },
	]);
});

test('whatever resources declare, every operation shows exactly that in its order', () => {
	const member = fc.record({
		name: fc.constantFrom('a', 'b', 'c', 'd'),
		hint: fc.constantFrom('x', 'x', 'x', 'y'),
	});
	const members = fc.uniqueArray(member, { selector: ({ name }) => name });
	const parameter = fc.record({
		name: fc.constantFrom('p', 'q', 'r', 's', 't'),
		hint: fc.constantFrom('x', 'x', 'y'),
		members: fc.option(members),
	});
	const parameters = fc.uniqueArray(parameter, { selector: ({ name }) => name });
	const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');
	const declared = parameters.map((list) =>
		list.map(({ name, hint, members: inner }) =>
			inner
				? collection(
						name,
						[...inner].sort(byName).map((one) => property(one.name, { hint: one.hint })),
					)
				: property(name, { hint }),
		),
	);
	const operations = fc.dictionary(fc.constantFrom('get', 'send', 'find', 'make'), declared, { minKeys: 1 });
	const declarations = fc.dictionary(fc.constantFrom('k', 'l', 'm', 'n'), operations, { minKeys: 1 });
	fc.assert(
		fc.property(declarations, (byResource) => {
			const invented = Object.entries(byResource).map(([name, byOperation]) =>
				resource(name, ...Object.entries(byOperation).map(([doing, list]) => operation(doing, ...list))),
			);
			const properties = assembleProperties(invented);
			for (const [name, byOperation] of Object.entries(byResource)) {
				for (const [doing, list] of Object.entries(byOperation)) {
					const chosen = { resource: name, operation: doing };
					expect(shownIn(properties, chosen, chosen).slice(2)).toEqual(shownIn(list, chosen, chosen));
				}
			}
		}),
		{ numRuns: 100 },
	);
});

describe('the editor of this node', () => {
	const { description } = new Dashdoc();
	const { properties } = description;
	const cases = resources.flatMap((one) =>
		one.operations.map((doing) => [`${one.name}: ${doing.name}`, one, doing] as const),
	);
	const declaredIn = ({ parameters }: Operation) => parameters.map((parameter) => parameter.property);

	test.each(cases)('%s shows exactly its parameters and fields, in their order', (_, one, doing) => {
		for (const values of situationsOf(declaredIn(doing))) {
			const chosen = { resource: one.value, operation: doing.value, ...values };
			const [, , ...shown] = shownIn(properties, chosen, chosen);
			expect(shown).toEqual(shownIn(declaredIn(doing), chosen, chosen));
		}
	});

	test.each(cases)('%s gets the values of its parameters and fields, and of no others', (_, one, doing) => {
		const choice = { resource: one.value, operation: doing.value };
		for (const values of situationsOf(declaredIn(doing))) {
			const filledIn = { ...filled(properties), ...values, ...choice };
			const node = { typeVersion: 1 } as INode;
			const kept = NodeHelpers.getNodeParameters(properties, filledIn, true, false, node, description);
			const shown = shownIn(declaredIn(doing), filledIn, filledIn);
			expect(namesIn(kept ?? {})).toEqual(namesIn({ ...filled(shown), ...choice }));
		}
	});

	test('stays as it is when n8n adds a parameter to another node of this type', () => {
		new Dashdoc().description.properties.unshift(property('added'));
		expect(new Dashdoc().description.properties).toEqual(properties);
		expect(properties.map(({ name }) => name)).not.toContain('added');
	});

	test('no parameter is written twice for the same choice', () => {
		for (const [, one, doing] of cases) {
			const names = doing.parameters.map((parameter) => parameter.property.name);
			expect(new Set(names).size).toBe(names.length);
			expect([one.value, doing.value].every((value) => /^[A-Za-z]+$/.test(value))).toBe(true);
		}
	});

	test('no collection has two fields of one name, and all are alphabetical', () => {
		const collections = collectionsIn(properties);
		expect(collections.length).toBeGreaterThan(0);
		for (const { options = [] } of collections) {
			const members = options as INodeProperties[];
			const names = members.map(({ name }) => name);
			expect(names).toEqual([...new Set(names)]);
			const labels = members.map(({ displayName }) => displayName);
			expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b, 'en')));
		}
	});

	test('is read fast: at most 1.6 KiB for an operation on average, 2 KiB with the forms of transports', () => {
		const transports =
			/^(delivery|dockActivity|loadingPlan|segment|site|supportsExchange|trackingFile|transport|transportMessage|transportStatus|transportTemplate|trip)$/;
		const others = resources.filter(({ value }) => !transports.test(value));
		expect(kibibytesPerOperation(others)).toBeLessThan(1.6);
		expect(kibibytesPerOperation(resources)).toBeLessThan(2);
	});
});

function kibibytesPerOperation(some: readonly Resource[]): number {
	const size = JSON.stringify(assembleProperties(some)).length / 1024;
	return size / some.flatMap(({ operations }) => operations).length;
}

/** Every combination of the values on which the parameters depend among themselves. */
function situationsOf(declared: INodeProperties[]): INodeParameters[] {
	const asked = new Set(declared.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})));
	return declared
		.filter(({ name }) => asked.has(name))
		.reduce<
			INodeParameters[]
		>((situations, { name, type, options = [] }) => situations.flatMap((situation) => (type === 'boolean' ? [true, false] : (options as INodePropertyOptions[]).map(({ value }) => value)).map((value) => ({ ...situation, [name]: value }))), [{}]);
}

/** What n8n shows of a list of parameters, members of collections included, without the conditions. */
function shownIn(
	properties: INodeProperties[],
	values: INodeParameters,
	root: INodeParameters,
): INodeProperties[] {
	const node = { typeVersion: 1 } as INode;
	return properties
		.filter((one) => NodeHelpers.displayParameter(values, one, node, null, root))
		.map((one) => ({
			...one,
			displayOptions: undefined,
			...(one.type === 'collection' && {
				options: shownIn(one.options as INodeProperties[], {}, root),
			}),
		}));
}

/** A value for every parameter; those of one name that are collections get the fields of all of them. */
function filled(properties: INodeProperties[]): INodeParameters {
	const values: INodeParameters = {};
	for (const { name, type, options = [] } of properties) {
		if (type === 'collection') {
			const fields = filled(options as INodeProperties[]);
			values[name] = { ...(values[name] as INodeParameters | undefined), ...fields };
		} else values[name] = type === 'fixedCollection' ? {} : 'filled in';
	}
	return values;
}

/** Names of values, with those inside objects, in alphabetical order. */
function namesIn(values: INodeParameters): string[] {
	return Object.entries(values)
		.flatMap(([name, value]) => [
			name,
			...namesIn(typeof value === 'object' ? (value as INodeParameters) : {}).map(
				(inner) => `${name}.${inner}`,
			),
		])
		.sort();
}

function collectionsIn(properties: INodeProperties[]): INodeProperties[] {
	return properties
		.filter(({ type }) => type === 'collection')
		.flatMap((one) => [one, ...collectionsIn(one.options as INodeProperties[])]);
}
