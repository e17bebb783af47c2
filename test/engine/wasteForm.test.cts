/** What a user can do with waste forms, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { searchList, type Subject } from '../support/engine.cts';
import { credentialFor, runOn, searchOn, useSandbox } from '../support/sandboxed.cts';
import { callsOf, itemsOf, jsonOf, located, writesOf } from './data.cts';
import { transportWith } from './transports.cts';
import { completeDraft, completeForm, stepsOf, wasteActors, wasteFormsOf } from './wasteForms.cts';

let sandbox: Sandbox;

useSandbox({ companies: 9, contacts: 0, transports: 24 }, (ready) => {
	sandbox = ready;
});

const wasteForm = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'wasteForm', operation, ...parameters }, rest);

const soil = { wasteCode: '17 05 04', description: 'Terres excavées', weight: 24_000 };
const rubble = { wasteCode: '170107', description: 'Gravats', weight: 0, volume: 12.5 };

describe('Create Waste Form', () => {
	test('sends parties and loads in the order that Dashdoc wants, signs, and gives the transport', async () => {
		const { carrier, producer } = wasteActors(sandbox);
		const outcome = await wasteForm('create', {
			...completeForm(sandbox, soil, rubble),
			signAsOrganizer: true,
			createTransport: 'yes',
			partyDetails: {
				party: [
					{ party: 'producer', vatNumber: 'FR12345678901' },
					{ party: 'carrier', enterpriseNumber: 'BE 0123.456.789' },
				],
			},
		});
		expect(stepsOf(sandbox)).toEqual([
			'PATCH /wam/companies/…/details/',
			'PATCH /wam/companies/…/details/',
			'POST /wam/forms/',
			'POST /wam/forms/…/loads/',
			'POST /wam/forms/…/loads/',
			'POST /wam/forms/…/sign-as-organizer/',
			'POST /wam/forms/…/create-transport/',
		]);
		const [first, second, form, ...loads] = writesOf(sandbox);
		expect([first.path, first.body]).toEqual([
			`/api/v4/wam/companies/${producer.pk}/details/`,
			{ is_producer: true, vat_number: 'FR12345678901' },
		]);
		expect([second.path, second.body]).toEqual([
			`/api/v4/wam/companies/${carrier.pk}/details/`,
			{ is_carrier: true, enterprise_number: '0123456789' },
		]);
		expect(form.body).toMatchObject({ producer_id: producer.pk, transport_date: '2026-04-08T05:30:00Z' });
		expect(loads.slice(0, 2).map(({ body }) => body)).toEqual([
			expect.objectContaining({ eural_code: '170504', description: 'Terres excavées', weight: 24_000 }),
			expect.not.objectContaining({ weight: 0 }),
		]);
		const [made] = wasteFormsOf(sandbox);
		expect(made).toMatchObject({ status: 'signed', transport_uid: expect.any(String) as string });
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({
				uid: made.uid,
				status: 'signed',
				transport_uid: made.transport_uid,
				load_uids: made.loads.map(({ uid }) => uid).join(', '),
			}),
		]);
	});

	test('makes a draft that names the organizer alone, as the web app does', async () => {
		const { organizer } = wasteActors(sandbox);
		const outcome = await wasteForm('create', { organizer: located('id', organizer.pk) });
		expect(writesOf(sandbox).map(({ body }) => body)).toEqual([{ organizer_id: organizer.pk }]);
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ status: 'draft', load_uids: '' })]);
	});

	test('finds companies and the address by External ID, each once for all items', async () => {
		const { carrier, organizer, origin } = wasteActors(sandbox);
		await wasteForm(
			'create',
			{
				organizer: located('externalId', organizer.remote_id),
				carrier: located('externalId', carrier.remote_id),
				originAddress: located('externalId', origin.remote_id),
				loads: { load: [soil] },
			},
			{ items: itemsOf({}, {}) },
		);
		const asked = callsOf(sandbox).filter((call) => call.startsWith('GET'));
		expect(asked).toHaveLength(3);
		const forms = writesOf(sandbox).filter(({ operationId }) => operationId === 'createWamForm');
		const body = { organizer_id: organizer.pk, carrier_id: carrier.pk, origin_id: origin.pk };
		expect(forms.map((one) => one.body)).toEqual([body, body]);
	});

	test('takes fields of a load as JSON that the form has not got', async () => {
		const load = { ...soil, additionalLoadFields: '{ "notification_number": "FR 2026 118" }' };
		await wasteForm('create', completeForm(sandbox, load));
		expect(wasteFormsOf(sandbox)[0].loads).toEqual([
			expect.objectContaining({ notification_number: 'FR 2026 118', eural_code: '170504' }),
		]);
	});

	test('takes the JSON of a load for more than what the form has of it', async () => {
		const load = { ...soil, dangerous: false, additionalLoadFields: '{ "is_dangerous": true }' };
		await wasteForm('create', completeForm(sandbox, load));
		expect(wasteFormsOf(sandbox)[0].loads).toEqual([expect.objectContaining({ is_dangerous: true })]);
	});

	test('declares a private person as producer, and takes the roles of firms away', async () => {
		await wasteForm('create', {
			...completeForm(sandbox, soil),
			partyDetails: { party: [{ party: 'citizen' }] },
		});
		expect(writesOf(sandbox)[0].body).toEqual({
			is_producer: true,
			is_citizen: true,
			is_carrier: false,
			is_organizer: false,
			is_processor: false,
		});
	});

	test.each([
		['yes', {}],
		['send', { send_to_carrier: true }],
		['keep', { send_to_carrier: false }],
	])('tells Dashdoc about the carrier as chosen: %s', async (createTransport, body) => {
		await wasteForm('create', { ...completeForm(sandbox, soil), createTransport });
		expect(writesOf(sandbox).at(-1)?.body ?? {}).toEqual(body);
	});
});

describe('a form that is not made to its end', () => {
	const refusal = (operationId: string, body: object, nth = 1) =>
		sandbox.setFaults({ kind: 'status', status: 400, body, match: { operationId, nth }, times: 0 });
	const tooHeavy = { weight: { detail: ['Too heavy.'], code: ['invalid'] } };

	test('says which load was refused, in the words of the form, and what exists by then', async () => {
		refusal('createWamFormLoad', tooHeavy, 2);
		const before = wasteFormsOf(sandbox).length;
		const { error } = await wasteForm('create', completeForm(sandbox, soil, rubble, soil));
		const [made, ...others] = wasteFormsOf(sandbox);
		expect(error?.message).toBe(
			`Load 2 Weight: Too heavy. (at the step "Add load 2 of 3"; by then: waste form ${made.name} with the ID ${made.uid} created, load 1 of 3 added. Go on with this form, as another run makes a second one) [item 0]`,
		);
		expect(others).toHaveLength(before);
		expect(made.loads).toHaveLength(1);
	});

	test('makes no form when the details of a company are refused', async () => {
		refusal('updateWamCompanyDetails', { vat_number: { detail: ['Not valid.'], code: ['invalid'] } });
		const before = wasteFormsOf(sandbox).length;
		const { error } = await wasteForm('create', {
			...completeForm(sandbox, soil),
			partyDetails: { party: [{ party: 'carrier', vatNumber: 'FR00' }] },
		});
		expect(error?.message).toBe(
			'Party 1 VAT Number: Not valid. (at the step "Details of carrier"; by then: nothing was made or changed) [item 0]',
		);
		expect(wasteFormsOf(sandbox)).toHaveLength(before);
	});

	test('tells that the form is there when the signature is refused', async () => {
		const { contact } = wasteActors(sandbox);
		contact.email = '';
		const { error } = await wasteForm('create', { ...completeForm(sandbox, soil), signAsOrganizer: true });
		const [made] = wasteFormsOf(sandbox);
		expect(error?.message).toMatch(
			/^A contact with an e-mail address is needed\. \(at the step "Sign as organizer"; /,
		);
		expect(error?.message).toContain(`${made.uid} created, load 1 of 1 added`);
		expect(made.status).toBe('draft');
	});

	test('says that the form is perhaps there when its answer is lost', async () => {
		sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'createWamForm' } });
		const before = wasteFormsOf(sandbox).length;
		const { error } = await wasteForm('create', completeForm(sandbox, soil));
		expect(error?.message).toContain(
			'(at the step "Create form", which is perhaps done; before it: nothing was made or changed)',
		);
		expect(wasteFormsOf(sandbox)).toHaveLength(before + 1);
	});

	test.each<[string, string | object]>([
		['empty', ''],
		['without ID', {}],
	])('is told to be made where the answer is %s, and no load is sent anywhere', async (_what, body) => {
		sandbox.setFaults({ kind: 'status', status: 201, body, match: { operationId: 'createWamForm' } });
		const { error } = await wasteForm('create', completeForm(sandbox, soil));
		expect(error?.message).toMatch(
			/^Dashdoc made the waste form but did not tell its ID; look for it there before you run this again/,
		);
		expect(writesOf(sandbox)).toHaveLength(1);
	});

	test.each(['createWamForm', 'createWamFormLoad', 'createTransportFromWamForm'])(
		'is not sent again after a lost connection (%s)',
		async (operationId) => {
			sandbox.setFaults({ kind: 'reset-after', match: { operationId }, times: 0 });
			const { error } = await wasteForm('create', {
				...completeForm(sandbox, soil),
				createTransport: 'yes',
			});
			expect(error?.message).toMatch(/It is not known whether Dashdoc carried it out.* \(at the step "/);
			expect(sandbox.figures().byOperation[operationId]).toBe(1);
		},
	);
});

describe('Sign as Organizer', () => {
	test('signs a complete draft', async () => {
		const { uid } = completeDraft(sandbox);
		const outcome = await wasteForm('sign', { wasteForm: located('list', uid) });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ uid, status: 'signed' })]);
	});

	test('tells all that is missing', async () => {
		const { organizer } = wasteActors(sandbox);
		const [{ uid }] = jsonOf(await wasteForm('create', { organizer: located('id', organizer.pk) }));
		const { error } = await wasteForm('sign', { wasteForm: located('id', uid as string) });
		expect(error?.message).toMatch(/Producer.*required/);
		expect(error?.message).toMatch(/Transport Date.*required/i);
	});
});

describe('the transport of a form', () => {
	test.each([
		['', false],
		[true, true],
		['false', false],
	])('goes to the carrier as chosen (%p)', async (sendToCarrier, isSent) => {
		const { uid } = completeDraft(sandbox);
		const outcome = await wasteForm('createTransport', { wasteForm: located('id', uid), sendToCarrier });
		const [{ transport_uid, ...form }] = jsonOf(outcome);
		expect(form).toMatchObject({ uid });
		const transport = transportWith(sandbox, transport_uid as string);
		expect(transport.carrier_assignation_status).toBe(isSent ? 'assigned' : 'draft_assigned');
	});

	test('is made once', async () => {
		const form = located('id', completeDraft(sandbox).uid);
		await wasteForm('createTransport', { wasteForm: form });
		const { error } = await wasteForm('createTransport', { wasteForm: form });
		expect(error?.message).toBe('This form has a transport already. [item 0]');
	});

	test('is found with its number, and a form without one says so', async () => {
		const draft = completeDraft(sandbox);
		const carried = wasteFormsOf(sandbox).find(({ transport_uid }) => transport_uid !== null)!;
		const { sequential_id, status } = transportWith(sandbox, carried.transport_uid!);
		const outcome = await wasteForm(
			'findTransport',
			{ wasteForm: located('id', '={{ $json.uid }}') },
			{ items: itemsOf({ uid: carried.uid }, { uid: draft.uid }) },
		);
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({
				form_uid: carried.uid,
				found: true,
				transport_uid: carried.transport_uid,
				transport_number: sequential_id,
				transport_status: status,
			}),
			expect.objectContaining({
				form_uid: draft.uid,
				form_status: 'draft',
				found: false,
				transport_uid: null,
				transport_number: null,
			}),
		]);
	});

	test('that Dashdoc does not show is named', async () => {
		const form = completeDraft(sandbox);
		form.transport_uid = 'gone-1';
		const { error } = await wasteForm('findTransport', { wasteForm: located('id', form.uid) });
		expect(error?.message).toMatch(/\(the form names the transport gone-1\) \[item 0\]$/);
	});
});

describe('the loads of a form', () => {
	test('come and go, each with the form that it belongs to', async () => {
		const { uid } = completeDraft(sandbox);
		const form = { wasteForm: located('id', uid) };
		const [added] = jsonOf(
			await wasteForm('addLoad', {
				...form,
				wasteCode: '17 05 03*',
				additionalFields: { description: 'Terres polluées', dangerous: true, rOrDCode: 'R5' },
			}),
		);
		expect(added).toMatchObject({ eural_code: '170503', is_dangerous: true, rd_code: 'R5' });
		const load = located('id', added.uid as string);
		await wasteForm('updateLoad', { ...form, load, updateFields: { weight: 23_480, description: '' } });
		expect(jsonOf(await wasteForm('getLoad', { ...form, load }))).toEqual([
			expect.objectContaining({ uid: added.uid, weight: 23_480, description: '' }),
		]);
		const listed = jsonOf(await wasteForm('getLoads', { ...form, returnAll: true }));
		expect(listed).toHaveLength(2);
		expect(listed[1]).toMatchObject({ uid: added.uid, form_uid: uid });
		expect(jsonOf(await wasteForm('getLoads', { ...form, returnAll: false, limit: 1 }))).toHaveLength(1);
		expect(jsonOf(await wasteForm('deleteLoad', { ...form, load }))).toEqual([
			{ deleted: true, uid: added.uid, form_uid: uid },
		]);
		expect(completeDraft(sandbox).loads).toHaveLength(1);
	});

	test('are listed in the editor once the form is chosen', async () => {
		const { loads, uid } = completeDraft(sandbox);
		const subject = (wasteForm: INodeParameters) => ({
			credential: credentialFor(sandbox),
			parameters: { resource: 'wasteForm', operation: 'getLoad', wasteForm },
		});
		const { results } = await searchList(subject(located('id', uid)), 'searchWasteLoads');
		expect(results).toEqual([{ name: 'Terres excavées (170504)', value: loads[0].uid }]);
		await expect(searchList(subject(located('id', '')), 'searchWasteLoads')).rejects.toThrow(
			'Choose the waste form first, from the list or by its ID',
		);
	});
});

describe('other operations', () => {
	test('Get Many filters by status and creation', async () => {
		const filters = { statuses: ['draft'], createdFrom: '2026-03-01' };
		const outcome = await wasteForm('getAll', { returnAll: true, filters });
		expect(jsonOf(outcome).map(({ status }) => status)).toEqual(['draft', 'draft']);
	});

	test('Update changes what is chosen, clears what is emptied, and finds a company by External ID', async () => {
		const { uid } = completeDraft(sandbox);
		const { carrier } = wasteActors(sandbox);
		await wasteForm('update', {
			wasteForm: located('id', uid),
			updateFields: {
				carrier: located('externalId', carrier.remote_id),
				processorContact: located('id', ''),
				transportDate: '',
			},
		});
		expect(writesOf(sandbox).map(({ body }) => body)).toEqual([
			{ carrier_id: carrier.pk, processor_contact_uid: null, transport_date: null },
		]);
	});

	test('Delete takes a draft away, and leaves a signed one with its transport', async () => {
		const { uid } = completeDraft(sandbox);
		const signed = wasteFormsOf(sandbox).find(({ status }) => status === 'signed')!;
		const outcome = await wasteForm('delete', { wasteForm: located('id', uid) });
		expect(jsonOf(outcome)).toEqual([{ deleted: true, uid }]);
		const refused = await wasteForm('delete', { wasteForm: located('id', signed.uid) });
		expect(refused.error?.message).toBe('A form in status signed cannot be changed. [item 0]');
		const ofTransport = await runOn(sandbox, {
			resource: 'transport',
			operation: 'delete',
			transport: located('id', signed.transport_uid!),
		});
		expect(ofTransport.error?.message).toMatch(/Its waste form is signed/);
	});

	test('the list of forms tells number and status', async () => {
		const { results } = await searchOn(sandbox, 'searchWasteForms', 'das-1');
		expect(results).toEqual([{ name: 'DAS-1 (draft)', value: completeDraft(sandbox).uid }]);
	});
});
