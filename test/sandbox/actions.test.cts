import { operations } from '../../sandbox/description/operations.cts';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, type Caller, type Shown } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;
let transport: Shown;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 60 });
	call = callerOf(sandbox);
	[transport] = (await call('GET', '/transports/?status=unassigned')).body.results;
});
afterAll(() => sandbox.close());
afterEach(() => {
	expect(sandbox.violations()).toEqual([]);
	expect(sandbox.answerViolations()).toEqual([]);
});

function form(fields: Record<string, string | Blob>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.set(name, value);
	return data;
}

const pdf = () => new Blob(['%PDF-1.4'], { type: 'application/pdf' });

test('a segment is planned, replanned and its dates are set', async () => {
	const [segment] = transport.segments;
	const path = `/segments/${segment.uid}/`;
	const assigned = await call('POST', `${path}assign/`, { body: { trucker_id: { remote_id: 'CH-004' } } });
	expect(assigned.body).toMatchObject({ uid: transport.uid, status: 'assigned' });
	const scheduled_start_range = { start: '2026-04-01T06:00:00Z', end: '2026-04-01T08:00:00Z' };
	const changed = await call('PATCH', path, {
		body: { scheduled_start_range, remote_id: 'SEG-1', trucker_id: null },
	});
	expect(changed.body).toMatchObject({ scheduled_start_range, trucker: null });
	const found = await call('PATCH', '/segments/SEG-1/?lookup_field=remote_id', { body: {} });
	expect(found.body.uid).toBe(segment.uid);
});

test('a segment charter is cancelled and can be made anew', async () => {
	const [{ uid }] = transport.segments;
	const body = { carrier: { remote_id: 'CLI-0001' } };
	for (let round = 0; round < 2; round += 1) {
		expect((await call('POST', `/segments/charter/?uid__in=${uid}`, { body })).status).toBe(201);
		expect((await call('DELETE', `/segments/charter/?uid__in=${uid}`)).status).toBe(204);
	}
	expect((await call('DELETE', `/segments/charter/?uid__in=${uid}`)).status).toBe(403);
});

test('a transport is changed, invoiced, merged and deleted by itself', async () => {
	const [victim] = (await call('GET', '/transports/?status=created')).body.results;
	const path = `/transports/${victim.uid}/`;
	const changed = await call('PATCH', path, { body: { instructions: 'Bâcher', carrier_reference: 'É-1' } });
	expect(changed.body).toMatchObject({ instructions: 'Bâcher', carrier_reference: 'É-1' });
	const body = { invoice_number: 'FA-9', customer_to_invoice: { remote_id: 'CLI-0002' } };
	expect((await call('POST', `${path}mark-invoiced/`, { body })).body).toEqual({ success: true });
	expect((await call('GET', path)).body).toMatchObject({
		invoice_number: 'FA-9',
		invoicing_status: 'INVOICED',
	});
	const merged = await call('POST', '/transports/merge-to-trip/', { body: { transport_uids: [victim.uid] } });
	expect(merged.status).toBe(200);
	expect((await call('DELETE', path)).status).toBe(204);
});

test('a stop is followed, and dock activities are accepted for it', async () => {
	const { results } = (await call('GET', '/transports/?status=assigned')).body;
	const sites = results.map(({ deliveries }) => deliveries[0].origin);
	const { uid } = sites.find(({ address }) => address.coords_validated === true) as Shown;
	expect((await call('POST', `/sites/${uid}/enable-eta/`)).status).toBe(200);
	for (const end of ['loaded', 'unloaded']) {
		expect((await call('POST', `/dock-activities/${uid}/mark-${end}-by-dock/`)).status).toBe(200);
	}
});

test('a supports exchange is declared, corrected, seen in its site and removed', async () => {
	const { uid } = transport.deliveries[0].destination;
	const body = { site: { uid }, support_type: { remote_id: 'EUR' }, expected_delivered: 12 };
	const made = await call('POST', '/supports-exchanges/', { body });
	expect(made.body).toMatchObject({
		site: { uid },
		expected_delivered: 12,
		support_type: { name: 'Palette Europe' },
	});
	const path = `/supports-exchanges/${made.body.uid}/`;
	expect((await call('PATCH', path, { body: { actual_delivered: 11 } })).body.actual_delivered).toBe(11);
	const read = (await call('GET', `/transports/${transport.uid}/`)).body.deliveries[0].destination;
	expect(read.supports_exchanges).toMatchObject([{ uid: made.body.uid, actual_delivered: 11 }]);
	expect((await call('DELETE', path)).status).toBe(204);
	expect((await call('GET', path)).status).toBe(404);
});

