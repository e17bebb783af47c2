/** The things that can be watched. Where a list lacks a filter, docs/triggers.md says what follows from it. */
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { AnswerOf } from '../Dashdoc/declaration/route';
import type { Simplified } from '../Dashdoc/declaration/operation';
import { simplify } from '../Dashdoc/engine/shape';
import { rowOf } from '../Dashdoc/resources/columns';
import { company } from '../Dashdoc/resources/company';
import { invoice } from '../Dashdoc/resources/invoice';
import { transport } from '../Dashdoc/resources/transport';
import { transportColumns, type Transport } from '../Dashdoc/resources/transport/extract/parts';
import { eventChoices } from '../Dashdoc/resources/transport/extracts';
import { eventColumns, eventsOf } from '../Dashdoc/resources/transport/extract/statusEvents';
import { statuses, wasteForm } from '../Dashdoc/resources/wasteForm';
import { additionKinds, additions } from './additions';
import { watch, type Happening, type Settings, type Watch } from './watch';

type Company = NonNullable<AnswerOf<'GET /companies/'>['results']>[number];
type Invoice = NonNullable<AnswerOf<'GET /invoices/'>['results']>[number];
type WasteForm = NonNullable<AnswerOf<'GET /wam/forms/'>['results']>[number];

const shaped = (object: object, simplified: Simplified | undefined, { output }: Settings): IDataObject =>
	output === 'raw' || !simplified ? (object as IDataObject) : simplify(object as IDataObject, simplified);

/** One happening for the object itself. */
const itself = (
	id: string | number | undefined,
	time: string | null | undefined,
	read: () => IDataObject,
): Happening[] => (id === undefined || !time ? [] : [{ id: String(id), time, read }]);

/** Events of one transport, each told with the transport that it belongs to. */
function statusEvents(source: Transport, settings: Settings): Happening[] {
	const categories = settings.chosen.length > 0 ? settings.chosen : undefined;
	return eventsOf(source, { categories }).flatMap((one) => {
		const { event } = one;
		const read = () =>
			settings.output === 'raw'
				? ({ ...event, ...rowOf(transportColumns, { transport: source }) } as IDataObject)
				: rowOf(eventColumns, one);
		return itself(event.uid, event.created ?? event.created_device, read);
	});
}

function isChosen(value: string | undefined, { chosen }: Settings): boolean {
	return chosen.length === 0 || chosen.includes(String(value));
}

/** What changed of transports shows in their list, by the time of their last change. */
const changedTransports = {
	route: 'GET /transports/',
	changed: ({ updated }: Transport) => updated,
} as const;

/** What happened to a transport happened after its creation, and not after its last change. */
const partsOfTransports = { since: 'updated__gte', until: 'created__lte' } as const;

/** A list from which users choose what they want of a watched thing. */
interface Choice {
	displayName: string;
	description: string;
	options: readonly INodePropertyOptions[];
}

/** By the value of the watched thing. */
export const choices: Readonly<Record<string, Choice & { name: string }>> = {
	documentAdded: {
		displayName: 'Kinds',
		name: 'kinds',
		description: 'Only documents of these kinds; all of them where nothing is chosen',
		options: additionKinds,
	},
	transportStatusEvent: {
		displayName: 'Categories',
		name: 'categories',
		description:
			"Only these events; all of them where nothing is chosen. An expression may name any other of Dashdoc's categories.",
		options: eventChoices,
	},
	wasteFormStatusChanged: {
		displayName: 'Statuses',
		name: 'statuses',
		description: 'Only changes into these statuses; all of them where nothing is chosen',
		options: statuses,
	},
};

/** In alphabetical order, as the editor lists them. */
export const watches: readonly Watch[] = [
	watch({
		value: 'companyUpdated',
		name: 'Company Created or Updated',
		description: 'A company of your address book is new or was changed',
		noun: 'company',
		route: 'GET /companies/',
		period: { since: 'updated__gte', until: 'updated__lte' },
		changed: ({ updated }: Company) => updated,
		happenings: (one: Company, settings) =>
			itself(one.pk, one.updated, () => shaped(one, company.simplified, settings)),
	}),
	watch({
		value: 'documentAdded',
		name: 'Document or Message Added',
		description: 'A transport got a file or a message, or Dashdoc made one of its documents anew',
		noun: 'document or message of these kinds',
		...changedTransports,
		period: partsOfTransports,
		happenings: additions,
	}),
	watch({
		value: 'invoiceFinalized',
		name: 'Invoice Finalized',
		description: 'A draft became an invoice',
		noun: 'finalized invoice',
		route: 'GET /invoices/',
		period: { since: 'finalized_at__gte' },
		changed: ({ finalized_at }: Invoice) => finalized_at,
		happenings: (one: Invoice, settings) =>
			itself(one.uid, one.finalized_at, () => shaped(one, invoice.simplified, settings)),
	}),
	watch({
		value: 'transportCreated',
		name: 'Transport Created',
		description: 'A transport or order is new',
		noun: 'transport',
		route: 'GET /transports/',
		period: { since: 'created__gte', until: 'created__lte' },
		changed: ({ created }: Transport) => created,
		happenings: (one: Transport, settings) =>
			itself(one.uid, one.created, () => shaped(one, transport.simplified, settings)),
	}),
	watch({
		value: 'transportUpdated',
		name: 'Transport Created or Updated',
		description: 'A transport or order is new or anything of it was changed; gives its newest state',
		noun: 'transport',
		...changedTransports,
		period: { since: 'updated__gte', until: 'updated__lte' },
		happenings: (one: Transport, settings) =>
			itself(one.uid, one.updated, () => shaped(one, transport.simplified, settings)),
	}),
	watch({
		value: 'transportStatusEvent',
		name: 'Transport Status Event',
		description: 'Something happened to a transport, such as an arrival; each event comes as an item',
		noun: 'event of these categories',
		...changedTransports,
		period: partsOfTransports,
		happenings: statusEvents,
	}),
	watch({
		value: 'wasteFormStatusChanged',
		name: 'Waste Form Status Changed',
		description: 'A waste form is new or its status is another one than before',
		noun: 'waste form in these statuses',
		route: 'GET /wam/forms/',
		period: { since: 'created__gte', until: 'created__lte' },
		changed: ({ created }: WasteForm) => created,
		happenings: (one: WasteForm, settings) =>
			isChosen(one.status, settings)
				? itself(one.uid, one.updated, () => ({
						...shaped(one, wasteForm.simplified, settings),
						previous_status: null,
					}))
				: [],
		states: {
			named: 'uid__in',
			identifier: ({ uid }) => String(uid),
			state: ({ status }) => String(status),
			final: ['completed', 'cancelled', 'discontinued'],
			isWanted: isChosen,
			item: (one, settings) => shaped(one, wasteForm.simplified, settings),
			previous: 'previous_status',
		},
	}),
];
