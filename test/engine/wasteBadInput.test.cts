/** Waste forms that cannot work: told by field and item before anything is sent for them; the other items go on. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { itemsOf, jsonOf, located, writesOf } from './data.cts';
import { completeDraft, completeForm, wasteActors, wasteFormsOf } from './wasteForms.cts';

let sandbox: Sandbox;

useSandbox({ companies: 9, contacts: 0, transports: 12 }, (ready) => {
	sandbox = ready;
});

const soil = { wasteCode: '170504', description: 'Terres excavées' };
const value = '={{ $json.value }}';

/** A field that the items fill in, of a form that is right otherwise. */
interface Case {
	form: (sandbox: Sandbox) => INodeParameters;
	good: (sandbox: Sandbox) => unknown;
	bad: unknown;
	message: string;
}

const changed = (field: INodeParameters) => (at: Sandbox) => ({ ...completeForm(at, soil), ...field });
const signed = (field: INodeParameters) => (at: Sandbox) => ({
	...completeForm(at, soil),
	signAsOrganizer: true,
	...field,
});

const cases: ReadonlyArray<[string, Case]> = [
	[
		'without organizer',
		{
			form: changed({ organizer: located('id', value) }),
			good: (at) => wasteActors(at).organizer.pk,
			bad: '',
			message: 'Organizer: it is empty, but Dashdoc needs it',
		},
	],
	[
		'with a load without waste code',
		{
			form: changed({ loads: { load: [soil, { ...soil, wasteCode: value }] } }),
			good: () => '170107',
			bad: '',
			message: 'Load 2 Waste Code: it is empty, but Dashdoc needs it',
		},
	],
	[
		'with a waste code of five digits',
		{
			form: changed({ loads: { load: [{ ...soil, wasteCode: value }] } }),
			good: () => '17 05 03*',
			bad: '17504',
			message: 'Load 1 Waste Code: "17504" is not a waste code, which has six digits, such as 170504',
		},
	],
	[
		'with an enterprise number of nine digits',
		{
			form: changed({ partyDetails: { party: [{ party: 'carrier', enterpriseNumber: value }] } }),
			good: () => '0123456789',
			bad: '123456789',
			message: 'Party 1 Enterprise Number: "123456789" is not an enterprise number, which has ten digits',
		},
	],
	[
		'with details of a party that it does not name',
		{
			form: (at) => ({
				organizer: located('id', wasteActors(at).organizer.pk),
				carrier: located('id', value),
				partyDetails: { party: [{ party: 'carrier', vatNumber: 'FR12345678901' }] },
			}),
			good: (at) => wasteActors(at).carrier.pk,
			bad: '',
			message: "Carrier: it is empty, but 'Party Details' has details of it",
		},
	],
	[
		'to be signed without date',
		{
			form: signed({ transportDate: value }),
			good: () => '2026-04-08',
			bad: '',
			message: 'Transport Date: it is empty, but the signature needs it',
		},
	],
	[
		'to be transported without origin',
		{
			form: changed({ createTransport: 'yes', originAddress: located('id', value) }),
			good: (at) => wasteActors(at).origin.pk,
			bad: '',
			message: 'Origin Address: it is empty, but a transport needs it',
		},
	],
	[
		'with an answer to Create Transport that is none',
		{
			form: changed({ createTransport: value }),
			good: () => 'no',
			bad: 'maybe',
			message: 'Create Transport: "maybe" is not one of no, yes, send, keep',
		},
	],
	...['yes', 'True', 1].map((bad): [string, Case] => [
		`with ${JSON.stringify(bad)} for Sign as Organizer`,
		{
			form: changed({ signAsOrganizer: value }),
			good: () => 'false',
			bad,
			message: `Sign as Organizer: "${bad}" is neither true nor false`,
		},
	]),
	[
		'of a company with an External ID that nobody has',
		{
			form: changed({ carrier: located('externalId', value) }),
			good: (at) => wasteActors(at).carrier.remote_id,
			bad: 'NOBODY',
			message: 'Carrier: Dashdoc finds nothing with the External ID "NOBODY"',
		},
	],
];

test.each(cases)('a form %s', async (_, { bad, form, good, message }) => {
	const before = wasteFormsOf(sandbox).length;
	const values = [good(sandbox), bad, good(sandbox)];
	const { outputs } = await runOn(
		sandbox,
		{ resource: 'wasteForm', operation: 'create', ...form(sandbox) },
		{
			items: itemsOf(...values.map((one) => ({ value: one }) as IDataObject)),
			node: { onError: 'continueErrorOutput' },
		},
	);
	expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	expect(outputs[1]).toEqual([
		expect.objectContaining({
			json: expect.objectContaining({ error: `${message} [item 1]` }) as IDataObject,
			pairedItem: { item: 1 },
		}),
	]);
	expect(wasteFormsOf(sandbox)).toHaveLength(before + 2);
});

test('a form to be signed that has no load', async () => {
	const { error } = await runOn(sandbox, {
		resource: 'wasteForm',
		operation: 'create',
		...completeForm(sandbox),
		signAsOrganizer: true,
	});
	expect(error?.message).toBe('Loads: the signature needs one at least [item 0]');
	expect(writesOf(sandbox)).toEqual([]);
});

test('a load without waste code that is added to a form', async () => {
	const form = located('id', completeDraft(sandbox).uid);
	const { error } = await runOn(
		sandbox,
		{ resource: 'wasteForm', operation: 'addLoad', wasteForm: form, wasteCode: value },
		{ items: itemsOf({ value: '' }) },
	);
	expect(error?.message).toBe('Waste Code: it is empty, but Dashdoc needs it [item 0]');
	expect(writesOf(sandbox)).toEqual([]);
});

test('a private person who carries waste', async () => {
	const { error } = await runOn(sandbox, {
		resource: 'wasteCompany',
		operation: 'updateDetails',
		company: located('id', wasteActors(sandbox).producer.pk),
		updateFields: { isCitizen: true, isCarrier: true },
	});
	expect(error?.message).toBe(
		"Is Citizen: a private person can only be a producer, but 'Is Carrier' is on [item 0]",
	);
	expect(writesOf(sandbox)).toEqual([]);
});

test('a waste note that the register does not know', async () => {
	const { error, ...outcome } = await runOn(sandbox, {
		resource: 'trackDechets',
		operation: 'link',
		noteNumber: '12345',
		transport: located('externalId', 'OT2026-000001'),
	});
	expect(error?.message).toBe('Note Number: Trackdéchets knows no waste note of that number. [item 0]');
	expect(jsonOf(outcome as never)).toEqual([]);
});
