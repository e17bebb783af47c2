import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, type Caller, callerOf, download } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
afterEach(() => {
	expect(sandbox.violations()).toEqual([]);
	expect(sandbox.answerViolations()).toEqual([]);
});

interface Stored {
	collection: string;
	key: 'pk' | 'uid';
	create: object;
	update: object;
	/** False where the description has no way to read one object. */
	readable?: boolean;
	/** What the second external ID meets, where doubles are refused. */
	clash?: object;
}

const clash = { remote_id: { detail: [anyText], code: ['remote_id_already_exists'] } };

const resources: Stored[] = [
	{
		collection: '/addresses/',
		key: 'pk',
		create: {
			name: 'Dépôt Évreux',
			remote_id: 'A-1',
			address: '3 rue des Champs',
			city: 'Évreux',
			postcode: '27000',
			country: 'FR',
			is_origin: true,
		},
		update: { instructions: 'Sonner deux fois' },
		clash,
	},
	{
		collection: '/companies/',
		key: 'pk',
		create: { name: 'Sablières du Midi', country: 'FR', remote_id: 'C-1' },
		update: { notes: 'Paie à 30 jours' },
		clash,
	},
	{
		collection: '/contacts/',
		key: 'uid',
		create: { company: { remote_id: 'CLI-0001' }, last_name: 'Müller', first_name: 'Zoé', remote_id: 'P-1' },
		update: { email: 'zoe.muller@example.com' },
		clash,
	},
	{
		collection: '/manager-truckers/',
		key: 'pk',
		create: { user: { first_name: 'Inès', last_name: 'Noël', email: 'ines@example.com' }, remote_id: 'T-1' },
		update: { phone_number: '+33639980000' },
		clash,
	},
	{
		collection: '/vehicles/',
		key: 'pk',
		create: { license_plate: 'AA-001-ZZ', remote_id: 'V-1', category: 'tipper_cereal' },
		update: { fuel_type: 'EL' },
		clash,
	},
	{
		collection: '/trailers/',
		key: 'pk',
		create: { license_plate: 'AA-002-ZZ', remote_id: 'R-1' },
		update: { tags: [{ name: 'benne', color: '#4B71FA' }] },
		clash,
	},
	{
		collection: '/support-types/',
		key: 'uid',
		create: { name: 'Palette perdue', remote_id: 'S-1' },
		update: { name: 'Palette consignée' },
		clash,
	},
	{
		collection: '/invoices/items/',
		key: 'uid',
		create: { description: 'Péage', remote_id: 'I-1' },
		update: { description: 'Péages' },
		readable: false,
		clash,
	},
	{
		collection: '/transport-templates/',
		key: 'uid',
		create: { template_name: 'Navette du lundi' },
		update: { template_name: 'Navette du mardi' },
		clash: { template_name: { detail: [anyText], code: ['duplicate_transport_template_name'] } },
	},
	{
		collection: '/wam/contacts/',
		key: 'uid',
		create: { last_name: 'Haddad' },
		update: { email: 'k@example.org' },
	},
	{ collection: '/wam/forms/', key: 'uid', create: {}, update: { instructions: 'Bâcher' } },
];

describe.each(resources)(
	'$collection',
	({ collection, key, create, update, readable = true, clash: expected }) => {
		test('an object can be created, read, changed, listed and deleted', async () => {
			const made = await call('POST', collection, { body: create });
			expect(made.status).toBe(201);
			const path = `${collection}${made.body[key]}/`;
			if (readable) expect((await call('GET', path)).body).toMatchObject(made.body);
			if (expected) {
				const again = await call('POST', collection, { body: create });
				expect(again.status).toBe(400);
				expect(again.body).toMatchObject(expected);
			}
			const changed = await call('PATCH', path, { body: update });
			expect(changed.status).toBe(200);
			expect(changed.body).toMatchObject(update);
			const { count } = (await call('GET', collection)).body;
			const gone = await call('DELETE', path);
			expect([gone.status, gone.body]).toEqual([204, undefined]);
			expect((await call('GET', collection)).body.count).toBe(count - 1);
			expect((await call('DELETE', path)).status).toBe(404);
		});
	},
);

