/** What the sandbox answers; without `body` the answer is empty. */
export interface Answer {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
	/** A body that is no JSON, sent as it is. */
	raw?: { content: Buffer | string; type: string };
}

export const ok = (body?: unknown): Answer => ({ status: 200, body });
export const created = (body?: unknown): Answer => ({ status: 201, body });
export const noContent = (): Answer => ({ status: 204 });