test('a message is changed after it was sent', async () => {
	const body = { transport: transport.uid, type: 'note', message: 'Bonjour' };
	const { uid } = (await call('POST', '/transport-messages/', { body })).body;
	const changed = await call('PATCH', `/transport-messages/${uid}/`, { body: { reference: 'BL-12' } });
	expect(changed.body).toMatchObject({ uid, message: 'Bonjour', reference: 'BL-12' });
	expect((await call('GET', `/transports/${transport.uid}/`)).body.messages.at(-1)).toMatchObject({ uid });
});

test('a waste note is linked to its transport by number, and unlinked', async () => {
	const body = { readable_id: 'BSD-20260310-ABCDEFGHJ', transport: { uid: transport.uid } };
	const { uid } = (await call('POST', '/track-dechets/', { body })).body;
	const listed = await call('GET', `/track-dechets/?transport_uid=${transport.uid}`);
	expect(listed.body.results).toMatchObject([{ uid, readable_id: body.readable_id }]);
	const unknown = { ...body, readable_id: '12345' };
	expect((await call('POST', '/track-dechets/', { body: unknown })).status).toBe(400);
	expect((await call('DELETE', `/track-dechets/${uid}/`)).status).toBe(204);
});

test('a trip gets a name', async () => {
	const [trip] = (await call('GET', '/scheduler/trips/')).body as unknown as Shown[];
	const named = await call('POST', `/scheduler/trips/${trip.uid}/set-name/`, {
		body: { name: 'Tournée de Noël' },
	});
	expect(named.body.name).toBe('Tournée de Noël');
	const path = '/scheduler/trips/?datetime_range=2026-01-01T00:00:00Z,2026-01-02T00:00:00Z&view=trucker';
	expect((await call('GET', path)).body).toEqual([]);
});

test('a manager is invited once, changed, and leaves', async () => {
	const body = { email: 'anais@example.com', first_name: 'Anaïs', last_name: 'Guérin', role: 'readonly' };
	const made = await call('POST', '/managers/invite/', { body });
	expect(made.status).toBe(201);
	const again = await call('POST', '/managers/invite/', { body });
	expect(again.body).toMatchObject({ email: { code: ['user_already_manager_same_company'] } });
	const path = `/managers/${made.body.pk}/`;
	const picture = form({ role: 'admin', profile_picture: new Blob(['PNG'], { type: 'image/png' }) });
	const changed = await call('PATCH', path, { body: picture });
	expect(changed.body).toMatchObject({ role: 'admin', profile_picture: anyText });
	const renamed = await call('PATCH', path, { body: { user: { last_name: 'Martin' } } });
	expect(renamed.body).toMatchObject({ display_name: 'Anaïs Martin' });
	expect((await call('DELETE', path)).status).toBe(204);
	const own = sandbox.state.tenants[0].company;
	expect((await call('POST', '/managers/set-company/', { body: { company: own } })).status).toBe(200);
	expect((await call('POST', '/managers/set-company/', { body: { company: 1 } })).status).toBe(400);
});

test('a trucker is rented out', async () => {
	const [{ pk }] = (await call('GET', '/manager-truckers/?rental=false')).body.results;
	const leased = await call('POST', `/manager-truckers/${pk}/lease/`, { body: {} });
	expect(leased.body).toMatchObject({ pk, is_rented: true });
});

test('an invoice gets its number as JSON and its PDF as multipart', async () => {
	const [{ uid }] = (await call('GET', '/invoices/')).body.results;
	const path = `/invoices/${uid}/`;
	const numbered = await call('PATCH', path, { body: { document_number: 'FA-É-1' } });
	expect(numbered.body.document_number).toBe('FA-É-1');
	const filed = await call('PATCH', path, { body: form({ file: pdf(), debtor_reference: 'R-1' }) });
	expect(filed.body).toMatchObject({ debtor_reference: 'R-1', file: anyText, document_number: 'FA-É-1' });
});

