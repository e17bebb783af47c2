import type { Sandbox } from '../../sandbox/index.cts';

/** Whatever an answer holds; listed are the members that the tests look into. */
export interface Shown {
	pk: number;
	id: number;
	uid: string;
	name: string;
	email: string;
	status: string;
	global_status: string;
	created: string;
	updated: string;
	deleted: string | null;
	document: string;
	invite_code: string;
	invitation_link: string;
	license_plate: string;
	loading_plan: string;
	transport_uid: string;
	child_transport: string;
	now: string;
	is_manager: boolean;
	is_verified: boolean;
	has_pending_invite: boolean;
	count: number;
	next: string | null;
	previous: string | null;
	pageSize: number;
	controls: string[];
	results: Shown[];
	company: Shown;
	user: Shown;
	address: Shown;
	primary_address: Shown;
	addresses: Shown[];
	unavailability: Shown[];
	deliveries: Shown[];
	segments: Shown[];
	status_updates: Shown[];
	messages: Shown[];
	planned_loads: Shown[];
	origin: Shown;
	destination: Shown;
	non_field_errors: { detail: string[]; code: string[] };
	category: string;
	content: string;
	[name: string]: unknown;
}

/** What came back; `body` is the parsed JSON, undefined for an empty answer. */
export interface Called {
	status: number;
	headers: Headers;
	body: Shown;
}

/** Stands for any text in an expected object. */
export const anyText = expect.any(String) as unknown;

/** The keys of a page, in its order. */
export function keysOf({ body }: Called, key: 'pk' | 'uid' = 'uid'): (string | number)[] {
	return body.results.map((record) => record[key]);
}

export interface CallOptions {
	token?: string;
	headers?: Record<string, string>;
	/** A JSON body, or a form for multipart. */
	body?: unknown;
}

/** Calls the API of a sandbox as a plain HTTP client would: `call('POST', '/contacts/', { body })`. */
export function callerOf(sandbox: Pick<Sandbox, 'apiUrl' | 'token'>) {
	return async (method: string, path: string, options: CallOptions = {}): Promise<Called> => {
		const { token = sandbox.token, body } = options;
		const isForm = body instanceof FormData;
		const response = await fetch(`${sandbox.apiUrl}${path}`, {
			method,
			headers: {
				Authorization: `Token ${token}`,
				...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
				...options.headers,
			},
			body: isForm ? body : body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		const parsed: unknown = text ? JSON.parse(text) : undefined;
		return { status: response.status, headers: response.headers, body: parsed as Shown };
	};
}

export type Caller = ReturnType<typeof callerOf>;

/** Fetches a file from its URL, with the token as Dashdoc's own host wants it. */
export function download(sandbox: Pick<Sandbox, 'token'>, url: unknown): Promise<Response> {
	return fetch(String(url), { headers: { Authorization: `Token ${sandbox.token}` } });
}
