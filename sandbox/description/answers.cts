import type { Answer } from '../http/answer.cts';
import type { Operation } from './operations.cts';
import { valueValidator } from './validators.cts';

const errorSchema = '#/components/schemas/Error';

/**
 * Compares an answer with the description of its operation. Returns what does not fit, nothing for a good answer.
 * Refusals may have statuses that the description leaves out; they then need the general shape of an error.
 */
export function answerMismatch(operation: Operation, { status, body, raw }: Answer): string | undefined {
	if (raw) return undefined;
	const declared = operation.answers.has(status);
	if (!declared && status < 400) return `status ${status} is not described`;
	const pointer = operation.answers.get(status) ?? (status < 400 ? undefined : errorSchema);
	if (!pointer) return body === undefined ? undefined : `status ${status} has no body`;
	if (body === undefined) return `status ${status} needs a body`;
	const validate = valueValidator(pointer);
	if (validate(body)) return undefined;
	return (validate.errors ?? [])
		.slice(0, 5)
		.map(({ instancePath, message }) => `${instancePath || 'body'} ${message}`)
		.join('; ');
}
