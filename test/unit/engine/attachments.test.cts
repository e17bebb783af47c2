import { Readable } from 'node:stream';
import type { IBinaryData, IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';
import { apiError, type Elsewhere } from '../../../nodes/Dashdoc/client/clientError';
import type { DashdocClient, DashdocFile } from '../../../nodes/Dashdoc/client/types';
import type { Operation } from '../../../nodes/Dashdoc/declaration/operation';
import { FileAddress, FileReference } from '../../../nodes/Dashdoc/declaration/parameter';
import { openAttachments } from '../../../nodes/Dashdoc/engine/attachments';
import { file } from '../../../nodes/Dashdoc/fields/plain';

const operation: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload file',
	description: 'Uploads a file',
	route: 'POST /transport-messages/',
	multipart: true,
	parameters: [file('body.document', { description: 'A file' })],
};

const pdf: IBinaryData = { data: 'JVBERg==', mimeType: 'application/pdf', fileName: 'cmr.pdf' };

/** An item with this file; what a store has is told by the ID of the file. */
function itemWith(data: IBinaryData, store: Readonly<Record<string, string>> = {}) {
	const asked: string[] = [];
	const context = {
		helpers: {
			assertBinaryData: () => data,
			getBinaryDataBuffer: async () => {
				asked.push('buffer');
				return Buffer.from(data.data, 'base64');
			},
			getBinaryMetadata: async (id: string) => ({ fileSize: store[id]?.length }),
			getBinaryStream: async (id: string) => {
				asked.push('stream');
				return Readable.from([Buffer.from(store[id])]);
			},
		},
	} as unknown as IExecuteFunctions;
	return { asked, context };
}

/** Opens what a body holds. */
const open = (
	document: unknown,
	context: Partial<IExecuteFunctions> = {},
	client: Partial<DashdocClient> = {},
) =>
	openAttachments({
		context: context as IExecuteFunctions,
		client: client as DashdocClient,
		item: 0,
		operation,
		values: {},
		request: { path: {}, query: {}, body: { document } as unknown as IDataObject },
	});

/** A client behind whose addresses these files are, one after the other. */
function clientWith(...files: Array<Partial<DashdocFile>>) {
	const streams: Readable[] = [];
	let next = 0;
	const download = async (): Promise<DashdocFile> => {
		const content = Readable.from([Buffer.from('%PDF')]);
		streams.push(content);
		return { fileName: 'cmr.pdf', mediaType: 'application/pdf', ...files[next++], content };
	};
	return { client: { download }, streams };
}

/** A client that cannot open any file. */
const clientWithout = (httpCode: string, elsewhere?: Elsewhere) => ({
	download: async () => {
		const words = { message: 'Words of the client', description: 'What to do' };
		throw apiError({ name: 'Dashdoc' } as INode, { ...words, httpCode, elsewhere }, '');
	},
});

const textOf = async (stream: AsyncIterable<unknown>) => {
	let text = '';
	for await (const chunk of stream) text += String(chunk);
	return text;
};

describe('a file of the item', () => {
	const stored = { ...pdf, data: 'filesystem-v2', id: 'filesystem-v2:1' };

	test('that n8n keeps in a store is streamed, each time anew, with its size', async () => {
		const { asked, context } = itemWith(stored, { 'filesystem-v2:1': '%PDF' });
		const { files } = await open(new FileReference('data'), context);
		const document = files.get('document');
		expect(document).toMatchObject({ fileName: 'cmr.pdf', mediaType: 'application/pdf', size: 4 });
		expect(asked).toEqual([]);
		expect(await textOf((await document?.open?.()) as Readable)).toBe('%PDF');
		await document?.open?.();
		expect(asked).toEqual(['stream', 'stream']);
	});

	test('that the item holds itself is read when it is sent', async () => {
		const { asked, context } = itemWith(pdf);
		const { files } = await open(new FileReference('data'), context);
		expect(asked).toEqual([]);
		expect(String(await files.get('document')?.read?.())).toBe('%PDF');
	});

	test('whose store does not know its size is read', async () => {
		const { asked, context } = itemWith(stored);
		const { files } = await open(new FileReference('data'), context);
		await files.get('document')?.read?.();
		expect(asked).toEqual(['buffer']);
	});

	test('without a single byte is refused by the label of its parameter', async () => {
		const refused = 'Input Binary Field: the file "cmr.pdf" is empty';
		await expect(open(new FileReference('data'), itemWith({ ...pdf, data: '' }).context)).rejects.toThrow(
			refused,
		);
		const empty = itemWith(stored, { 'filesystem-v2:1': '' }).context;
		await expect(open(new FileReference('data'), empty)).rejects.toThrow(refused);
	});

	test('without a name leaves it to the client to find one', async () => {
		const { files } = await open(
			new FileReference('data'),
			itemWith({ ...pdf, fileName: undefined }).context,
		);
		expect(files.get('document')?.fileName).toBe('');
	});
});

