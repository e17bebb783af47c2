/** Each thing that the polling trigger can watch. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { invoiceCollection } from '../../sandbox/resources/invoices.cts';
import {
	addEvent,
	transportCollection,
	type StoredTransport,
} from '../../sandbox/resources/transports/records.cts';
import { newWamForm, wamFormCollection } from '../../sandbox/resources/wam/records.cts';
import { PolledTrigger } from '../support/polledTrigger.cts';
import { runOn, startQuickSandbox } from '../support/sandboxed.cts';
import { companiesOf, jsonOf, located, transportsOf } from './data.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startQuickSandbox({ transports: 60, companies: 8, pageSize: 20 });
});
beforeEach(() => {
	sandbox.reset();
	sandbox.settings({ pageSize: 20, validateAnswers: true });
});
afterEach(() => {
	expect(sandbox.violations()).toEqual([]);
	expect(sandbox.answerViolations()).toEqual([]);
});
afterAll(() => sandbox.close());

async function published(event: string, parameters: INodeParameters = {}): Promise<PolledTrigger> {
	const trigger = new PolledTrigger(sandbox, { event, ...parameters });
	expect(await trigger.publish()).toEqual([]);
	return trigger;
}

const run = async (
	resource: string,
	operation: string,
	parameters: INodeParameters,
): Promise<IDataObject[]> => jsonOf(await runOn(sandbox, { resource, operation, ...parameters }));

/** A transport that is not under way yet, with crew. */
const waiting = (): StoredTransport =>
	transportsOf(sandbox).find(
		({ global_status, segments }) => global_status === 'accepted' && segments[0].trucker,
	)!;

const report = (transport: StoredTransport, category: string) =>
	run('transportStatus', 'create', {
		transport: located('id', transport.uid),
		siteId: transport.deliveries[0].origin.uid,
		event: category,
	});

