import type { IWebhookFunctions } from 'n8n-workflow';

/** Bytes of the largest body that is taken; a transport has some ten thousand. */
export const largestBody = 5_000_000;

/** Levels of the deepest body that is taken; n8n could not store one that exhausts the stack. */
export const deepestBody = 100;

/** What a call brought, or why it is refused. */
export type ReadBody = { value: unknown; refusal?: undefined } | { refusal: string };

/** The member of n8n's request that matters here; Express' own type has some hundred more. */
interface IncomingRequest {
	/** Bytes as sent; missing for forms with files. */
	rawBody?: Buffer;
}

/** Reads the body of a call as JSON, whatever content type it names. */
export function readBody(context: IWebhookFunctions): ReadBody {
	const { rawBody } = context.getRequestObject() as IncomingRequest;
	if (!rawBody) return { refusal: 'The body is not JSON' };
	if (rawBody.length > largestBody) return { refusal: `The body is larger than ${largestBody} bytes` };
	const value = parsed(rawBody.toString('utf8').replace(/^\uFEFF/, ''));
	if (value === undefined) return { refusal: 'The body is not JSON' };
	return isTooDeep(value) ? { refusal: `The body has more than ${deepestBody} levels` } : { value };
}

/** Undefined for what is not JSON. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Level by level, since a function that calls itself would end where the stack ends. */
function isTooDeep(value: unknown): boolean {
	let level: unknown[] = [value];
	for (let depth = 0; depth < deepestBody; depth++) {
		level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
		if (level.length === 0) return false;
	}
	return true;
}
