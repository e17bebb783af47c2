import { AxiosError, CanceledError } from 'axios';
import {
	ManualExecutionCancelledError,
	NodeApiError,
	NodeOperationError,
	type INode,
	type JsonObject,
} from 'n8n-workflow';
import { isReadable, readBody } from '../../../nodes/Dashdoc/client/answer';
import {
	Cancelled,
	cancelSignal,
	isCancellation,
	waitUnlessCancelled,
	wasStopped,
} from '../../../nodes/Dashdoc/client/cancellation';
import { networkFailure } from '../../../nodes/Dashdoc/client/networkFailure';
import type { ClientContext } from '../../../nodes/Dashdoc/client/types';

const node = {
	id: '1',
	name: 'Dashdoc',
	type: 't',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
} as INode;

/** What n8n makes of an error of its HTTP library. */
const wrapped = (error: Error) => new NodeApiError(node, error as unknown as JsonObject);

/** An error as Node.js throws it. */
const nodeError = (message: string, fields: object) => Object.assign(new Error(message), fields);

const axios = (message: string, code: string, cause?: Error) => {
	const error = new AxiosError(message, code);
	if (cause) error.cause = cause;
	return error;
};

describe('a failure of the network is told apart', () => {
	test.each<[string, unknown, string | undefined, string]>([
		[
			'refused',
			wrapped(axios('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED')),
			'unreachable',
			'ECONNREFUSED',
		],
		[
			'refused on all addresses',
			wrapped(
				axios(
					'',
					'ECONNREFUSED',
					Object.assign(new AggregateError([nodeError('refused', { code: 'ECONNREFUSED' })]), {
						code: 'ECONNREFUSED',
					}),
				),
			),
			'unreachable',
			'ECONNREFUSED',
		],
		[
			'without an address',
			wrapped(axios('getaddrinfo ENOTFOUND x', 'ENOTFOUND')),
			'unreachable',
			'ENOTFOUND',
		],
		[
			'while connecting',
			wrapped(axios('x', 'ETIMEDOUT', nodeError('connect', { code: 'ETIMEDOUT', syscall: 'connect' }))),
			'unreachable',
			'ETIMEDOUT',
		],
		[
			'no way there',
			wrapped(axios('x', 'EHOSTUNREACH', nodeError('c', { syscall: 'connect' }))),
			'unreachable',
			'EHOSTUNREACH',
		],
		['reset', wrapped(axios('read ECONNRESET', 'ECONNRESET')), 'lost', 'ECONNRESET'],
		['hung up', wrapped(axios('socket hang up', 'ECONNRESET')), 'lost', 'ECONNRESET'],
		['cut off', wrapped(axios('stream has been aborted', 'ERR_BAD_RESPONSE')), 'lost', 'ERR_BAD_RESPONSE'],
		[
			'cut off, as n8n 1 has it',
			new NodeApiError(node, { message: 'stream has been aborted' }, { httpCode: '200' }),
			'lost',
			'ERR_BAD_RESPONSE',
		],
		['timed out', wrapped(axios('timeout of 100ms exceeded', 'ECONNABORTED')), 'timeout', 'ECONNABORTED'],
		['aborted', wrapped(axios('aborted', 'ECONNABORTED')), 'lost', 'ECONNABORTED'],
		['no HTTP', wrapped(axios('Parse Error', 'HPE_INVALID_CONSTANT')), 'lost', 'HPE_INVALID_CONSTANT'],
		['bad certificate', wrapped(axios('expired', 'CERT_HAS_EXPIRED')), 'certificate', 'CERT_HAS_EXPIRED'],
		['stopped', wrapped(new CanceledError()), 'cancelled', 'ERR_CANCELED'],
		['unknown', wrapped(axios('odd', 'ERR_ODD')), 'other', 'ERR_ODD'],
		['unknown without a code', wrapped(axios('odd', undefined as unknown as string)), 'other', ''],
		[
			'code only, as older versions of n8n have it',
			new NodeApiError(node, {}, { httpCode: 'ECONNRESET' }),
			'lost',
			'ECONNRESET',
		],
		['missing credential', new NodeOperationError(node, 'No credential'), undefined, ''],
		['no error', 'text', undefined, ''],
	])('%s', (_, error, kind, code) => {
		const failure = networkFailure(error);
		expect(failure?.kind).toBe(kind);
		expect(failure?.code ?? '').toBe(code);
	});

	test('with the raw words, not those that n8n puts in front', () => {
		expect(networkFailure(wrapped(axios('read ECONNRESET', 'ECONNRESET')))?.text).toBe('read ECONNRESET');
		const old = new NodeApiError(node, { message: 'connect ECONNREFUSED' }, { httpCode: 'ECONNREFUSED' });
		expect(networkFailure(old)?.text).toBe('connect ECONNREFUSED');
		expect(networkFailure({ code: 'EPIPE' })?.text).toBe('');
	});
});

