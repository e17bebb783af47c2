/** Notes, documents and photos on transports, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import type { Subject } from '../support/engine.cts';
import { nobodyKnows } from '../support/names.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addCompany,
	callsOf,
	fileBehind,
	itemsOf,
	itemWithFile,
	jsonOf,
	located,
	sentTo,
	transportsOf,
	writesOf,
	type BinaryFile,
} from './data.cts';

let sandbox: Sandbox;
let transport: StoredTransport;

useSandbox({}, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	sandbox.settings({ documentHost: 'dashdoc' });
	// One whose generated consignment note an uploaded one can replace.
	const found = transportsOf(sandbox).find(({ documents }) =>
		documents.some(({ category }) => category === 'cmr'),
	);
	if (!found) throw new Error('The sandbox has no transport with a consignment note');
	transport = found;
	transport.messages = [];
});

const scan: BinaryFile = {
	fileName: 'CMR signé – été.pdf',
	mimeType: 'application/pdf',
	content: Buffer.from('%PDF-1.4 signé'),
};

const message = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'transportMessage', operation, ...parameters }, rest);

const note = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	message('createNote', { transport: located('id', transport.uid), ...parameters }, rest);

const upload = (parameters: INodeParameters = {}, rest: Partial<Subject> = {}) =>
	message(
		'uploadDocument',
		{ transport: located('id', transport.uid), ...parameters },
		{ items: [itemWithFile(scan)], ...rest },
	);

const now = () => transportsOf(sandbox).find(({ uid }) => uid === transport.uid) as StoredTransport;

/** What a user reads of a run that failed before anything was sent. */
const refusal = async (run: ReturnType<typeof upload>) => {
	const { error } = await run;
	expect(writesOf(sandbox)).toEqual([]);
	return error?.message;
};

describe('a note', () => {
	test('stands on the transport with its text', async () => {
		const outcome = await note({ text: 'Livraison avant 8 h' });
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({ transport: transport.uid, type: 'note', message: 'Livraison avant 8 h' }),
		]);
		expect(now().messages).toHaveLength(1);
	});

	test('finds the transport by External ID, and goes on with its ID', async () => {
		transport.remote_id = 'OT2026-118';
		await note({ transport: located('externalId', 'OT2026-118'), text: 'Bonjour' });
		expect(callsOf(sandbox)).toEqual([
			'GET /transports/OT2026-118/?lookup_field=remote_id',
			'POST /transport-messages/',
		]);
		expect(sentTo(sandbox)).toEqual([
			['POST', { transport: transport.uid, type: 'note', message: 'Bonjour' }],
		]);
	});

	test('is for the companies that are named', async () => {
		const { pk } = addCompany(sandbox, { name: 'Spectateur' });
		await note({ text: 'Confidentiel', additionalFields: { readers: String(pk) } });
		expect(sentTo(sandbox)).toEqual([['POST', expect.objectContaining({ readable_by_company_ids: [pk] })]]);
	});

	test('for nobody is refused, since Dashdoc would show it to everybody concerned', async () => {
		const given = note(
			{ text: 'Confidentiel', additionalFields: { readers: '={{ $json.readers }}' } },
			{ items: itemsOf({ readers: [] }) },
		);
		expect(await refusal(given)).toMatch(/^Readers: the list is empty/);
	});

	test('for a company that is no number is refused', async () => {
		const given = note({ text: 'Bonjour', additionalFields: { readers: '928, Bouvet' } });
		expect(await refusal(given)).toMatch(/^Readers: "Bouvet" is not the ID of a company/);
	});

	test('of a site of another transport is refused by Dashdoc, with the label of the field', async () => {
		const other = transportsOf(sandbox).find(({ uid }) => uid !== transport.uid);
		const site = other?.deliveries[0].origin.uid ?? '';
		const { error } = await note({ text: 'Bonjour', additionalFields: { siteId: site } });
		expect(error?.message).toMatch(/^Site ID: /);
	});
});

