import { inAlphabet } from '../declaration/alphabet';
import { operation, type Check, type Result, type RunContext } from '../declaration/operation';
import { InvalidValue, type Parameter } from '../declaration/parameter';
import type { BodyOf } from '../declaration/route';
import { additionalFields } from '../fields/collections';
import { instant } from '../fields/dates';
import { fileOrAddress } from '../fields/files';
import { inBody } from '../fields/inBody';
import { uidOf } from '../fields/locators';
import { site as siteThing, transportMessage as messageThing } from '../fields/parts';
import { bodyJson, choice, demanded, lasting, number, text, textList, toggle } from '../fields/plain';
import { transport as transportThing } from '../fields/things';
import { remove, resource, update, type Noun } from './standard';
import { documentTypes } from './transport/document/kinds';

const noun: Noun = { singular: 'transport message', plural: 'transport messages' };

type Write = BodyOf<'POST /transport-messages/'>;

/** Characters that Dashdoc takes for a title or the name of a file. */
const longestTitle = 100;

const messageId = uidOf(
	'path.uid',
	messageThing,
	{
		description: "Dashdoc's ID, as Transport: List Documents and the creation give it",
		name: 'messageId',
		required: true,
	},
	'Message ID',
);

const transport = inBody('body.transport', transportThing, { description: 'The transport or order' });

const documentType: Parameter<'body.document_type'> = {
	...choice(
		'body.document_type',
		'Document Type',
		[...documentTypes, { name: 'Other', value: '' }].sort((a, b) => inAlphabet(a.name, b.name)),
		{
			description: 'What the file is for; an uploaded consignment note takes the place of the generated one',
			default: '',
		},
	),
	cleared: { 'body.document_type': '' },
};

const readers: Parameter<'body.readable_by_company_ids'> = {
	...textList('body.readable_by_company_ids', 'Readers', {
		description:
			'Dashdoc IDs of the companies that may read it beside yours, separated by commas; left out, all that take part',
		placeholder: 'e.g. 928, 1043',
	}),
	place: (value) => ({ 'body.readable_by_company_ids': companyIds(value) }),
	emptyList: 'the list is empty, which would let every company that takes part read it',
};

function companyIds(value: unknown): number[] {
	const given = (Array.isArray(value) ? value : String(value).split(',')).map((one) => String(one).trim());
	const ids = given.filter((one) => one !== '');
	if (ids.length === 0) throw new InvalidValue('it holds no company ID between its commas');
	const wrong = ids.find((one) => !/^[1-9]\d{0,14}$/.test(one));
	if (wrong !== undefined)
		throw new InvalidValue(`"${wrong}" is not the ID of a company, which is a whole number`);
	return ids.map(Number);
}

const site = uidOf(
	'body.site',
	siteThing,
	{
		description: 'Stop of the transport that it is about; then only its company is among the readers',
		name: 'siteId',
	},
	'Site ID',
);
const reference = text('body.reference', 'Reference', {
	description: 'Text by which it can be searched',
	placeholder: 'e.g. BL-88231',
});
const readableByTrucker = toggle('body.readable_by_trucker', 'Readable by Trucker', {
	description: 'Whether the trucker may read it',
});
const visibleByEveryone = toggle('body.visible_by_everyone', 'Visible by Everyone', {
	description: "Whether it stands on the transport's public page",
});

/** What notes and files may say about themselves. */
const details = [
	site,
	reference,
	readers,
	readableByTrucker,
	visibleByEveryone,
	instant('body.created_device', 'Created on Device', {
		description: 'When it was made; left out, when Dashdoc gets it',
	}),
	number('body.latitude', 'Latitude', {
		description: 'Where it was made, degrees',
		minimum: -90,
		maximum: 90,
	}),
	number('body.longitude', 'Longitude', {
		description: 'Where it was made, degrees',
		minimum: -180,
		maximum: 180,
	}),
	text('body.uid', 'Own Message ID', {
		description: 'A UUID of your own as its ID, so that it can be changed later without having read it',
		placeholder: 'e.g. 6f9b2c1e-8a4d-4f6b-9c3e-2d1a7b5e0f48',
	}),
	bodyJson(),
];

