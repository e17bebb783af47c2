import { isJsonObject, type JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';
import { assign } from '../standard.cts';

export interface StoredWamLoad extends JsonObject {
	uid: string;
}

/** A waste identification form. */
export interface StoredWamForm {
	uid: string;
	name: string;
	created: string;
	updated: string;
	status: string;
	pdf: { url: string; updated_date: string } | null;
	discontinued_reason: string | null;
	transport_uid: string | null;
	producer_id: number | null;
	processor_id: number | null;
	carrier_id: number | null;
	organizer_id: number | null;
	/** Primary key in the address book. */
	origin_id: number | null;
	instructions: string;
	sea_ship_name: string;
	sea_ship_imo_number: string;
	sea_ship_mmsi_number: string;
	sea_ship_eni_number: string;
	transport_date: string | null;
	carrier_contact_uid: string | null;
	organizer_signatory_uid: string | null;
	producer_contact_uid: string | null;
	processor_contact_uid: string | null;
	processor_signatory_uid: string | null;
	/** Not shown with the form, but below it. */
	loads: StoredWamLoad[];
}

export const wamFormCollection: CollectionDefinition<StoredWamForm> = {
	name: 'wamForms',
	key: 'uid',
	newestFirst: true,
};

/** Companies on a form, by the member that names them. */
export const parties = ['producer_id', 'processor_id', 'carrier_id', 'organizer_id'] as const;

/** Persons on a form, by the member that names them. */
export const people = [
	'carrier_contact_uid',
	'organizer_signatory_uid',
	'producer_contact_uid',
	'processor_contact_uid',
	'processor_signatory_uid',
] as const;

/** A form with every member that Dashdoc shows, from the ones that were given. */
export function newWamForm(given: Partial<StoredWamForm>, tenant: Tenant): StoredWamForm {
	const now = tenant.world.clock.now();
	return {
		uid: tenant.world.random.uid(),
		name: `DAS-${tenant.of(wamFormCollection).size + 1}`,
		created: now,
		updated: now,
		status: 'draft',
		pdf: null,
		discontinued_reason: null,
		transport_uid: null,
		producer_id: null,
		processor_id: null,
		carrier_id: null,
		organizer_id: null,
		origin_id: null,
		instructions: '',
		sea_ship_name: '',
		sea_ship_imo_number: '',
		sea_ship_mmsi_number: '',
		sea_ship_eni_number: '',
		transport_date: null,
		carrier_contact_uid: null,
		organizer_signatory_uid: null,
		producer_contact_uid: null,
		processor_contact_uid: null,
		processor_signatory_uid: null,
		loads: [],
		...given,
	};
}

/** A waste on a form, from the members that were given. */
export function newWamLoad(given: unknown, tenant: Tenant): StoredWamLoad {
	const load: StoredWamLoad = { uid: tenant.world.random.uid(), description: '', category: '' };
	if (isJsonObject(given)) assign(load, given, ['uid']);
	return load;
}

/** What Dashdoc shows of a form: all but its loads. */
export function wamFormView(form: StoredWamForm): JsonObject {
	const view: JsonObject = { ...(form as unknown as JsonObject) };
	delete view.loads;
	return view;
}

/** Statuses in which a form is over. */
const over = new Set(['completed', 'cancelled', 'discontinued']);

export const isOver = ({ status }: StoredWamForm): boolean => over.has(status);

/** Whether a form that was signed, and still counts, belongs to the transport. */
export function hasSignedForm({ uid }: { uid: string }, tenant: Tenant): boolean {
	const revoked = ['draft', 'cancelled', 'discontinued'];
	return tenant
		.of(wamFormCollection)
		.all()
		.some(({ status, transport_uid }) => transport_uid === uid && !revoked.includes(status));
}