describe('a file', () => {
	test('arrives byte by byte with its name and type, and is listed as what it is', async () => {
		const outcome = await upload({ documentType: 'delivery_note', additionalFields: { reference: 'BL-1' } });
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({
				transport: transport.uid,
				type: 'document',
				document_type: 'delivery_note',
				document_title: scan.fileName,
				reference: 'BL-1',
			}),
		]);
		const file = await fileBehind(sandbox, now().messages[0].document);
		expect(file.mimeType).toBe(scan.mimeType);
		expect(file.content.equals(scan.content)).toBe(true);
	});

	test('that is a picture becomes a photo, unless the user says otherwise', async () => {
		const picture = { ...scan, fileName: 'palette.jpg', mimeType: 'image/jpeg' };
		const items = [itemWithFile(picture)];
		expect(jsonOf(await upload({}, { items }))[0].type).toBe('photo');
		expect(jsonOf(await upload({ type: 'document' }, { items }))[0].type).toBe('document');
	});

	test('that is a consignment note takes the place of the generated one', async () => {
		await upload({ documentType: 'cmr' });
		expect(now().documents.filter(({ category }) => category === 'cmr')).toEqual([]);
	});

	test('may come from an address of Dashdoc, which gets the token', async () => {
		const [{ file }] = transport.documents;
		const outcome = await upload(
			{ fileSource: 'address', fileAddress: file as string },
			{ items: itemsOf({}) },
		);
		expect(outcome.error).toBeUndefined();
		expect(sandbox.downloads()).toEqual([expect.objectContaining({ host: 'dashdoc', hasToken: true })]);
		const [{ document }] = now().messages;
		const [sent, given] = await Promise.all([
			fileBehind(sandbox, document),
			fileBehind(sandbox, file as string),
		]);
		expect(sent.content.equals(given.content)).toBe(true);
	});

	test('may come from another host, which never sees the token', async () => {
		const path = new URL(transport.documents[0].file as string).pathname;
		const fileAddress = sandbox.state.world.media.inStorage(path);
		const outcome = await upload({ fileSource: 'address', fileAddress }, { items: itemsOf({}) });
		expect(outcome.error).toBeUndefined();
		expect(sandbox.downloads()).toEqual([expect.objectContaining({ host: 'storage', hasToken: false })]);
		expect(now().messages).toHaveLength(1);
	});

	test('for several companies names each of them', async () => {
		const readers = transport.deliveries.flatMap(({ origin, destination }) =>
			[origin, destination].flatMap(({ address }) => Number(address?.company?.pk) || []),
		);
		await upload({ additionalFields: { readers: readers.join(', ') } });
		expect(now().messages[0].readable_by_company_ids).toEqual(expect.arrayContaining(readers));
	});
});

describe('before anything is sent', () => {
	test('an empty file is refused', async () => {
		const empty = { ...scan, content: Buffer.alloc(0) };
		expect(await refusal(upload({}, { items: [itemWithFile(empty)] }))).toBe(
			`Input Binary Field: the file "${scan.fileName}" is empty [item 0]`,
		);
	});

	test('a missing file is refused, with those that there are', async () => {
		expect(await refusal(upload({ binaryPropertyName: 'cmr' }))).toBe(
			'Input Binary Field: the item has no file in the binary field "cmr"; it has only "data" [item 0]',
		);
	});

	test('an unknown document type is refused, with those that there are', async () => {
		const given = upload({ documentType: '={{ "lettre" }}' });
		expect(await refusal(given)).toMatch(/^Document Type: "lettre" is not one of .*delivery_note, /);
	});

	test('a title over 100 characters is refused, and so is such a file name without a title', async () => {
		const long = 'é'.repeat(101);
		expect(await refusal(upload({ additionalFields: { title: long } }))).toBe(
			'Title: it has 101 characters, but Dashdoc takes 100 [item 0]',
		);
		const items = [itemWithFile({ ...scan, fileName: `${long}.pdf` })];
		expect(await refusal(upload({}, { items }))).toMatch(
			/^Title: left out, it is the file name, which has 105/,
		);
	});

	test('an address that is none is refused', async () => {
		const given = upload({ fileSource: 'address', fileAddress: 'cmr.pdf' });
		expect(await refusal(given)).toBe('File URL: "cmr.pdf" is not a web address [item 0]');
	});

	test('an address whose host nobody knows is told after few tries', async () => {
		const resolve = nobodyKnows('nowhere.example');
		const given = upload({ fileSource: 'address', fileAddress: 'https://nowhere.example/cmr.pdf' });
		expect(await refusal(given)).toMatch(
			/^File URL: the host nowhere\.example was not found\. Check the address, .* \[item 0\]$/,
		);
		expect(resolve).toHaveBeenCalledTimes(3);
	});

	test('an address behind which another host has nothing is told with that host', async () => {
		const fileAddress = sandbox.state.world.media.inStorage('/media/nothing.pdf');
		expect(await refusal(upload({ fileSource: 'address', fileAddress }))).toBe(
			`File URL: ${new URL(fileAddress).host} did not give the file (404) [item 0]`,
		);
	});
});

test('one bad file among good ones leaves the good ones alone', async () => {
	const items = [
		itemWithFile(scan),
		itemWithFile({ ...scan, content: Buffer.alloc(0) }),
		itemWithFile({ ...scan, fileName: 'autre.pdf' }),
	];
	const outcome = await upload({}, { items, node: { onError: 'continueErrorOutput' } });
	expect(jsonOf(outcome).map(({ document_title }) => document_title)).toEqual([scan.fileName, 'autre.pdf']);
	expect(outcome.outputs[1]).toHaveLength(1);
	expect(now().messages).toHaveLength(2);
});

test('a message can be changed and taken away', async () => {
	await upload({ documentType: 'delivery_note' });
	const [{ uid }] = now().messages;
	const changed = await message('update', { messageId: uid, updateFields: { documentType: 'weight_note' } });
	expect(jsonOf(changed)).toEqual([expect.objectContaining({ uid, document_type: 'weight_note' })]);
	const cleared = await message('update', { messageId: uid, updateFields: { documentType: '' } });
	expect(jsonOf(cleared)).toEqual([expect.objectContaining({ uid, document_type: '' })]);
	expect(jsonOf(await message('delete', { messageId: uid }))).toEqual([{ deleted: true, uid }]);
	expect(now().messages).toEqual([]);
});
