import type { IExecuteFunctions } from 'n8n-workflow';
import { ParameterProblem } from '../../../nodes/Dashdoc/engine/problem';
import { parallelItems, readClientOptions } from '../../../nodes/Dashdoc/engine/standardOptions';
import { readStandardValues } from '../../../nodes/Dashdoc/engine/values';

describe('Options', () => {
	test('what is not chosen is left to the client', () => {
		for (const options of [undefined, null, {}, { timeout: '', maximumWait: null, requestsPerSecond: ' ' }]) {
			expect(readClientOptions(options)).toEqual({
				requestsPerSecond: undefined,
				maximumWait: undefined,
				timeout: undefined,
			});
		}
	});

	test('numbers count, written as text too; 0 lifts the pace', () => {
		expect(readClientOptions({ requestsPerSecond: 0, maximumWait: '90', timeout: 5.5 })).toEqual({
			requestsPerSecond: 0,
			maximumWait: 90,
			timeout: 5.5,
		});
	});

	test.each([
		['Requests per Second', { requestsPerSecond: 'fast' }],
		['Maximum Wait', { maximumWait: -1 }],
		['Timeout', { timeout: Number.POSITIVE_INFINITY }],
		['Timeout', { timeout: Number.NaN }],
	])('%s is named when it is no amount', (label, options) => {
		expect(() => readClientOptions(options)).toThrow(ParameterProblem);
		expect(() => readClientOptions(options)).toThrow(
			new RegExp(`^${label}: .* is not a number of at least 0`),
		);
	});
});

describe('the number of items in work at once', () => {
	const parallelWith = (requestsPerSecond: unknown) =>
		parallelItems({
			getNodeParameter: (name: string, _item: number, fallback: unknown) =>
				name === 'options.requestsPerSecond' ? (requestsPerSecond ?? fallback) : undefined,
		} as unknown as IExecuteFunctions);

	test('is higher without the pace, so that fast answers are used', () => {
		const paced = [undefined, 10, '={{ 0 }}'].map(parallelWith);
		expect(new Set(paced).size).toBe(1);
		expect(parallelWith(0)).toBeGreaterThan(paced[0]);
	});
});

describe('Return All and Limit', () => {
	const limitOf = (values: object) => readStandardValues({ ...values }).limit;

	test('without them the limit is 50', () => {
		expect(limitOf({})).toBe(50);
		expect(limitOf({ limit: null })).toBe(50);
	});

	test('Return All lifts the limit, as text of an AI agent too', () => {
		expect(limitOf({ returnAll: true, limit: 5 })).toBeUndefined();
		expect(limitOf({ returnAll: 'true', limit: 'all' })).toBeUndefined();
		expect(limitOf({ returnAll: 'false', limit: '7' })).toBe(7);
	});

	test.each([0, -1, 1.5, 'many', '', ' ', Number.NaN])('%p is no limit', (limit) => {
		expect(() => limitOf({ limit })).toThrow(/^Limit: ".*" is not a whole number from 1 on/);
	});
});

describe('Output', () => {
	test('is simplified unless told otherwise', () => {
		expect(readStandardValues({})).toMatchObject({ output: 'simplified', fields: [] });
	});

	test('selected fields are read from text with commas or from a list', () => {
		const fields = (given: unknown) => readStandardValues({ output: 'selected', fields: given }).fields;
		expect(fields(' name, primary_address.city ,')).toEqual(['name', 'primary_address.city']);
		expect(fields(['name', 'pk'])).toEqual(['name', 'pk']);
	});

	test('selected fields without any field are refused', () => {
		for (const fields of [undefined, null, '', ' , ']) {
			expect(() => readStandardValues({ output: 'selected', fields })).toThrow(/^Fields: name at least one/);
		}
	});

	test('the fields do not matter in the other modes', () => {
		expect(readStandardValues({ output: 'raw', fields: '' }).fields).toEqual([]);
	});

	test('anything else is refused', () => {
		expect(() => readStandardValues({ output: 'everything' })).toThrow(
			'Output: "everything" is not one of simplified, raw, selected',
		);
	});
});
