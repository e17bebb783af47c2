import { operation } from '../../../nodes/Dashdoc/declaration/operation';
import { wordingOf } from '../../../nodes/Dashdoc/engine/wording';
import { nestedFields, updateFields } from '../../../nodes/Dashdoc/fields/collections';
import { inPath, reference } from '../../../nodes/Dashdoc/fields/locators';
import { company, contact, vehicle } from '../../../nodes/Dashdoc/fields/things';
import { identifier, text } from '../../../nodes/Dashdoc/fields/plain';
import { rowsOf } from '../../../nodes/Dashdoc/fields/rows';

const described = { description: 'A field of the test' };

const change = operation({
	value: 'update',
	name: 'Update',
	action: 'Update contact',
	description: 'Update a contact',
	route: 'PATCH /contacts/{uid}/',
	parameters: [
		inPath('path.uid', contact, described),
		updateFields([
			reference('body.company', company, described),
			text('body.remote_id', 'External ID', described),
		]),
	],
});

const companyChange = operation({
	value: 'update',
	name: 'Update',
	action: 'Update company',
	description: 'Update a company',
	route: 'PATCH /companies/{pk}/',
	parameters: [
		updateFields([
			nestedFields('Primary Address', 'Where it is', [text('body.primary_address.city', 'City', described)], {
				clears: true,
			}),
		]),
	],
});

const nothing = { path: {}, query: {}, body: {} };
const label = (field: string) => wordingOf(change, nothing).label?.(field);

test("a field of Dashdoc's answer is told with the label of its parameter", () => {
	expect(label('remote_id')).toBe('External ID');
});

test('a refused reference is told with the label of its locator, by whatever key it was given', () => {
	expect(['company', 'company.pk', 'company.remote_id'].map(label)).toEqual([
		'Company',
		'Company',
		'Company',
	]);
});

test('an ID that reads "undefined" is not taken for that of a parameter without value', () => {
	expect(wordingOf(change, nothing, { uid: 'undefined' }).subject).toBeUndefined();
	const given = { ...nothing, path: { uid: 'undefined' } };
	expect(wordingOf(change, given, { uid: 'undefined' }).subject).toBe('Contact "undefined"');
});

test('a field inside a nested object is told with the name of the object', () => {
	const { label: nested } = wordingOf(companyChange, nothing);
	expect(nested?.('primary_address.city')).toBe('Primary Address City');
});

test('a field that no parameter feeds has no label', () => {
	expect(label('vat_number')).toBeUndefined();
});

test('what was asked for is told by the label of the parameter that it comes from', () => {
	const path = { uid: '687cddac' };
	expect(wordingOf(change, { ...nothing, path }, path).subject).toBe('Contact "687cddac"');
});

test('also when another request of the operation asks for it', () => {
	const built = { path: { uid: '687cddac' }, query: {}, body: { company: { remote_id: 'COMP_1' } } };
	const wording = wordingOf(change, built, { pk: 'COMP_1' });
	expect(wording.subject).toBe('Company "COMP_1"');
	expect(wording.label?.('pk')).toBe('Company');
});

test('what comes from no parameter has no words of its own', () => {
	expect(wordingOf(change, nothing).subject).toBeUndefined();
	const wording = wordingOf(change, nothing, { pk: 7 });
	expect(wording.subject).toBeUndefined();
	expect(wording.label?.('pk')).toBeUndefined();
});

test('of a path with two IDs the second thing is told as belonging to the first', () => {
	const unavailability = operation({
		value: 'remove',
		name: 'Remove',
		action: 'Remove unavailability of vehicle',
		description: 'Remove an unavailability',
		route: 'DELETE /vehicles/{pk}/unavailability/{pk_unavailability}/',
		parameters: [
			inPath('path.pk', vehicle, described),
			identifier('path.pk_unavailability', 'Unavailability ID', described),
		],
	});
	const path = { pk: 207, pk_unavailability: 928 };
	const wording = wordingOf(unavailability, { ...nothing, path }, path);
	expect(wording.subject).toBe('Unavailability ID "928" of Vehicle "207"');
	expect(wording.label?.('pk_unavailability')).toBe('Unavailability ID');
});

test('a field in a row of a list is told with the number of the row', () => {
	const rows = rowsOf<{ name?: string }>()(
		'body.tags',
		'Tags',
		{ singular: 'Tag', description: 'Labels of the test' },
		[text('name', 'Name', described)],
	);
	const tagged = operation({
		value: 'create',
		name: 'Create',
		action: 'Create vehicle',
		description: 'Create a vehicle',
		route: 'POST /vehicles/',
		parameters: [rows],
	});
	expect(wordingOf(tagged, nothing).label?.('tags.1.name')).toBe('Tag 2 Name');
});
