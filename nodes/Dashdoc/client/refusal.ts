/**
 * Why a request was not sent at all: something in the credential or in the request itself is wrong.
 * `message` says what and where, `description` what to do. At the client's door it becomes a NodeOperationError.
 */
export class Refusal extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
		this.name = 'Refusal';
	}
}
