/** What documents are for, in one list for those that Dashdoc makes, those that people add, and signatures. */
import type { INodePropertyOptions } from 'n8n-workflow';
import type { GeneratedDocument, Message } from '../extract/parts';

const names = {
	confirmation: 'Confirmation',
	cmr: 'Consignment Note (CMR)',
	delivery_note: 'Delivery Note',
	invoice: 'Invoice',
	loading_plan: 'Loading Plan',
	other: 'Other',
	photo: 'Photo',
	rental: 'Rental Order',
	signature: 'Signature',
	holders_swap_note: 'Supports Exchange Note',
	washing_note: 'Washing Note',
	waste_manifest: 'Waste Manifest',
	weight_note: 'Weight Note',
} as const;

export type DocumentKind = keyof typeof names;

/** The kinds by which users choose. */
export const documentKinds: readonly INodePropertyOptions[] = Object.entries(names).map(([value, name]) => ({
	name,
	value,
}));

/** Uses under which people add files; the empty one is Dashdoc's word for any other. */
export const documentTypes: readonly INodePropertyOptions[] = [
	{ name: names.confirmation, value: 'confirmation' },
	{ name: names.cmr, value: 'cmr' },
	{ name: names.delivery_note, value: 'delivery_note' },
	{ name: names.invoice, value: 'invoice' },
	{ name: 'Load Photo', value: 'load_photo' },
	{ name: names.holders_swap_note, value: 'holders_swap_note' },
	{ name: names.washing_note, value: 'washing_note' },
	{ name: names.waste_manifest, value: 'waste_manifest' },
	{ name: names.weight_note, value: 'weight_note' },
];

/** Categories of generated documents that are called otherwise than their kind. */
const categories: Readonly<Record<string, DocumentKind>> = {
	cmr4: 'cmr',
	ldv: 'cmr',
	orc: 'confirmation',
	chc: 'confirmation',
	flanders_waste_manifest: 'waste_manifest',
};

const isKind = (word: string): word is DocumentKind => Object.hasOwn(names, word);

/** Kind of a document that Dashdoc made. */
export function kindOfGenerated(document: GeneratedDocument): DocumentKind {
	const category: string = document.category ?? '';
	if (Object.hasOwn(categories, category)) return categories[category];
	return isKind(category) ? category : 'other';
}

/** Kind of a file that somebody added: what it is for, else whether it is a photo. */
export function kindOfMessage({ document_type, type }: Message): DocumentKind {
	if (document_type === 'load_photo') return 'photo';
	if (document_type && isKind(document_type)) return document_type;
	return type === 'photo' ? 'photo' : 'other';
}

/** The name of a kind in words. */
export function kindInWords(kind: DocumentKind): string {
	return names[kind];
}