test.each(['/manager-truckers/', '/vehicles/', '/trailers/'])(
	'%s answer an unavailability with the whole owner, the new period among its own',
	async (collection) => {
		const owner = (await call('GET', collection)).body.results[1];
		const path = `${collection}${owner.pk}/unavailability/`;
		const body = {
			start_date: '2026-04-01T00:00:00Z',
			end_date: '2026-04-02T12:00:00Z',
			unavailability_type: 'other',
		};
		const made = await call('POST', path, { body });
		expect([made.status, made.body.pk]).toEqual([201, owner.pk]);
		const { id } = made.body.unavailability[made.body.unavailability.length - 1];
		const changed = await call('PATCH', `${path}${id}/`, { body: { unavailability_note: 'Révision' } });
		expect(changed.body.unavailability.find((period: { id: number }) => period.id === id)).toMatchObject({
			...body,
			unavailability_note: 'Révision',
		});
		expect((await call('DELETE', `${path}${id}/`)).status).toBe(204);
		expect((await call('GET', `${collection}${owner.pk}/`)).body.unavailability).toEqual(
			owner.unavailability,
		);
	},
);

test('a second plate, fleet number or external ID is refused on that field', async () => {
	const [vehicle] = (await call('GET', '/vehicles/')).body.results;
	for (const field of ['license_plate', 'fleet_number', 'remote_id']) {
		const answer = await call('POST', '/vehicles/', { body: { [field]: vehicle[field] } });
		expect([answer.status, Object.keys(answer.body)]).toEqual([400, [field]]);
	}
});

test('a trucker needs a name, has an e-mail of their own, and gets a new code on demand', async () => {
	const nameless = await call('POST', '/manager-truckers/', { body: { user: { first_name: 'Loïc' } } });
	expect(nameless.body).toEqual({
		user: { last_name: { detail: ['This field is required.'], code: ['required'] } },
	});
	const [trucker] = (await call('GET', '/manager-truckers/')).body.results;
	const user = { first_name: 'Loïc', last_name: 'Autre', email: trucker.user.email };
	const double = await call('POST', '/manager-truckers/', { body: { user } });
	expect(double.body).toMatchObject({ user: { email: { code: ['duplicate_trucker_email'] } } });
	const renewed = await call('POST', `/manager-truckers/${trucker.pk}/generate-invite-code/`);
	expect(renewed.body.invite_code).toMatch(/^[A-Z0-9]{6}$/);
	expect(renewed.body.invite_code).not.toBe(trucker.invite_code);
});

test('the same address twice is refused, and the last one of a company stays', async () => {
	const body = { name: 'Quai 7', address: '7 quai', city: 'Sète', postcode: '34200', country: 'FR' };
	expect((await call('POST', '/addresses/', { body })).status).toBe(201);
	const twin = await call('POST', '/addresses/', { body });
	expect(twin.body.non_field_errors.code).toEqual(['unique_address']);
	const { primary_address } = (await call('GET', '/companies/')).body.results[3];
	expect((await call('DELETE', `/addresses/${primary_address.pk}/`)).status).toBe(403);
});

