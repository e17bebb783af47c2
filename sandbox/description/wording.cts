import type { ErrorObject } from 'ajv/dist/2020';
import type { Problem, ProblemPath } from '../http/problems.cts';

type Wording = (error: ErrorObject) => Pick<Problem, 'detail' | 'code'>;

const invalid = (detail: string): Pick<Problem, 'detail' | 'code'> => ({ detail, code: 'invalid' });

const typeTexts: Readonly<Record<string, string>> = {
	string: 'Not a valid string.',
	integer: 'A valid integer is required.',
	number: 'A valid number is required.',
	boolean: 'Must be a valid boolean.',
	array: 'Expected a list of items.',
	object: 'Invalid data. Expected a dictionary.',
};

const formatTexts: Readonly<Record<string, string>> = {
	'date-time':
		'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]]Z.',
	date: 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.',
	email: 'Enter a valid email address.',
	uri: 'Enter a valid URL.',
	decimal: 'A valid number is required.',
};

/** Django REST framework's words and codes for what a JSON schema finds wrong. */
const wordings: Readonly<Record<string, Wording>> = {
	required: () => ({ detail: 'This field is required.', code: 'required' }),
	type: (error) => {
		if (error.data === null) return { detail: 'This field may not be null.', code: 'null' };
		const [type] = [(error.params as { type: string | string[] }).type].flat();
		return invalid(typeTexts[type] ?? 'Invalid value.');
	},
	format: (error) => invalid(formatTexts[(error.params as { format: string }).format] ?? 'Invalid value.'),
	enum: (error) => ({ detail: `"${String(error.data)}" is not a valid choice.`, code: 'invalid_choice' }),
	maxLength: (error) => ({
		detail: `Ensure this field has no more than ${(error.params as { limit: number }).limit} characters.`,
		code: 'max_length',
	}),
	minLength: (error) =>
		error.data === ''
			? { detail: 'This field may not be blank.', code: 'blank' }
			: {
					detail: `Ensure this field has at least ${(error.params as { limit: number }).limit} characters.`,
					code: 'min_length',
				},
	minItems: () => ({ detail: 'This list may not be empty.', code: 'empty' }),
	minimum: (error) => ({
		detail: `Ensure this value is greater than or equal to ${(error.params as { limit: number }).limit}.`,
		code: 'min_value',
	}),
	maximum: (error) => ({
		detail: `Ensure this value is less than or equal to ${(error.params as { limit: number }).limit}.`,
		code: 'max_value',
	}),
	pattern: () => invalid('A valid number is required.'),
};

/** What a validator found wrong, in Dashdoc's manner and without the noise of untaken alternatives. */
export function problemsOf(errors: readonly ErrorObject[]): Problem[] {
	const found = withoutUntakenBranches(errors).map((error) => ({
		path: pathOf(error),
		...(wordings[error.keyword]?.(error) ?? invalid('Invalid value.')),
	}));
	const seen = new Set<string>();
	return found.filter(({ path, code }) => {
		const key = `${path.join('/')} ${code}`;
		return !seen.has(key) && seen.add(key);
	});
}

/**
 * An `anyOf` or `oneOf` that fails reports the errors of all its branches. Where a branch came further than the
 * outer shape, its deeper errors say what is wrong; otherwise "invalid" for the whole value does.
 */
function withoutUntakenBranches(errors: readonly ErrorObject[]): ErrorObject[] {
	const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
	return errors.filter((error) => {
		const outer = alternatives.filter((other) => other !== error && encloses(other, error));
		const isAlternative = alternatives.includes(error);
		const deeper = (place: string) =>
			errors.some((other) => other.instancePath.startsWith(`${place}/`) || isMissingMember(other, place));
		if (isAlternative && deeper(error.instancePath)) return false;
		return outer.every(
			({ instancePath }) => error.instancePath !== instancePath || error.keyword === 'required',
		);
	});
}

function encloses(alternative: ErrorObject, error: ErrorObject): boolean {
	return (
		error.instancePath === alternative.instancePath ||
		error.instancePath.startsWith(`${alternative.instancePath}/`)
	);
}

function isMissingMember(error: ErrorObject, place: string): boolean {
	return error.keyword === 'required' && error.instancePath === place;
}

function pathOf(error: ErrorObject): ProblemPath {
	const path: (string | number)[] = error.instancePath
		.split('/')
		.slice(1)
		.map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
		.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
	return error.keyword === 'required'
		? [...path, (error.params as { missingProperty: string }).missingProperty]
		: path;
}