describe('Transport Status Event', () => {
	const event = 'transportStatusEvent';

	test('tells each event of each transport once, with the transport that it belongs to', async () => {
		const trigger = await published(event);
		const transport = waiting();
		await report(transport, 'on_the_way');
		await report(transport, 'on_loading_site');
		const items = await trigger.poll();
		const { uid, sequential_id, remote_id } = transport;
		expect(items).toEqual(
			['on_the_way', 'on_loading_site'].map(
				(category) =>
					expect.objectContaining<IDataObject>({
						transport_uid: uid,
						transport_number: sequential_id,
						transport_remote_id: remote_id,
						category,
						site_city: transport.deliveries[0].origin.address?.city,
					}) as IDataObject,
			),
		);
		expect(await trigger.pollAll()).toEqual([]);
		await report(transport, 'on_loading_site');
		expect(await trigger.poll()).toHaveLength(1);
	});

	test('keeps to the chosen categories, and to those that an expression names', async () => {
		const chosen = await published(event, { categories: ['loading_complete'] });
		const named = await published(event, { categories: "={{ ['handling_started', 'departed'] }}" });
		const transport = waiting();
		for (const category of ['on_loading_site', 'handling_started', 'loading_complete', 'departed']) {
			await report(transport, category);
		}
		const categories = async (trigger: PolledTrigger) =>
			(await trigger.poll()).map(({ category }) => category);
		expect(await categories(chosen)).toEqual(['loading_complete']);
		expect(await categories(named)).toEqual(['handling_started', 'departed']);
	});

	test('gives the columns of Get Status Events, or the event whole', async () => {
		const [simplified, raw] = [await published(event), await published(event, { output: 'raw' })];
		const transport = waiting();
		await report(transport, 'on_loading_site');
		const rows = await run('transport', 'getStatusEvents', { transport: located('id', transport.uid) });
		expect(await simplified.poll()).toEqual(rows.slice(-1));
		const [whole] = await raw.poll();
		expect(whole).toEqual({
			...transportsOf(sandbox)
				.find(({ uid }) => uid === transport.uid)!
				.status_updates.at(-1),
			transport_uid: transport.uid,
			transport_number: transport.sequential_id,
			transport_remote_id: transport.remote_id,
		});
	});

	test('is quiet about transports that change without an event', async () => {
		const trigger = await published(event);
		for (const transport of transportsOf(sandbox))
			sandbox.state.tenants[0].touch(transportCollection, transport);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('tells a past that is longer than a poll may read in parts, each event once', async () => {
		sandbox.settings({ pageSize: 1, validateAnswers: false });
		const { clock } = sandbox.state.world;
		const startFrom = clock.tick();
		const [tenant] = sandbox.state.tenants;
		const happen = (transport: StoredTransport, category: string) => {
			clock.advance(600);
			tenant.touch(transportCollection, transport);
			addEvent(transport, tenant, { category });
		};
		for (let number = 0; number < 400; number++) {
			sandbox.change({ list: 'listTransports', do: 'insert' });
			const [transport] = transportsOf(sandbox);
			transport.status_updates = [];
			happen(transport, 'on_loading_site');
		}
		const inserted = transportsOf(sandbox).slice(0, 400);
		// Early events stand on transports that change again much later.
		for (const [place, transport] of inserted.entries()) if (place % 10 === 0) happen(transport, 'done');
		clock.advance(120);
		const trigger = new PolledTrigger(sandbox, { event, options: { startFrom } });
		const told = [await trigger.publish()];
		while (told.at(-1)?.length) {
			sandbox.clearRequests();
			told.push(await trigger.poll());
			expect(sandbox.requests().length).toBeLessThan(350);
		}
		const uids = inserted.flatMap(({ status_updates }) => status_updates.map(({ uid }) => uid));
		const times = told.flat().map(({ recorded }) => recorded as string);
		expect(times).toEqual([...times].sort());
		expect(told.length).toBeGreaterThan(2);
		expect(
			told
				.flat()
				.map(({ uid }) => uid)
				.sort(),
		).toEqual(uids.sort());
	});
});

describe('Document or Message Added', () => {
	const event = 'documentAdded';
	const upload = async (transport: StoredTransport, documentType: string) => {
		const file = {
			data: Buffer.from('%PDF-1.4').toString('base64'),
			mimeType: 'application/pdf',
			fileName: 'bon de pesée.pdf',
		};
		const { error } = await runOn(
			sandbox,
			{
				resource: 'transportMessage',
				operation: 'uploadDocument',
				transport: located('id', transport.uid),
				documentType,
			},
			{ items: [{ json: {}, binary: { data: file } }] },
		);
		expect(error).toBeUndefined();
	};
	const note = (transport: StoredTransport, text: string) =>
		run('transportMessage', 'createNote', { transport: located('id', transport.uid), text });

	test('tells files and messages that people add, once', async () => {
		const trigger = await published(event);
		const transport = waiting();
		await upload(transport, 'weight_note');
		await note(transport, 'Livraison avant 8 h');
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({
				transport_uid: transport.uid,
				kind: 'weight_note',
				kind_name: 'Weight Note',
				name: 'bon de pesée.pdf',
				url: expect.stringMatching(/^http/) as string,
			}),
			expect.objectContaining({ kind: 'note', url: null, message: 'Livraison avant 8 h' }),
		]);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('tells what Dashdoc makes, and what it makes anew', async () => {
		const trigger = await published(event, { kinds: ['cmr'] });
		const transport = waiting();
		await report(transport, 'loading_complete');
		const [made] = await trigger.poll();
		expect(made).toMatchObject({ transport_uid: transport.uid, source: 'dashdoc', kind: 'cmr' });
		const stored = transportsOf(sandbox).find(({ uid }) => uid === transport.uid)!;
		sandbox.state.tenants[0].touch(transportCollection, stored);
		expect(await trigger.poll()).toEqual([]);
		sandbox.state.tenants[0].touch(transportCollection, stored);
		stored.documents.find(({ category }) => category === 'cmr')!.file_updated_date = stored.updated;
		expect(await trigger.poll()).toEqual([{ ...made, created: stored.updated }]);
	});

	test('keeps to the chosen kinds', async () => {
		const trigger = await published(event, { kinds: ['note', 'cmr'] });
		const transport = waiting();
		await upload(transport, 'weight_note');
		await upload(transport, 'cmr');
		await note(transport, 'Bonjour');
		expect((await trigger.poll()).map(({ kind }) => kind)).toEqual(['cmr', 'note']);
	});

	test('gives the message whole in the Raw output', async () => {
		const trigger = await published(event, { output: 'raw' });
		const transport = waiting();
		await note(transport, 'Bonjour');
		const { messages } = transportsOf(sandbox).find(({ uid }) => uid === transport.uid)!;
		expect(await trigger.poll()).toEqual([expect.objectContaining({ ...messages.at(-1) })]);
	});
});

describe('Company Created or Updated', () => {
	test('tells a company that is new or changed, as the Dashdoc node gives it', async () => {
		const trigger = await published('companyUpdated');
		const [made] = await run('company', 'create', { name: 'Zébulon Frères', country: 'FR' });
		const changed = companiesOf(sandbox).find(({ is_verified }) => !is_verified)!;
		await run('company', 'update', {
			company: located('id', changed.pk),
			updateFields: { notes: 'Quai 4' },
		});
		const items = await trigger.poll();
		expect(items.map(({ pk }) => pk)).toEqual([made.pk, changed.pk]);
		const one = { company: located('id', changed.pk), output: 'simplified' };
		expect(items.slice(1)).toEqual(await run('company', 'get', one));
		expect(await trigger.pollAll()).toEqual([]);
	});
});

describe('Invoice Finalized', () => {
	test('tells an invoice when it is finalized, and neither before nor when it is paid', async () => {
		const trigger = await published('invoiceFinalized');
		const invoices = sandbox.state.tenants[0].of(invoiceCollection);
		const draft = invoices.find(
			({ status, lines, line_groups }) => status === 'draft' && lines.length + line_groups.length > 0,
		)!;
		sandbox.state.tenants[0].touch(invoiceCollection, draft);
		expect(await trigger.poll()).toEqual([]);
		sandbox.finalizeInvoice(draft.uid);
		const [told, ...others] = await trigger.poll();
		expect(others).toEqual([]);
		expect(told).toMatchObject({ uid: draft.uid, document_number: draft.document_number });
		draft.status = 'paid';
		sandbox.state.tenants[0].touch(invoiceCollection, draft);
		expect(await trigger.pollAll()).toEqual([]);
	});
});

describe('Waste Form Status Changed', () => {
	const event = 'wasteFormStatusChanged';
	const forms = () => sandbox.state.tenants[0].of(wamFormCollection);
	const add = (status = 'draft') => {
		const tenant = sandbox.state.tenants[0];
		const created = tenant.world.clock.tick();
		return forms().add(
			newWamForm({ organizer_id: tenant.company, status, created, updated: created }, tenant),
		);
	};
	const states = (items: IDataObject[]) =>
		items.map(({ uid, status, previous_status }) => [uid, previous_status, status]);

	test('tells a change with the status before, however old the form is, and other changes not', async () => {
		const trigger = await published(event);
		const { uid, status } = forms().all().at(-1)!;
		sandbox.state.world.clock.advance(90 * 86_400);
		sandbox.moveWasteForm(uid, 'in_transit');
		expect(states(await trigger.poll())).toEqual([[uid, status, 'in_transit']]);
		sandbox.state.tenants[0].touch(wamFormCollection, forms().get(uid)!);
		expect(await trigger.poll()).toEqual([]);
		sandbox.moveWasteForm(uid, 'completed');
		expect(states(await trigger.poll())).toEqual([[uid, 'in_transit', 'completed']]);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('tells new forms, also those that are over before the next poll, once', async () => {
		const trigger = await published(event);
		const [one, other] = [add(), add()];
		sandbox.moveWasteForm(other.uid, 'cancelled');
		expect(states(await trigger.poll())).toEqual([
			[one.uid, null, 'draft'],
			[other.uid, null, 'cancelled'],
		]);
		expect(await trigger.pollAll()).toEqual([]);
		expect(await trigger.restart()).toEqual([]);
		sandbox.moveWasteForm(one.uid, 'signed');
		expect(states(await trigger.restart())).toEqual([[one.uid, 'draft', 'signed']]);
	});

	test('keeps to the chosen statuses', async () => {
		const trigger = await published(event, { statuses: ['completed'] });
		const { uid } = add();
		for (const status of ['signed', 'in_transit', 'completed']) {
			sandbox.moveWasteForm(uid, status);
			const told = await trigger.poll();
			expect(told.map((item) => item.status)).toEqual(status === 'completed' ? ['completed'] : []);
		}
	});

	test('lets go of deleted forms, and follows many', async () => {
		const trigger = await published(event);
		const many = Array.from({ length: 130 }, () => add());
		expect(await trigger.poll()).toHaveLength(130);
		forms().remove(many[0]);
		sandbox.state.world.clock.advance(3600);
		sandbox.moveWasteForm(many[129].uid, 'signed');
		sandbox.clearRequests();
		expect(states(await trigger.poll())).toEqual([[many[129].uid, 'draft', 'signed']]);
		expect(JSON.stringify(trigger.memory)).not.toContain(many[0].uid);
		expect(sandbox.requests().length).toBeLessThan(20);
	});

	test('from a date on tells the forms that changed since then, with the status that they have', async () => {
		const old = add();
		sandbox.state.world.clock.advance(3600);
		const startFrom = sandbox.state.world.clock.now();
		sandbox.moveWasteForm(old.uid, 'cancelled');
		const trigger = new PolledTrigger(sandbox, { event, options: { startFrom } });
		expect(states(await trigger.publish())).toEqual([[old.uid, null, 'cancelled']]);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('shows the newest form as an example, with the fields of a real item', async () => {
		const { uid } = add('signed');
		const [expected] = await run('wasteForm', 'get', { wasteForm: located('id', uid), output: 'simplified' });
		expect(await new PolledTrigger(sandbox, { event }).test()).toEqual([
			{ ...expected, previous_status: null },
		]);
	});
});