describe('a file that must be of a kind', () => {
	const reference = new FileReference('data', { noun: 'PDF', opening: '%PDF-' });
	const stored = { ...pdf, data: 'filesystem-v2', id: 'filesystem-v2:1' };
	const held = (content: string) => ({ ...pdf, data: Buffer.from(content).toString('base64') });
	const refused = 'Input Binary Field: the file "cmr.pdf" is no PDF: it does not begin with %PDF-';

	test('is taken for what it begins with, and can be read from its beginning afterwards', async () => {
		const inItem = await open(reference, itemWith(held('%PDF-1.7 …')).context);
		expect(String(await inItem.files.get('document')?.read?.())).toBe('%PDF-1.7 …');
		const inStore = await open(reference, itemWith(stored, { 'filesystem-v2:1': '%PDF-1.7' }).context);
		const stream = (await inStore.files.get('document')?.open?.()) as Readable;
		expect(await textOf(stream)).toBe('%PDF-1.7');
	});

	test.each(['\u0089PNG', '%PDF', ' %PDF-1.7', '<html>%PDF-'])(
		'is refused when it begins with %p, wherever n8n keeps it',
		async (content) => {
			await expect(open(reference, itemWith(held(content)).context)).rejects.toThrow(refused);
			const store = { 'filesystem-v2:1': content };
			await expect(open(reference, itemWith(stored, store).context)).rejects.toThrow(refused);
		},
	);

	test('is read no further than its first bytes, in however small pieces they come', async () => {
		const pieces = ['%', 'P', 'DF', '-1.7', ...Array.from({ length: 20 }, () => ' the rest')];
		let given = 0;
		const stream = Readable.from(
			(function* () {
				for (const piece of pieces) {
					given++;
					yield Buffer.from(piece);
				}
			})(),
			{ highWaterMark: 1 },
		);
		const { context } = itemWith(stored, { 'filesystem-v2:1': pieces.join('') });
		context.helpers.getBinaryStream = async () => stream;
		await open(reference, context);
		expect(stream.destroyed).toBe(true);
		expect(given).toBeLessThan(10);
	});
});

describe('a file behind an address', () => {
	const address = new FileAddress('https://files.example.com/cmr.pdf');

	test('is opened once, and asked for again only when it is sent again', async () => {
		const { client, streams } = clientWith({ size: 4 }, { size: 4 });
		const { files } = await open(address, {}, client);
		expect(streams).toHaveLength(1);
		const document = files.get('document');
		expect(document).toMatchObject({ fileName: 'cmr.pdf', mediaType: 'application/pdf', size: 4 });
		expect(await document?.open?.()).toBe(streams[0]);
		expect(await document?.open?.()).toBe(streams[1]);
	});

	test('of unknown length is read whole, and refused when nothing comes', async () => {
		const { files } = await open(address, {}, clientWith({}).client);
		expect(String(await files.get('document')?.read?.())).toBe('%PDF');
		const nothing = {
			download: async () => ({ fileName: 'a', mediaType: 'b/c', content: Readable.from([]) }),
		};
		const { files: none } = await open(address, {}, nothing);
		await expect(none.get('document')?.read?.()).rejects.toThrow('Input Binary Field: the file "a" is empty');
	});

	test('that is known to be empty is refused, and its connection let go', async () => {
		const { client, streams } = clientWith({ size: 0 });
		await expect(open(address, {}, client)).rejects.toThrow('the file "cmr.pdf" is empty');
		expect(streams[0].destroyed).toBe(true);
	});

	test('that was not sent is let go in the end', async () => {
		const { client, streams } = clientWith({ size: 4 });
		const { close } = await open(address, {}, client);
		close();
		expect(streams[0].destroyed).toBe(true);
	});

	test('that its host does not give is told by host and status', async () => {
		const refused = clientWithout('404', { host: 'files.example.com', fault: 'refused' });
		await expect(open(address, {}, refused)).rejects.toThrow(
			'Input Binary Field: files.example.com did not give the file (404)',
		);
	});

	test('whose host nobody knows, or does not answer, is told by the label of its parameter', async () => {
		const unknown = clientWithout('ENOTFOUND', { host: 'files.example.com', fault: 'unknown' });
		await expect(open(address, {}, unknown)).rejects.toThrow(
			'Input Binary Field: the host files.example.com was not found. Check the address',
		);
		const unreached = clientWithout('ETIMEDOUT', { host: 'files.example.com', fault: 'unreached' });
		await expect(open(address, {}, unreached)).rejects.toMatchObject({
			message: 'Input Binary Field: Words of the client',
			httpCode: 'ETIMEDOUT',
		});
	});

	test('that Dashdoc itself does not give is told in the words for every refusal', async () => {
		await expect(open(address, {}, clientWithout('404'))).rejects.toMatchObject({
			message: 'Words of the client',
			httpCode: '404',
		});
	});
});
