import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { FormFile } from '../../../nodes/Dashdoc/client/types';
import type { Operation } from '../../../nodes/Dashdoc/declaration/operation';
import { FileReference } from '../../../nodes/Dashdoc/declaration/parameter';
import { ParameterProblem } from '../../../nodes/Dashdoc/engine/problem';
import { checkFiles, formOf } from '../../../nodes/Dashdoc/engine/upload';
import { file, text } from '../../../nodes/Dashdoc/fields/plain';

const described = { description: 'A field of the test' };
const operation: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create protocol',
	description: 'Create a protocol',
	route: 'POST /security-protocols/',
	multipart: true,
	parameters: [text('body.name', 'Name', described), file('body.document', described)],
};

const protocol = { data: '', mimeType: 'application/pdf', fileName: 'protocole-sécurité.pdf' };

/** A workflow whose items hold these files. */
function workflow(...items: Array<Record<string, IBinaryData>>) {
	const reads: string[] = [];
	const context = {
		getInputData: () => items.map((binary) => ({ json: {}, binary })),
		helpers: {
			assertBinaryData: (item: number, property: string) => {
				const found = items[item]?.[property];
				if (!found) throw new Error(`There is no file "${property}"`);
				return found;
			},
			getBinaryDataBuffer: async (item: number, property: string) => {
				reads.push(`${item} ${property}`);
				return Buffer.from(`content of ${item} ${property}`);
			},
		},
	} as unknown as IExecuteFunctions;
	return { context, reads };
}

const bodyWith = (property: string, more: object = {}) =>
	({ document: new FileReference(property), ...more }) as unknown as IDataObject;

describe('before anything is sent', () => {
	const check = (context: IExecuteFunctions, body: IDataObject, item = 0) =>
		checkFiles(context, { operation, values: {}, request: { path: {}, query: {}, body } }, item);

	test('a file that the item has is found, without being read', () => {
		const { context, reads } = workflow({ data: protocol });
		expect(() => check(context, bodyWith('data', { name: 'Quai 3', pages: 2 }))).not.toThrow();
		expect(reads).toEqual([]);
	});

	test('each item is asked for its own file', () => {
		const { context } = workflow({ data: protocol }, {});
		expect(() => check(context, bodyWith('data'), 0)).not.toThrow();
		expect(() => check(context, bodyWith('data'), 1)).toThrow(ParameterProblem);
	});

	test('a missing file is told by the label of its parameter, with the files that there are', () => {
		const { context } = workflow({ photo: protocol, scan: protocol });
		expect(() => check(context, bodyWith('data'))).toThrow(
			'Input Binary Field: the item has no file in the binary field "data"; it has only "photo", "scan"',
		);
	});

	test('an item without any file says so', () => {
		const nothing = 'the item has no file in the binary field "data"; it has no file at all';
		expect(() => check(workflow({}).context, bodyWith('data'))).toThrow(nothing);
		expect(() => check(workflow().context, bodyWith('data'))).toThrow(nothing);
	});

	test('a file for which there is no parameter is told by the name that Dashdoc has for it', () => {
		const body = { picture: new FileReference('data') } as unknown as IDataObject;
		expect(() => check(workflow({}).context, body)).toThrow(/^picture: the item has no file/);
	});
});

describe('the parts of a form', () => {
	test('are texts as they are, nothing as empty text, a list part by part, and what is nested as JSON', () => {
		const body = { name: 'Quai 3', pages: 2, valid: false, until: null, tags: [1, 2], place: { pk: 7 } };
		expect(formOf({ ...body, gone: undefined, loads: [{ uid: 'a' }], none: [] }, new Map())).toEqual([
			{ name: 'name', value: 'Quai 3' },
			{ name: 'pages', value: '2' },
			{ name: 'valid', value: 'false' },
			{ name: 'until', value: '' },
			{ name: 'tags', value: '1' },
			{ name: 'tags', value: '2' },
			{ name: 'place', value: '{"pk":7}' },
			{ name: 'gone', value: '' },
			{ name: 'loads', value: '[{"uid":"a"}]' },
			{ name: 'none', value: '[]' },
		]);
	});

	test('hold the file that was opened for them', () => {
		const document: FormFile = {
			fileName: 'a.pdf',
			mediaType: 'application/pdf',
			read: async () => Buffer.from('a'),
		};
		expect(formOf(bodyWith('data'), new Map([['document', document]]))).toEqual([
			{ name: 'document', value: document },
		]);
	});
});