test('an invoice is made, filled, paid and unpaid', async () => {
	const [company] = (await call('GET', '/companies/')).body.results.slice(1);
	const made = await call('POST', '/invoices/', { body: { customer_to_invoice_id: company.pk } });
	expect(Object.keys(made.body)).toEqual(['uid']);
	const path = `/invoices/${made.body.uid}/`;
	const line = { description: 'Attente', quantity: '2.000', unit_price: '45.5000' };
	const added = await call('POST', `${path}lines/`, { body: line });
	expect([added.status, added.body]).toEqual([201, undefined]);
	expect((await call('GET', path)).body).toMatchObject({ status: 'draft', total_price: '91.00' });
	expect((await call('DELETE', `/companies/${company.pk}/`)).status).toBe(403);
	sandbox.finalizeInvoice(made.body.uid);
	expect((await call('POST', `${path}mark-paid/`)).body.status).toBe('paid');
	expect((await call('POST', `${path}mark-not-paid/`)).body.status).toBe('final');
	expect((await call('POST', `${path}lines/`, { body: line })).status).toBe(400);
	const unknown = await call('POST', '/invoices/', { body: { customer_to_invoice_id: 1 } });
	expect(unknown.body).toMatchObject({ customer_to_invoice_id: { code: ['invalid_customer_to_invoice'] } });
});

test('a file comes up as multipart and goes down as it came', async () => {
	const form = new FormData();
	const [transport] = (await call('GET', '/transports/?status=done')).body.results;
	form.set('transport', transport.uid);
	form.set('type', 'document');
	form.set('document_type', 'cmr');
	form.append('readable_by_company_ids[]', '10001');
	form.set('document', new Blob(['%PDF-é'], { type: 'application/pdf' }), 'lettre de voiture é.pdf');
	const sent = await call('POST', '/transport-messages/', { body: form });
	expect(sent.status).toBe(201);
	expect(sent.body).toMatchObject({ document_type: 'cmr', readable_by_company_ids: [10001] });
	const file = await download(sandbox, sent.body.document);
	expect(file.headers.get('content-type')).toBe('application/pdf');
	expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain(
		'lettre de voiture é.pdf',
	);
	expect(await file.text()).toBe('%PDF-é');
	// an uploaded consignment note takes the place of the generated one
	expect((await call('GET', `/transports/${transport.uid}/cmrs/`)).body).toEqual([]);
	expect((await call('DELETE', `/transport-messages/${sent.body.uid}/`)).status).toBe(204);
});

test('a document without its file is refused', async () => {
	const [transport] = (await call('GET', '/transports/')).body.results;
	const body = { transport: transport.uid, type: 'document' };
	const answer = await call('POST', '/transport-messages/', { body });
	expect(answer.body).toEqual({ document: { detail: ['No file was submitted.'], code: ['required'] } });
	expect((await call('POST', '/transport-messages/', { body: { ...body, type: 'note' } })).status).toBe(201);
});

test('a security protocol hangs on its address', async () => {
	const [address] = (await call('GET', '/addresses/')).body.results;
	const path = `/addresses/${address.pk}/security-protocol/`;
	expect((await call('GET', path)).body).toEqual({});
	const form = new FormData();
	form.set('address', String(address.pk));
	form.set('document', new Blob(['%PDF']), 'protocole.pdf');
	const made = await call('POST', '/security-protocols/', { body: form });
	expect(made.status).toBe(201);
	expect((await call('GET', path)).body.pk).toBe(made.body.pk);
});

test('a waste form is signed when it is complete, and gives a transport', async () => {
	const [, empty, complete] = (await call('GET', '/wam/forms/')).body.results;
	const refused = await call('POST', `/wam/forms/${empty.uid}/sign-as-organizer/`);
	expect(Object.keys(refused.body)).toEqual(
		expect.arrayContaining(['producer_id', 'transport_date', 'loads']),
	);
	const signed = await call('POST', `/wam/forms/${complete.uid}/sign-as-organizer/`);
	expect([signed.status, signed.body.status]).toEqual([200, 'signed']);
	const { transport_uid } = (await call('POST', `/wam/forms/${complete.uid}/create-transport/`)).body;
	expect((await call('GET', `/transports/${transport_uid}/`)).status).toBe(200);
	expect((await call('DELETE', `/wam/forms/${complete.uid}/`)).status).toBe(400);
});
