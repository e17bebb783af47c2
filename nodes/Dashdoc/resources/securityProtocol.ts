import { byId } from '../fields/locators';
import { demanded, file, identifier, text } from '../fields/plain';
import { address } from '../fields/things';
import { create, remove, resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'security protocol', plural: 'security protocols' };

const protocolId = identifier('path.pk', 'Security Protocol ID', {
	description: "Dashdoc's ID, as Address: Get Security Protocol gives it",
	placeholder: 'e.g. 17',
});

const place = byId('body.address', address, {
	description:
		'Place whose safety document it is; it has one at most, so a new one takes the place of the old',
});
const documentFile = file('body.document', { description: 'A picture or a PDF' });
const title = text('body.document_title', 'Title', {
	description: 'Name of the file as Dashdoc shows it, up to 100 characters',
	placeholder: 'e.g. Protocole de sécurité Carquefou.pdf',
});

export const securityProtocol = resource({
	value: 'securityProtocol',
	name: 'Security Protocol',
	identifier: 'pk',
	operations: [
		create(noun, 'POST /security-protocols/', {
			required: [demanded(place), demanded(documentFile)],
			additional: [title],
			multipart: true,
		}),
		remove(noun, 'DELETE /security-protocols/{pk}/', protocolId),
		update(noun, 'PATCH /security-protocols/{pk}/', protocolId, [place, documentFile, title], {
			multipart: true,
		}),
	],
});
