import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { apiDocument } from './document.cts';
import { formats } from './formats.cts';
import type { Operation, Parameter, Pointer } from './operations.cts';

const documentId = 'https://sandbox.test/openapi';

type Ajv = InstanceType<typeof Ajv2020>;

function createAjv(coerceTypes: boolean | 'array'): Ajv {
	const ajv = new Ajv2020({
		strict: false,
		validateSchema: false,
		allErrors: true,
		verbose: true,
		logger: false,
		coerceTypes,
		formats: { ...formats },
	});
	ajv.addSchema(apiDocument(), documentId);
	return ajv;
}

const ajvs = new Map<boolean | 'array', Ajv>();

function ajv(coerceTypes: boolean | 'array'): Ajv {
	let instance = ajvs.get(coerceTypes);
	if (!instance) {
		instance = createAjv(coerceTypes);
		ajvs.set(coerceTypes, instance);
	}
	return instance;
}

function reference(pointer: Pointer) {
	return { $ref: `${documentId}${pointer.replace(/[{}]/g, (brace) => encodeURIComponent(brace))}` };
}

const compiled = new Map<string, ValidateFunction>();

function remembered(key: string, compile: () => ValidateFunction): ValidateFunction {
	let validate = compiled.get(key);
	if (!validate) {
		validate = compile(); // at first use only: compiling all 155 operations would take seconds
		compiled.set(key, validate);
	}
	return validate;
}

/** Validator of a JSON value against a schema of the description; nothing is converted. */
export function valueValidator(pointer: Pointer): ValidateFunction {
	return remembered(pointer, () => ajv(false).compile(reference(pointer)));
}

/** Validator of a multipart body: its parts are text, so numbers, booleans and single list items are converted. */
export function multipartValidator(pointer: Pointer): ValidateFunction {
	return remembered(`multipart ${pointer}`, () => ajv('array').compile(reference(pointer)));
}

/** Validator of the query of an operation, given as object of texts; it converts numbers and booleans in place. */
export function queryValidator(operation: Operation): ValidateFunction {
	const parameters = [...operation.queryParameters.values()];
	return remembered(`query ${operation.operationId}`, () => compileParameters(parameters));
}

/** Validator of one path value, which arrives as text. */
export function pathValidator(operation: Operation, parameter: Parameter): ValidateFunction {
	return remembered(`path ${operation.operationId} ${parameter.name}`, () => compileParameters([parameter]));
}

function compileParameters(parameters: readonly Parameter[]): ValidateFunction {
	return ajv(true).compile({
		type: 'object',
		properties: Object.fromEntries(parameters.map(({ name, pointer }) => [name, reference(pointer)])),
		required: parameters.filter(({ required }) => required).map(({ name }) => name),
	});
}
