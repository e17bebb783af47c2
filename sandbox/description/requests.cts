import type { ValidateFunction } from 'ajv/dist/2020';
import type { Body, UploadedFile } from '../http/body.cts';
import { refuse, refuseAll, type Problem, Refusal, notFound, problemBody } from '../http/problems.cts';
import { isJsonObject, type Json, type JsonObject } from '../json.cts';
import type { QueryValue } from '../resources/resource.cts';
import type { ViolationKind } from '../violations.cts';
import { schemaAt } from './document.cts';
import { watchOffsets } from './formats.cts';
import { findingsIn, objectMembersOf, withoutFields, type Finding } from './members.cts';
import { misplacedIn } from './geography.cts';
import type { Operation, Parameter } from './operations.cts';
import { multipartValidator, pathValidator, queryValidator, valueValidator } from './validators.cts';
import { problemsOf } from './wording.cts';

/** Records a violation of the request at hand. */
export type Report = (kind: ViolationKind, message: string) => void;

/** A request as it was written. */
export interface WrittenRequest {
	/** Values of the path placeholders, decoded. */
	values: Readonly<Record<string, string>>;
	search: URLSearchParams;
	body: Body;
	/** False to read the path as if `lookup_field=remote_id` were not there where it is only assumed to work. */
	assumedLookups: boolean;
}

/** What a valid request holds, converted to the declared types. */
export interface CheckedRequest {
	query: Record<string, QueryValue>;
	body: JsonObject;
	files: readonly UploadedFile[];
}

/**
 * Checks a request against its operation. What the description forbids is reported; where Dashdoc would refuse it
 * a Refusal is thrown (400, 404, 415), where Dashdoc would ignore it (unknown names) the request goes on without it.
 */
export function checkRequest(
	operation: Operation,
	{ values, search, body, assumedLookups }: WrittenRequest,
	report: Report,
): CheckedRequest {
	const query = checkQuery(operation, search, report);
	const isIgnored = !assumedLookups && isAssumedLookup(operation, query);
	if (isIgnored) delete query.lookup_field;
	// the client did nothing that the description forbids, so its identifier is not found without a violation
	checkPath(operation, values, query, isIgnored ? () => {} : report);
	return { query, ...checkBody(operation, body, report) };
}

function checkQuery(operation: Operation, search: URLSearchParams, report: Report): CheckedRequest['query'] {
	const query: Record<string, QueryValue> = {};
	for (const [name, value] of search) {
		const parameter = operation.queryParameters.get(name);
		if (parameter) query[name] = parameter.commaSeparated ? splitList(value) : value;
		else report('unknown-query', `${operation.operationId} has no query parameter "${name}"`);
	}
	const problems = validate(queryValidator(operation), query, report, 'query');
	if (problems.length === 0) return query;
	report('invalid-query', describe(problems));
	if (problems.every(({ path }) => path[0] === 'page')) throw refuse(404, 'Invalid page.', 'not_found');
	throw refuseAll(problems);
}

function splitList(value: string): string[] {
	return value.split(',').filter((item) => item !== '');
}

/**
 * A value that fits no identifier of that kind names nothing: 404. With `lookup_field` the segment is the caller's
 * own identifier, whatever type the description gives to the segment.
 */
function checkPath(
	operation: Operation,
	values: Readonly<Record<string, string>>,
	query: CheckedRequest['query'],
	report: Report,
): void {
	for (const parameter of operation.pathParameters) {
		if (isLookedUp(parameter, query)) continue;
		const problems = validate(
			pathValidator(operation, parameter),
			{ [parameter.name]: values[parameter.name] },
			report,
			'path',
		);
		if (problems.length > 0) {
			report('invalid-path', describe(problems));
			throw notFound();
		}
	}
}

/** Whether the caller's own identifier is to be looked up where nothing but conclusion says that this works. */
function isAssumedLookup({ queryParameters }: Operation, { lookup_field }: CheckedRequest['query']): boolean {
	return lookup_field === 'remote_id' && (queryParameters.get('lookup_field')?.inferred ?? false);
}

function isLookedUp({ name }: Parameter, query: CheckedRequest['query']): boolean {
	return query.lookup_field !== undefined && query.lookup_field !== name;
}

function checkBody(operation: Operation, body: Body, report: Report): Pick<CheckedRequest, 'body' | 'files'> {
	switch (body.kind) {
		case 'unreadable':
			report('unreadable-body', body.detail);
			throw refuse(400, body.detail, 'parse_error');
		case 'unsupported':
			throw unsupported(operation, body.mediaType, report);
		case 'none':
			if (operation.bodyRequired) report('missing-body', `${operation.operationId} needs a body`);
			return operation.bodyRequired
				? checkMembers(operation, { written: {} }, report)
				: { body: {}, files: [] };
		case 'json':
			return checkJson(operation, body.value, report);
		case 'multipart':
			return checkMultipart(operation, body.fields, body.files, report);
	}
}

