import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';
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

const named = (properties: INodeProperties[], name: string) => properties.filter((one) => one.name === name);

test('a parameter that several operations share appears once, for all of them', () => {
	const shared = property('shared');
	const properties = assembleProperties([
		resource('a', operation('get', shared), operation('update', shared)),
		resource('b', operation('get', shared), operation('update', shared)),
		resource('c', operation('send')),
	]);
	expect(named(properties, 'shared')).toEqual([
		{ ...shared, displayOptions: { show: { resource: ['a', 'b'], operation: ['get', 'update'] } } },
	]);
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
		assembleProperties([resource('a', operation('getAll', limit), operation('get'))]),
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

test('two operations that want opposite orders still show all their parameters', () => {
	const [left, right] = [property('left'), property('right')];
	const properties = assembleProperties([
		resource('a', operation('x', left, right), operation('y', right, left)),
	]);
	for (const doing of ['x', 'y']) {
		const shown = shownNames(properties, { resource: 'a', operation: doing }).slice(2);
		expect(shown.sort()).toEqual(['left', 'right']);
	}
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

describe('the editor of this node', () => {
	const properties = assembleProperties(resources);
	const cases = resources.flatMap((one) =>
		one.operations.map((doing) => [`${one.name}: ${doing.name}`, one, doing] as const),
	);

	test.each(cases)('%s shows exactly its parameters, in their order', (_, one, doing) => {
		const values = { resource: one.value, operation: doing.value };
		// Conditions between parameters are left aside here: every parameter of the operation may show.
		const possible = properties
			.slice(1)
			.filter(({ displayOptions, name }) => {
				const { resource: chosen, operation: done } = displayOptions?.show ?? {};
				const applies = (list: unknown[] | undefined, value: string) => list?.includes(value) ?? true;
				return (
					name !== 'operation' &&
					applies(chosen as unknown[], values.resource) &&
					applies(done as unknown[], values.operation)
				);
			})
			.map(({ name }) => name);
		expect(possible).toEqual(doing.parameters.map((parameter) => parameter.property.name));
	});

	test('no parameter is written twice for the same choice', () => {
		for (const [, one, doing] of cases) {
			const names = doing.parameters.map((parameter) => parameter.property.name);
			expect(new Set(names).size).toBe(names.length);
			expect([one.value, doing.value].every((value) => /^[A-Za-z]+$/.test(value))).toBe(true);
		}
	});
});
