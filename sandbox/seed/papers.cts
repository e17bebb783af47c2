import { readersOf } from '../resources/transports/messages.cts';
import type { StoredMessage, StoredTransport } from '../resources/transports/records.cts';
import type { Tenant } from '../state/tenant.cts';

/** A paper that people put on transports: which ones get it, by the number of the transport. */
interface Paper {
	type: 'document' | 'photo' | 'note';
	document_type: string;
	/** File name, or the text of a note. */
	text: string;
	isOn: (transport: StoredTransport, number: number) => boolean;
}

const isOver = ({ global_status }: StoredTransport) => global_status === 'done';

const papers: readonly Paper[] = [
	{
		type: 'document',
		document_type: 'delivery_note',
		text: 'Bon de livraison signé',
		isOn: (each, number) => isOver(each) && number % 4 === 0,
	},
	{
		type: 'photo',
		document_type: 'load_photo',
		text: 'photo',
		isOn: (each, number) => each.has_observations || (isOver(each) && number % 9 === 5),
	},
	{
		type: 'document',
		document_type: 'weight_note',
		text: 'Ticket de pesée',
		isOn: (each) => isOver(each) && each.deliveries[0].planned_loads[0]?.category === 'bulk',
	},
	{
		type: 'document',
		document_type: 'washing_note',
		text: 'Certificat de lavage',
		isOn: (each) => each.requires_washing && isOver(each),
	},
	{
		type: 'document',
		document_type: 'cmr',
		text: 'Lettre de voiture émargée',
		isOn: (each, number) => isOver(each) && number % 11 === 2,
	},
	{
		type: 'document',
		document_type: 'invoice',
		text: 'Facture',
		isOn: ({ invoicing_status }, number) => invoicing_status === 'PAID' && number % 2 === 0,
	},
	{
		type: 'note',
		document_type: '',
		text: 'Le client demande une livraison avant 10 h.',
		isOn: (_, number) => number % 5 === 3,
	},
];

/** Documents, photos and notes on the transports, as people leave them. */
export function seedPapers(transports: readonly StoredTransport[], tenant: Tenant): void {
	transports.forEach((transport, number) => {
		for (const paper of papers) {
			if (paper.isOn(transport, number)) transport.messages.push(messageOf(paper, transport, tenant));
		}
		if (transport.messages.some(({ document_type }) => document_type === 'cmr')) {
			transport.documents = transport.documents.filter(({ category }) => category !== 'cmr');
		}
	});
}

function messageOf(
	{ type, document_type, text }: Paper,
	transport: StoredTransport,
	tenant: Tenant,
): StoredMessage {
	const { random, media } = tenant.world;
	const uid = random.uid();
	const { destination, shipper_reference } = transport.deliveries[0];
	const site = type === 'note' ? null : destination.uid;
	const isPublic = document_type !== 'invoice';
	return {
		uid,
		created: transport.updated,
		created_device: transport.updated,
		creation_method: type === 'note' ? 'manager' : 'trucker',
		type,
		document_title: type === 'note' ? '' : text,
		document_type,
		is_attached_to_cmr: false,
		transport: transport.uid,
		site,
		readable_by_company_ids: readersOf(transport, site, undefined, tenant.company),
		message: type === 'note' ? text : '',
		reference: document_type === 'weight_note' ? `PESEE-${transport.sequential_id}` : '',
		visible_by_everyone: isPublic,
		readable_by_trucker: isPublic,
		document: fileOf(),
		author: null,
		author_company_id: tenant.company,
		extracted_reference: null,
	};

	function fileOf(): string | null {
		if (type === 'note') return null;
		if (type === 'photo') return media.photo(`photo-${transport.sequential_id}-${uid.slice(0, 8)}`);
		return media.generated(`${document_type}-${uid.slice(0, 8)}`, text, shipper_reference);
	}
}
