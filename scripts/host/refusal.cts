/** n8n's answer where it is no success. */
export class Refusal extends Error {
	constructor(
		request: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`${request} was answered ${status}: ${body.slice(0, 1000)}`);
	}
}
