import type { Call } from './attempt';
import { readableName } from './fieldName';
import { fillPath } from './path';
import { queryText } from './query';
import type { DashdocRequest, Method } from './types';

/** Methods of which a second arrival does no harm, unless the request says otherwise. */
const safeMethods: ReadonlySet<Method> = new Set<Method>(['GET', 'PUT', 'DELETE']);

/** Method and path template of a request. */
export function partsOf({ route }: DashdocRequest): { method: Method; template: string } {
	const space = route.indexOf(' ');
	return { method: route.slice(0, space) as Method, template: route.slice(space + 1) };
}

/** Whether a second arrival of the request does no harm. */
export function isRepeatable(request: DashdocRequest): boolean {
	return request.repeatable ?? safeMethods.has(partsOf(request).method);
}

/**
 * Turns a request into what goes over the wire.
 *
 * @param timeout milliseconds
 * @throws {Refusal} for values that Dashdoc would misunderstand
 */
export function callOf(request: DashdocRequest, baseUrl: string, timeout: number): Call {
	const { method, template } = partsOf(request);
	const label = (name: string) => request.wording?.label?.(name) ?? readableName(name);
	const path = fillPath(template, request.path ?? {}, label);
	const query = queryText(request.query ?? {}, label);
	return {
		method,
		url: `${baseUrl}${path}${query === '' ? '' : `?${query}`}`,
		body: request.body === undefined ? undefined : JSON.stringify(request.body),
		...(request.form ? { form: request.form } : {}),
		timeout,
	};
}
