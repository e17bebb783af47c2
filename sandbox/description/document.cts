import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Yaml from 'yaml';

/** A JSON schema as written in the description; booleans do not occur there. */
export interface Schema {
	$ref?: string;
	type?: string | string[];
	properties?: Record<string, Schema>;
	additionalProperties?: boolean | Schema;
	items?: Schema;
	allOf?: Schema[];
	anyOf?: Schema[];
	oneOf?: Schema[];
	enum?: unknown[];
	format?: string;
	maximum?: number;
	deprecated?: boolean;
}

export interface ParameterObject {
	$ref?: string;
	name: string;
	in: 'path' | 'query' | 'header' | 'cookie';
	required?: boolean;
	explode?: boolean;
	/** Not read in Dashdoc's documentation, but concluded from elsewhere. */
	'x-inferred'?: boolean;
	schema?: Schema;
}

export interface MediaObject {
	schema?: Schema;
}

export interface ResponseObject {
	$ref?: string;
	content?: Record<string, MediaObject>;
}

export interface OperationObject {
	operationId: string;
	deprecated?: boolean;
	parameters?: ParameterObject[];
	requestBody?: { required?: boolean; content: Record<string, MediaObject> };
	responses: Record<string, ResponseObject>;
}

export interface PathItem {
	parameters?: ParameterObject[];
	get?: OperationObject;
	post?: OperationObject;
	put?: OperationObject;
	patch?: OperationObject;
	delete?: OperationObject;
}

/** The part of an OpenAPI document that the sandbox reads. */
export interface ApiDocument {
	openapi: string;
	info: { title: string; version: string };
	paths: Record<string, PathItem>;
	components: Record<string, Record<string, unknown>>;
}

const descriptionFile = join(__dirname, '../../api/openapi.yaml');
const cacheFolder = join(__dirname, '../../node_modules/.cache/dashdoc-sandbox');

let cached: ApiDocument | undefined;

/**
 * The API description, parsed once per process. Parsing the YAML takes some 0.4 s, which every test file would
 * pay anew, so the parsed form is also kept on disk under the hash of the text.
 */
export function apiDocument(): ApiDocument {
	cached ??= readDocument();
	return cached;
}

function readDocument(): ApiDocument {
	const text = readFileSync(descriptionFile, 'utf8');
	const file = join(cacheFolder, `${createHash('sha256').update(text).digest('hex')}.json`);
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as ApiDocument;
	} catch {
		const document = parseYaml(text);
		keep(file, JSON.stringify(document));
		return document;
	}
}

function parseYaml(text: string): ApiDocument {
	// loaded here only, because the library is not needed when the parsed form is at hand
	const { parse } = createRequire(__filename)('yaml') as typeof Yaml;
	return parse(text) as ApiDocument;
}

function keep(file: string, text: string): void {
	const temporary = `${file}.${process.pid}`;
	try {
		mkdirSync(cacheFolder, { recursive: true });
		writeFileSync(temporary, text);
		renameSync(temporary, file); // in one step, so that no other process reads half a file
	} catch {
		// a read-only checkout costs time only
	}
}

/** Follows `#/…` references until something else comes. */
export function resolveReference<T extends { $ref?: string }>(value: T): T {
	let current = value;
	while (current.$ref !== undefined) {
		current = pointerTarget(current.$ref) as T;
	}
	return current;
}

/** The schema at a place of the description (`#/paths/…`). */
export function schemaAt(pointer: string): Schema {
	return pointerTarget(pointer) as Schema;
}

function pointerTarget(reference: string): unknown {
	return reference
		.replace(/^#\//, '')
		.split('/')
		.reduce<unknown>(
			(node, part) => (node as Record<string, unknown>)[part.replace(/~1/g, '/').replace(/~0/g, '~')],
			apiDocument(),
		);
}