test('a security protocol is renamed and removed', async () => {
	const [{ pk }] = (await call('GET', '/addresses/')).body.results;
	const made = await call('POST', '/security-protocols/', {
		body: form({ address: String(pk), document: pdf() }),
	});
	const path = `/security-protocols/${made.body.pk}/`;
	const renamed = await call('PATCH', path, { body: form({ document_title: 'Quai 4' }) });
	expect(renamed.body).toMatchObject({ document_title: 'Quai 4', document: made.body.document });
	const long = await call('PATCH', path, { body: form({ document_title: 'x'.repeat(101) }) });
	expect(long.body).toMatchObject({ document: { code: ['max_length'] } });
	expect((await call('DELETE', path)).status).toBe(204);
});

test('the wastes of a form come and go, and a company gets its waste details', async () => {
	const [{ uid }] = (await call('GET', '/wam/forms/?status=draft')).body.results;
	const path = `/wam/forms/${uid}/loads/`;
	const made = await call('POST', path, {
		body: { description: 'Gravats', weight: 12_000, eural_code: '170107' },
	});
	expect(made.status).toBe(201);
	const changed = await call('PATCH', `${path}${made.body.uid}/`, { body: { weight: 11_500 } });
	expect(changed.body).toMatchObject({ description: 'Gravats', weight: 11_500 });
	expect((await call('DELETE', `${path}${made.body.uid}/`)).status).toBe(204);
	const [, , , company] = (await call('GET', '/companies/')).body.results;
	const details = `/wam/companies/${company.pk}/details/`;
	const set = await call('PATCH', details, { body: { is_processor: true, enterprise_number: '0123456789' } });
	expect(set.body).toMatchObject({ pk: company.pk, is_processor: true });
	const citizen = await call('PATCH', details, { body: { is_citizen: true } });
	expect(citizen.body).toMatchObject({ is_citizen: { code: ['invalid'] } });
});

test('no operation that changes something was left out of these tests', async () => {
	const elsewhere = new Set([
		// lifecycle, contacts, companies and transports have tests of their own
		...[
			'Address',
			'Company',
			'Contact',
			'ManagerTrucker',
			'Vehicle',
			'Trailer',
			'SupportType',
			'InvoiceItem',
		],
		...['TransportTemplate', 'WamContact', 'WamForm', 'Delivery', 'Transport'],
	]);
	const seen = sandbox.figures().byOperation;
	const missing = operations()
		.filter(({ method, operationId }) => method !== 'GET' && !seen[operationId])
		.map(({ operationId }) => operationId)
		.filter((operationId) => !elsewhere.has(operationId.replace(/^(create|update|delete)/, '')));
	expect(missing.sort()).toEqual(testedWithTransports);
});

/** Operations whose effects are tested in the files on transports, contacts and the life of objects. */
const testedWithTransports = [
	'addDeliveryRound',
	'archiveTransports',
	'assignTransports',
	'breakSegment',
	'cancelTransport',
	'cancelTransportCharter',
	'charterTransport',
	'confirmTransport',
	'createBareInvoice',
	'createInvoiceLine',
	'createTrailerUnavailability',
	'createTransportFromWamForm',
	'createTransportStatus',
	'createTruckerUnavailability',
	'createVehicleUnavailability',
	'declineTransport',
	'deleteTrailerUnavailability',
	'deleteTransportMessage',
	'deleteTransports',
	'deleteTruckerUnavailability',
	'deleteVehicleUnavailability',
	'generateTruckerInviteCode',
	'inviteContact',
	'markInvoiceNotPaid',
	'markInvoicePaid',
	'markSiteDone',
	'markTransportsDone',
	'markTransportsInvoiced',
	'markTransportsPaid',
	'signWamFormAsOrganizer',
	'updateSegmentCharter',
	'updateSite',
	'updateTrailerUnavailability',
	'updateTransportCharter',
	'updateTruckerUnavailability',
	'updateVehicleUnavailability',
];