const caption = text('body.message', 'Text', { description: 'Note that goes with the file' });

const title = text('body.document_title', 'Title', {
	description: 'Name of the file as Dashdoc shows it, up to 100 characters; left out, that of the file',
	placeholder: 'e.g. CMR 2026-118.pdf',
});

const attachedToCmr = toggle('body.is_attached_to_cmr', 'Attached to CMR', {
	description: 'Whether it is attached to the consignment note',
});

/** What Dashdoc tells people to post; the rest of its list it makes itself. */
const kinds = [
	{ name: 'Document', value: 'document' },
	{ name: 'Note', value: 'note' },
	{ name: 'Photo', value: 'photo' },
];

const kind = choice('body.type', 'Type', kinds, { description: 'Nature of the message' });

const kindOfFile = choice(
	'body.type',
	'Type',
	[
		{ name: 'Automatic', value: '', description: 'A picture is a photo, any other file a document' },
		...kinds.filter(({ value }) => value !== 'note'),
	],
	{ description: 'Nature of the file', default: '' },
);

const shortTitle: Check = ({ body }) => {
	const given = body.document_title;
	if (typeof given !== 'string' || given.length <= longestTitle) return undefined;
	return {
		target: 'body.document_title',
		text: `it has ${given.length} characters, but Dashdoc takes ${longestTitle}`,
	};
};

/** What happens on one transport is told in the order of the items. */
const inOrder = ({ body }: { body: object }) => [String((body as Partial<Write>).transport)];

async function upload({ attachments, call, problem, request }: RunContext): Promise<Result[]> {
	const { document_title, type, ...body } = request.body as Partial<Write> & Pick<Write, 'transport'>;
	const file = attachments.get('document');
	const name = file?.fileName ?? '';
	if (document_title === undefined && name.length > longestTitle) {
		const text = `left out, it is the file name, which has ${name.length} characters, but Dashdoc takes ${longestTitle}`;
		throw problem('title', text);
	}
	const nature = type ?? (file?.mediaType.startsWith('image/') ? 'photo' : 'document');
	const titled = document_title === undefined ? {} : { document_title };
	return [
		{ object: await call('POST /transport-messages/', { body: { ...body, ...titled, type: nature } }) },
	];
}

export const transportMessage = resource({
	value: 'transportMessage',
	name: 'Transport Message',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		transport: 'transport',
		type: 'type',
		message: 'message',
		document_title: 'document_title',
		document_type: 'document_type',
		document: 'document',
		reference: 'reference',
		site: 'site',
		created: 'created',
	},
	operations: [
		operation({
			value: 'createNote',
			name: 'Create Note',
			action: 'Create transport note',
			description: 'Write a text into the activity of a transport',
			route: 'POST /transport-messages/',
			fixed: { 'body.type': 'note' },
			parameters: [
				transport,
				demanded(
					text('body.message', 'Text', {
						description: 'What the readers see',
						placeholder: 'e.g. Livraison avant 8 h',
					}),
				),
				additionalFields(details),
			],
			keys: inOrder,
		}),
		remove(noun, 'DELETE /transport-messages/{uid}/', messageId),
		update(noun, 'PATCH /transport-messages/{uid}/', messageId, [
			lasting(kind),
			documentType,
			reference,
			{ ...site, cleared: { 'body.site': null } },
			// An empty list leaves your own company alone.
			{ ...readers, emptyList: undefined },
			readableByTrucker,
			visibleByEveryone,
		]),
		operation({
			value: 'uploadDocument',
			name: 'Upload Document or Photo',
			action: 'Upload document or photo to transport',
			description: 'Add a file to the activity of a transport, from a binary field or from a web address',
			route: 'POST /transport-messages/',
			multipart: true,
			parameters: [
				transport,
				...fileOrAddress('body.document', { description: 'A PDF, a picture or any other file' }),
				kindOfFile,
				documentType,
				additionalFields([title, attachedToCmr, caption, ...details]),
			],
			checks: [shortTitle],
			keys: inOrder,
			run: upload,
		}),
	],
});
