import type { RequestRecord } from './traffic/log.cts';

/** What a client did that the API description or Dashdoc's documentation does not allow. */
export type ViolationKind =
	| 'unknown-route'
	| 'missing-trailing-slash'
	| 'method-not-allowed'
	| 'authentication-header'
	| 'invalid-path'
	| 'unknown-query'
	| 'invalid-query'
	| 'unreadable-body'
	| 'media-type'
	| 'missing-body'
	| 'unexpected-body'
	| 'invalid-body'
	| 'unlisted-field'
	| 'never-sent-field'
	| 'two-references'
	| 'offset-date-time'
	| 'bulk-without-filter'
	| 'token-given-away';

export interface Violation {
	kind: ViolationKind;
	message: string;
	/** The `sequence` of the request in the log; 0 for downloads, which have none. */
	sequence: number;
	method: string;
	path: string;
	operationId?: string;
}

/** An answer of the sandbox that its own description does not allow: a fault of the sandbox. */
export interface AnswerViolation {
	message: string;
	sequence: number;
	operationId: string;
	status: number;
}

/** A violation of the request that the log holds under `record`. */
export function violationOf(record: RequestRecord, kind: ViolationKind, message: string): Violation {
	const { sequence, method, path, operationId } = record;
	return { kind, message, sequence, method, path, operationId };
}
