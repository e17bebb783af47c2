import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { addressCollection } from '../../sandbox/resources/addresses.cts';
import { companyCollection } from '../../sandbox/resources/companies/records.cts';
import { wamDetailsCollection } from '../../sandbox/resources/wam/companies.cts';
import { wamContactCollection } from '../../sandbox/resources/wam/contacts.cts';
import { wamFormCollection, type StoredWamForm } from '../../sandbox/resources/wam/records.cts';
import type { Tenant } from '../../sandbox/state/tenant.cts';
import { callerOf, type Caller } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;
let tenant: Tenant;
/** A draft that nothing keeps from being signed. */
let draft: StoredWamForm;
/** One whose goods are on the road. */
let signed: StoredWamForm;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, companies: 9, contacts: 0, transports: 12 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => {
	sandbox.reset();
	[tenant] = sandbox.state.tenants;
	const forms = tenant.of(wamFormCollection);
	draft = forms.find(({ status, loads }) => status === 'draft' && loads.length > 0)!;
	signed = forms.find(({ status }) => status === 'signed')!;
});
afterEach(() => {
	expect(sandbox.violations()).toEqual([]);
	expect(sandbox.answerViolations()).toEqual([]);
});

const sign = () => call('POST', `/wam/forms/${draft.uid}/sign-as-organizer/`);
const detailsOf = (pk: number | null) => tenant.of(wamDetailsCollection).get(pk ?? 0)!;

test.each<[string, () => void, string]>([
	['the role of the carrier', () => (detailsOf(draft.carrier_id).is_carrier = false), 'carrier_id'],
	['the number of the processor', () => (detailsOf(draft.processor_id).vat_number = ''), 'processor_id'],
	[
		'the street of the origin',
		() => (tenant.of(addressCollection).get(draft.origin_id!)!.address = ''),
		'origin_id',
	],
	['the contact of the producer', () => (draft.producer_contact_uid = null), 'producer_contact_uid'],
	['the contact of the carrier', () => (draft.carrier_contact_uid = null), 'carrier_contact_uid'],
	['the signatory of the processor', () => (draft.processor_signatory_uid = null), 'processor_signatory_uid'],
	['the date', () => (draft.transport_date = null), 'transport_date'],
	['its load', () => (draft.loads = []), 'loads'],
	[
		'every e-mail address',
		() => {
			for (const contact of tenant.of(wamContactCollection).all()) contact.email = '';
		},
		'non_field_errors',
	],
])('a form without %s is not signed', async (_, spoil, field) => {
	spoil();
	const answer = await sign();
	expect(answer.status).toBe(400);
	expect(Object.keys(answer.body)).toContain(field);
	expect(draft.status).toBe('draft');
});

test('a sea ship stands in for the number of the producer', async () => {
	const details = detailsOf(draft.producer_id);
	details.vat_number = '';
	expect((await sign()).body).toHaveProperty('producer_id');
	draft.sea_ship_name = 'Étoile du Ponant';
	expect((await sign()).body.status).toBe('signed');
});

test('a complete form is signed once', async () => {
	expect((await sign()).body).toMatchObject({ status: 'signed', pdf: { url: expect.any(String) as string } });
	expect((await sign()).status).toBe(400);
});

test('the own company is one of the parties of a new form, and one of them a subscriber', async () => {
	const body = { carrier_id: draft.carrier_id };
	const foreign = await call('POST', '/wam/forms/', { body });
	expect(foreign.body.non_field_errors.code).toEqual(['creator_must_be_waste_actor']);
	tenant.of(companyCollection).get(tenant.company)!.account_type = 'demo';
	const unpaid = await call('POST', '/wam/forms/', { body: { organizer_id: tenant.company } });
	expect(unpaid.body.non_field_errors.code).toEqual(['missing_active_subscription']);
});

test.each([
	[{}, false],
	[{ send_to_carrier: null }, false],
	[{ send_to_carrier: true }, true],
])('the transport of a form is an order to its carrier, who gets it as asked (%j)', async (body, isSent) => {
	const { transport_uid } = (await call('POST', `/wam/forms/${draft.uid}/create-transport/`, { body })).body;
	const transport = (await call('GET', `/transports/${transport_uid}/`)).body;
	expect(transport).toMatchObject({
		is_order: true,
		carrier_address: { company: { pk: draft.carrier_id } },
		carrier_assignation_status: isSent ? 'assigned' : 'draft_assigned',
		deliveries: [{ planned_loads: [{ description: 'Terres excavées', category: 'bulk' }] }],
	});
});

test('the transport of a signed form cannot be deleted, alone or with others', async () => {
	const path = `/transports/${signed.transport_uid}/`;
	expect((await call('DELETE', path)).status).toBe(403);
	await call('DELETE', `/transports/?uid__in=${signed.transport_uid}`);
	expect((await call('GET', path)).body.deleted).toBeNull();
	signed.status = 'cancelled';
	expect((await call('DELETE', path)).status).toBe(204);
});

test('a form that is over takes no change and no load, and gives no transport', async () => {
	draft.status = 'discontinued';
	const path = `/wam/forms/${draft.uid}/`;
	const answers = [
		await call('PATCH', path, { body: { instructions: 'Bâcher' } }),
		await call('POST', `${path}loads/`, { body: { eural_code: '170504' } }),
		await call('PATCH', `${path}loads/${draft.loads[0].uid}/`, { body: { weight: 1 } }),
		await call('DELETE', `${path}loads/${draft.loads[0].uid}/`),
		await call('POST', `${path}create-transport/`),
		await call('DELETE', path),
	];
	expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
});