describe('a stopped execution', () => {
	test.each<[string, unknown, boolean]>([
		['the request in flight', wrapped(new CanceledError()), true],
		['our own wait', new Cancelled(), true],
		['n8n', new ManualExecutionCancelledError('1'), true],
		['an abort signal', new DOMException('x', 'AbortError'), true],
		['an error around it', new Error('x', { cause: new Cancelled() }), true],
		['a failure', wrapped(axios('x', 'ECONNRESET')), false],
		['nothing', undefined, false],
		['a text', 'ERR_CANCELED', false],
	])('is recognised in %s', (_, error, is) => {
		expect(isCancellation(error)).toBe(is);
	});

	test('is not believed in as long as its signal is silent', () => {
		const stop = new AbortController();
		const gaveUp = new DOMException('The store gave up', 'AbortError');
		expect(wasStopped(gaveUp, stop.signal)).toBe(false);
		stop.abort();
		expect(wasStopped(gaveUp, stop.signal)).toBe(true);
		expect(wasStopped(new Error('x'), stop.signal)).toBe(false);
		expect(wasStopped(gaveUp, undefined)).toBe(true);
	});

	test('does not look into endless chains', () => {
		const error = new Error('x');
		error.cause = error;
		expect(isCancellation(error)).toBe(false);
		expect(networkFailure(error)).toBeUndefined();
	});

	test('is known only to some contexts', () => {
		const { signal } = new AbortController();
		expect(cancelSignal({ getExecutionCancelSignal: () => signal } as unknown as ClientContext)).toBe(signal);
		expect(cancelSignal({} as ClientContext)).toBeUndefined();
	});
});

describe('a wait', () => {
	test('lasts as long as asked', async () => {
		const begun = performance.now();
		await waitUnlessCancelled(300);
		const passed = performance.now() - begun;
		expect(passed).toBeGreaterThanOrEqual(300);
		expect(passed).toBeLessThan(3000);
	});

	test('ends at once when the execution is stopped, before it or in it', async () => {
		const stop = new AbortController();
		const begun = performance.now();
		setTimeout(() => stop.abort(), 30);
		await expect(waitUnlessCancelled(20_000, stop.signal)).rejects.toBeInstanceOf(Cancelled);
		await expect(waitUnlessCancelled(20_000, stop.signal)).rejects.toBeInstanceOf(Cancelled);
		expect(performance.now() - begun).toBeLessThan(3000);
	});
});

describe('a body', () => {
	test.each([
		[undefined, { form: 'empty' }],
		[null, { form: 'empty' }],
		[' \n', { form: 'empty' }],
		['{"a":1}', { form: 'json', value: { a: 1 } }],
		['null', { form: 'json', value: null }],
		['"text"', { form: 'json', value: 'text' }],
		[{ a: 1 }, { form: 'json', value: { a: 1 } }],
		['{"a":', { form: 'broken', text: '{"a":' }],
		['[1,', { form: 'broken', text: '[1,' }],
		['<!doctype html>', { form: 'page', text: '<!doctype html>' }],
		['Bad gateway', { form: 'text', text: 'Bad gateway' }],
	])('%p is %p', (raw, body) => {
		expect(readBody(raw)).toEqual(body);
	});

	test.each([
		[200, '', 'GET', false],
		[204, '', 'GET', true],
		[205, '', 'GET', true],
		[201, '', 'POST', true],
		[200, '<', 'POST', false],
		[200, '{}', 'GET', true],
	])('with status %d and text "%s" is what a %s asks for: %p', (statusCode, text, method, readable) => {
		expect(isReadable({ statusCode, headers: {}, body: readBody(text) }, method)).toBe(readable);
	});
});
