/** What a user can do with the safety documents of places, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addAddress,
	fileBehind,
	itemsOf,
	itemWithFile,
	jsonOf,
	located,
	securityProtocolsOf,
	writesOf,
	type BinaryFile,
} from './data.cts';

let sandbox: Sandbox;
let place: number;

useSandbox({ companies: 1, contacts: 0, transports: 0 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	place = addAddress(sandbox, { name: 'Entrepôt de Carquefou', city: 'Carquefou' }).pk;
});

/** Every byte that there is, so that one that is lost or changed on the way shows. */
const document: BinaryFile = {
	fileName: 'Protocole de sécurité – quai nº 2.pdf',
	mimeType: 'application/pdf',
	content: Buffer.concat([
		Buffer.from('%PDF-1.4\r\n'),
		Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
	]),
};

const protocol = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(
		sandbox,
		{ resource: 'securityProtocol', operation, ...parameters },
		{ items: [itemWithFile(document)], ...rest },
	);

const create = (parameters: INodeParameters = {}, rest: Partial<Subject> = {}) =>
	protocol('create', { address: located('id', place), ...parameters }, rest);

const ofPlace = () => securityProtocolsOf(sandbox).filter(({ address }) => address === place);

test('a file arrives byte by byte, with its name and its type', async () => {
	const outcome = await create();
	const [stored] = ofPlace();
	expect(jsonOf(outcome)).toEqual([
		expect.objectContaining({ pk: stored.pk, address: place, document_title: document.fileName }),
	]);
	expect(await fileBehind(sandbox, stored.document)).toEqual(document);
	expect(writesOf(sandbox)[0].headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
});

test('it may come from another binary field, under a title of its own', async () => {
	const outcome = await create(
		{ binaryPropertyName: 'scan', additionalFields: { title: 'Quai nº 2' } },
		{ items: [itemWithFile(document, {}, 'scan')] },
	);
	expect(jsonOf(outcome)).toEqual([expect.objectContaining({ document_title: 'Quai nº 2' })]);
});

test('a second one takes the place of the first', async () => {
	const [first] = jsonOf(await create());
	const [second] = jsonOf(await create());
	expect(ofPlace().map(({ pk }) => pk)).toEqual([second.pk]);
	expect(second.pk).not.toBe(first.pk);
});

test('each item sends its own file', async () => {
	const places = ['Nantes', 'Rezé', 'Évreux'].map((city) => addAddress(sandbox, { name: city, city }).pk);
	const items = places.map((pk, number) =>
		itemWithFile({ ...document, fileName: `${number}.pdf`, content: Buffer.from([number]) }, { pk }),
	);
	await create({ address: located('id', '={{ $json.pk }}') }, { items });
	for (const [number, pk] of places.entries()) {
		const stored = securityProtocolsOf(sandbox).find(({ address }) => address === pk);
		expect(await fileBehind(sandbox, stored?.document)).toMatchObject({
			fileName: `${number}.pdf`,
			content: Buffer.from([number]),
		});
	}
});

test('the title alone can be changed, and the file stays', async () => {
	await create();
	const [{ pk, document: before }] = ofPlace();
	const outcome = await protocol(
		'update',
		{ securityProtocolId: pk, updateFields: { title: 'Protocole 2026' } },
		{ items: itemsOf({}) },
	);
	expect(jsonOf(outcome)).toEqual([
		expect.objectContaining({ pk, document_title: 'Protocole 2026', document: before }),
	]);
	const change = writesOf(sandbox)[1];
	expect(change).toMatchObject({ method: 'PATCH', body: { document_title: 'Protocole 2026' }, files: [] });
	expect(change.headers['content-type']).toMatch(/^multipart\/form-data/);
});

test('the file alone can be changed, and it can move to another place', async () => {
	await create({ additionalFields: { title: 'Quai nº 2' } });
	const [{ pk }] = ofPlace();
	const newer = { ...document, content: Buffer.from('%PDF-1.7') };
	await protocol(
		'update',
		{ securityProtocolId: pk, updateFields: { binaryPropertyName: 'data' } },
		{ items: [itemWithFile(newer)] },
	);
	expect(await fileBehind(sandbox, ofPlace()[0].document)).toEqual(newer);
	const other = addAddress(sandbox, { name: 'Dépôt' }).pk;
	await protocol('update', { securityProtocolId: pk, updateFields: { address: located('id', other) } });
	expect(securityProtocolsOf(sandbox).find((one) => one.pk === pk)?.address).toBe(other);
});

test('a deletion gives the proof of it, and the place has none then', async () => {
	await create();
	const [{ pk }] = ofPlace();
	const outcome = await protocol('delete', { securityProtocolId: pk }, { items: itemsOf({}) });
	expect(jsonOf(outcome)).toEqual([{ deleted: true, pk }]);
	const after = await runOn(sandbox, {
		resource: 'address',
		operation: 'getSecurityProtocol',
		address: located('id', place),
	});
	expect(jsonOf(after)).toEqual([{ attached: false, address_pk: place }]);
});

test('the address tells of the one that it has, with its ID', async () => {
	const [{ pk }] = jsonOf(await create());
	const outcome = await runOn(sandbox, {
		resource: 'address',
		operation: 'getSecurityProtocol',
		address: located('id', place),
	});
	expect(jsonOf(outcome)).toEqual([
		expect.objectContaining({ attached: true, address_pk: place, pk, document_title: document.fileName }),
	]);
});

test('a title that is too long is told in the words of Dashdoc', async () => {
	const outcome = await create({ additionalFields: { title: 'é'.repeat(101) } });
	expect(outcome.error?.message).toMatch(/at most 100 characters.* \[item 0\]$/);
});

test('an ID that nobody has is told', async () => {
	for (const [operation, rest] of [
		['update', { updateFields: { title: 'x' } }],
		['delete', {}],
	] as const) {
		const outcome = await protocol(operation, { securityProtocolId: 999_999, ...rest });
		expect(outcome.error?.message).toBe(
			'Dashdoc found nothing for Security Protocol ID "999999". Check the identifier [item 0]',
		);
	}
});
