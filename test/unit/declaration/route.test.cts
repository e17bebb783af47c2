/**
 * The compiler is the test here: `tsc -p tsconfig.development.json` fails when one of the lines below that must not
 * compile does (an unused `@ts-expect-error` is an error), or when one that must compile does not.
 */
import type { RunContext } from '../../../nodes/Dashdoc/declaration/operation';
import { operation } from '../../../nodes/Dashdoc/declaration/operation';
import type { Parameter } from '../../../nodes/Dashdoc/declaration/parameter';
import type { Route, Target } from '../../../nodes/Dashdoc/declaration/route';
import { inPath, inPathOrExternalId, reference } from '../../../nodes/Dashdoc/fields/locators';
import { contact, company } from '../../../nodes/Dashdoc/fields/things';
import { text } from '../../../nodes/Dashdoc/fields/plain';

const described = { description: 'A field of the test' };
const words = { value: 'x', name: 'X', action: 'Do x', description: 'Does x' };

const route = (known: Route) => known;
const target = <R extends Route>(_: R, known: Target<R>) => known;

test('a route that Dashdoc does not have does not compile', () => {
	expect(route('GET /contacts/')).toBe('GET /contacts/');
	// @ts-expect-error no such path
	route('GET /contact/');
	// @ts-expect-error no final slash
	route('GET /contacts');
	// @ts-expect-error no such method there
	route('PUT /contacts/{uid}/');
	// @ts-expect-error no such placeholder
	route('GET /contacts/{pk}/');
});

test('a placeholder, filter or body field that Dashdoc does not have does not compile', () => {
	expect(target('PATCH /contacts/{uid}/', 'path.uid')).toBe('path.uid');
	expect(target('GET /contacts/', 'query.company__id')).toBe('query.company__id');
	expect(target('POST /companies/', 'body.primary_address.city')).toBe('body.primary_address.city');
	expect(target('POST /companies/', 'body')).toBe('body');
	// @ts-expect-error the placeholder is called uid
	target('PATCH /contacts/{uid}/', 'path.pk');
	// @ts-expect-error a route without placeholders
	target('GET /contacts/', 'path.uid');
	// @ts-expect-error a route without filters
	target('GET /contacts/{uid}/', 'query.text');
	// @ts-expect-error no such filter on contacts
	target('GET /contacts/', 'query.updated__gte');
	// @ts-expect-error no such body field
	target('POST /companies/', 'body.external_id');
	// @ts-expect-error no such nested field
	target('POST /companies/', 'body.primary_address.town');
	// @ts-expect-error a GET has no body
	target('GET /contacts/', 'body');
	// @ts-expect-error of another part
	target('GET /contacts/', 'header.text');
});

test('an operation accepts only parameters of its own route', () => {
	const lastName = text('body.last_name', 'Last Name', described);
	const employer = reference('body.company', company, described);
	const byId = inPath('path.uid', contact, described);
	const byExternalId = inPathOrExternalId('path.uid', contact, described);
	const operations = [
		operation({ ...words, route: 'PATCH /contacts/{uid}/', parameters: [byId, lastName, employer] }),
		// @ts-expect-error the body of a company has no last name
		operation({ ...words, route: 'PATCH /companies/{pk}/', parameters: [lastName] }),
		// @ts-expect-error a company has no company
		operation({ ...words, route: 'PATCH /companies/{pk}/', parameters: [employer] }),
		// @ts-expect-error contacts cannot be looked up by External ID
		operation({ ...words, route: 'GET /contacts/{uid}/', parameters: [byExternalId] }),
	];
	expect(operations[0].parameters).toEqual([byId, lastName, employer]);
});

test('calls of run() are bound to their routes too', () => {
	const calls = async (context: RunContext) => {
		const found = await context.call('GET /contacts/{uid}/', { path: { uid: 'a' } });
		await context.list('GET /contacts/', { text: 'bouvet' });
		// @ts-expect-error the answer has no such field
		void found.nickname;
		// @ts-expect-error no such placeholder
		await context.call('GET /contacts/{uid}/', { path: { pk: 7 } });
		// @ts-expect-error no such filter
		await context.list('GET /contacts/', { name: 'bouvet' });
	};
	expect(calls).toBeInstanceOf(Function);
});

test('a parameter without target fits every route', () => {
	const parameter: Parameter<never> = {
		property: { displayName: 'Limit', name: 'limit', type: 'number', default: 50 },
		targets: [],
	};
	expect(operation({ ...words, route: 'GET /contacts/', parameters: [parameter] }).parameters).toEqual([
		parameter,
	]);
});