function unsupported(operation: Operation, mediaType: string, report: Report): Refusal {
	report('media-type', `${operation.operationId} takes no body of type "${mediaType}"`);
	return refuse(415, `Unsupported media type "${mediaType}" in request.`, 'unsupported_media_type');
}

function checkJson(operation: Operation, value: Json, report: Report) {
	if (operation.bodies.size === 0) {
		if (!isJsonObject(value) || Object.keys(value).length > 0) {
			report('unexpected-body', `${operation.operationId} takes no body`);
		}
		return { body: {}, files: [] };
	}
	if (!operation.bodies.has('application/json')) throw unsupported(operation, 'application/json', report);
	if (!isJsonObject(value)) {
		report('invalid-body', 'The body is no object');
		throw new Refusal({
			status: 400,
			body: problemBody([{ path: [], detail: 'Invalid data. Expected a dictionary.', code: 'invalid' }]),
		});
	}
	return checkMembers(operation, { written: value }, report);
}

function checkMultipart(operation: Operation, fields: JsonObject, files: UploadedFile[], report: Report) {
	if (!operation.bodies.has('multipart/form-data'))
		throw unsupported(operation, 'multipart/form-data', report);
	const written = { ...structuredClone(fields) };
	for (const name of objectMembersOf(schemaAt(operation.bodies.get('multipart/form-data') ?? '#'))) {
		if (name in written) written[name] = parsedPart(written[name]);
	}
	return checkMembers(operation, { written, files }, report);
}

/** OpenAPI's form of an object in a multipart body is a part that holds JSON; anything else is left as it came. */
function parsedPart(part: Json | undefined): Json | undefined {
	if (typeof part !== 'string') return part;
	try {
		return JSON.parse(part) as Json;
	} catch {
		return part;
	}
}

/** Checks a JSON body, or with `files` a multipart one. */
function checkMembers(
	operation: Operation,
	{ written, files }: { written: JsonObject; files?: readonly UploadedFile[] },
	report: Report,
): Pick<CheckedRequest, 'body' | 'files'> {
	const media = files ? 'multipart/form-data' : 'application/json';
	const pointer = operation.bodies.get(media) ?? [...operation.bodies.values()][0];
	// a file part counts as a text member, so that "required" and "listed" hold for it too
	const value = {
		...written,
		...Object.fromEntries((files ?? []).map(({ field, filename }) => [field, filename])),
	};
	const findings = findingsIn(value, schemaAt(pointer));
	reportFindings(findings, report);
	const body = withoutFields(value, findings);
	const validator = files ? multipartValidator(pointer) : valueValidator(pointer);
	const problems = [
		...validate(validator, body, report, 'body').map(titleOfDocument),
		...doubledReferences(findings),
	];
	if (problems.length > 0) {
		report('invalid-body', describe(problems));
		throw refuseAll(problems);
	}
	const misplaced = misplacedIn(body);
	if (misplaced.length > 0) throw refuseAll(misplaced);
	return { body, files: files ?? [] };
}

/** Dashdoc's answer to a long title stands under the document that it belongs to (concepts, section 4). */
function titleOfDocument(problem: Problem): Problem {
	const isLongTitle = problem.code === 'max_length' && problem.path.join('.') === 'document_title';
	return isLongTitle ? { ...problem, path: ['document'] } : problem;
}

function reportFindings(findings: readonly Finding[], report: Report): void {
	const texts: Record<Finding['kind'], string> = {
		'unlisted-field': 'is not a field of this body',
		'never-sent-field': 'is deprecated and ignored',
		'two-references': 'names one object twice',
	};
	for (const { kind, field } of findings) report(kind, `${field} ${texts[kind]}`);
}

function doubledReferences(findings: readonly Finding[]): Problem[] {
	return findings
		.filter(({ kind }) => kind === 'two-references')
		.map(({ field }) => ({
			path: field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
			detail: 'Give either the identifier of Dashdoc or the remote_id, not both.',
			code: 'invalid',
		}));
}

function validate(validator: ValidateFunction, value: unknown, report: Report, place: string): Problem[] {
	const offsets = watchOffsets(() => void validator(value));
	for (const text of offsets) report('offset-date-time', `${place}: ${text} should be written in UTC with Z`);
	return problemsOf(validator.errors ?? []);
}

function describe(problems: readonly Problem[]): string {
	return problems.map(({ path, detail }) => `${path.join('.') || 'body'}: ${detail}`).join('; ');
}
