/** What a user can do with people, companies and notes of waste transports, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { runOn, searchOn, useSandbox } from '../support/sandboxed.cts';
import { callsOf, jsonOf, located, transportsOf, writesOf } from './data.cts';
import { wasteActors } from './wasteForms.cts';

let sandbox: Sandbox;

useSandbox({ companies: 9, contacts: 0, transports: 12 }, (ready) => {
	sandbox = ready;
});

const on = (resource: string) => (operation: string, parameters: INodeParameters) =>
	runOn(sandbox, { resource, operation, ...parameters });

const contact = on('wasteContact');
const company = on('wasteCompany');
const note = on('trackDechets');

describe('Waste Contact', () => {
	test('belongs to a company that is given by External ID, is changed and deleted', async () => {
		const { carrier } = wasteActors(sandbox);
		const [made] = jsonOf(
			await contact('create', {
				company: located('externalId', carrier.remote_id),
				lastName: 'Lefèvre',
				additionalFields: { email: 'zoe.lefevre@example.org', additionalBody: '{ "type": "notification" }' },
			}),
		);
		expect(made).toMatchObject({ company_id: carrier.pk, last_name: 'Lefèvre', type: 'notification' });
		const chosen = { wasteContact: located('id', made.uid as string) };
		const updateFields = { firstName: 'Zoé', phoneNumber: '' };
		expect(jsonOf(await contact('update', { ...chosen, updateFields }))).toEqual([
			expect.objectContaining({ first_name: 'Zoé', phone_number: '' }),
		]);
		const { results } = await searchOn(sandbox, 'searchWasteContacts', 'lefevre');
		expect(results).toContainEqual({ name: 'Zoé Lefèvre (zoe.lefevre@example.org)', value: made.uid });
		expect(jsonOf(await contact('get', chosen))).toEqual([expect.objectContaining({ uid: made.uid })]);
		expect(jsonOf(await contact('delete', chosen))).toEqual([{ deleted: true, uid: made.uid }]);
	});

	test('all of them are listed', async () => {
		expect(jsonOf(await contact('getAll', { returnAll: true }))).toHaveLength(3);
	});
});

describe('Waste Company', () => {
	test('the details are those of the company with the External ID', async () => {
		const { carrier } = wasteActors(sandbox);
		const outcome = await company('getDetails', { company: located('externalId', carrier.remote_id) });
		expect(callsOf(sandbox)).toEqual([
			`GET /companies/${carrier.remote_id}/?lookup_field=remote_id`,
			`GET /wam/companies/${carrier.pk}/details/`,
		]);
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ pk: carrier.pk, is_carrier: true })]);
	});

	test('roles and numbers are set, those that are not chosen stay', async () => {
		const { carrier } = wasteActors(sandbox);
		const outcome = await company('updateDetails', {
			company: located('id', carrier.pk),
			updateFields: { isProcessor: true, processorEstablishmentUnitNumber: '2123456789', eoriNumber: '' },
		});
		expect(writesOf(sandbox).map(({ body }) => body)).toEqual([
			{ is_processor: true, processor_establishment_unit_number: '2123456789', eori_number: '' },
		]);
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ is_carrier: true, is_processor: true, vat_number: carrier.vat_number }),
		]);
	});

	test('all companies with details are listed', async () => {
		const listed = jsonOf(await company('getAll', { returnAll: true }));
		expect(listed).toHaveLength(10);
		expect(listed[0]).toMatchObject({ is_organizer: true });
	});
});

describe('Track Déchets', () => {
	test('a note is linked to a transport by External ID, found by it, and unlinked', async () => {
		const { remote_id, uid } = transportsOf(sandbox).find((one) => one.remote_id !== '')!;
		const [linked] = jsonOf(
			await note('link', {
				noteNumber: 'BSD-20260408-Q4AMB20ZE',
				transport: located('externalId', remote_id),
			}),
		);
		expect(linked).toMatchObject({ readable_id: 'BSD-20260408-Q4AMB20ZE', transport: { uid } });
		for (const transport of [located('externalId', remote_id), located('id', uid)]) {
			const found = jsonOf(await note('getAll', { returnAll: true, filters: { transport } }));
			expect(found).toContainEqual(expect.objectContaining({ uid: linked.uid }));
		}
		expect(callsOf(sandbox).filter((call) => call.startsWith('GET'))).toEqual([
			expect.stringMatching(/^GET \/track-dechets\/\?.*transport_remote_id=/),
			expect.stringMatching(/^GET \/track-dechets\/\?.*transport_uid=/),
		]);
		const { results } = await searchOn(sandbox, 'searchWasteNotes', 'q4amb');
		expect(results).toEqual([{ name: `BSD-20260408-Q4AMB20ZE (${remote_id})`, value: linked.uid }]);
		const outcome = await note('unlink', { wasteNote: located('list', linked.uid as string) });
		expect(jsonOf(outcome)).toEqual([{ deleted: true, uid: linked.uid }]);
	});
});
