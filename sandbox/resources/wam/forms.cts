import { created, noContent, ok } from '../../http/answer.cts';
import { notFound, refuseAll, refuseField, type Problem } from '../../http/problems.cts';
import { isJsonObject, type JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection } from '../addresses.cts';
import { companyCollection } from '../companies/records.cts';
import { instantFilters, isEqual, isIn } from '../filters.cts';
import { pageEnvelope, pageSizeOf } from '../paging.cts';
import { referenced } from '../references.cts';
import type { Call, Handler, Resource } from '../resource.cts';
import { assign, findRecord } from '../standard.cts';
import {
	copyAddress,
	newDelivery,
	newLoad,
	newSegment,
	newSite,
	newTransport,
} from '../transports/build.cts';
import { addTransport } from '../transports/write.cts';
import { wamContactCollection } from './contacts.cts';

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

const parties = ['producer_id', 'processor_id', 'carrier_id', 'organizer_id'] as const;

const people = [
	'carrier_contact_uid',
	'organizer_signatory_uid',
	'producer_contact_uid',
	'processor_contact_uid',
	'processor_signatory_uid',
] as const;

/** What a form must have before the organizer can sign it (concepts, section 16). */
const neededForSignature = [
	...parties,
	'origin_id',
	'transport_date',
	'carrier_contact_uid',
	'producer_contact_uid',
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

function formView(form: StoredWamForm): JsonObject {
	const view: JsonObject = { ...(form as unknown as JsonObject) };
	delete view.loads;
	return view;
}

function checkReferences(body: Readonly<JsonObject>, tenant: Tenant): void {
	for (const party of parties) {
		if (typeof body[party] === 'number') referenced(tenant.of(companyCollection), body[party], party);
	}
	for (const person of people) {
		if (typeof body[person] === 'string') referenced(tenant.of(wamContactCollection), body[person], person);
	}
	if (typeof body.origin_id === 'number')
		referenced(tenant.of(addressCollection), body.origin_id, 'origin_id');
}

/** The token's company must be one of the four parties, as far as they are named. */
function refuseForeignForm(form: StoredWamForm, tenant: Tenant): void {
	const named = parties.map((party) => form[party]).filter((pk) => pk !== null);
	if (named.length === 0 || named.includes(tenant.company)) return;
	const detail = 'Your company must be one of the parties of the form.';
	throw refuseField('non_field_errors', detail, 'creator_must_be_waste_actor');
}

function createForm({ body, tenant }: Call): StoredWamForm {
	checkReferences(body, tenant);
	tenant.world.clock.tick();
	const form = newWamForm({}, tenant);
	assign(form, body);
	refuseForeignForm(form, tenant);
	return tenant.of(wamFormCollection).add(form);
}

const fixed = new Set(['completed', 'cancelled', 'discontinued']);

function updateForm(form: StoredWamForm, { body, tenant }: Call): void {
	if (fixed.has(form.status)) throw refuseStatus(form);
	checkReferences(body, tenant);
	const changed = { ...form };
	assign(changed, body);
	refuseForeignForm(changed, tenant);
	Object.assign(form, changed);
}

function refuseStatus({ status }: StoredWamForm) {
	return refuseField('non_field_errors', `A form in status ${status} cannot be changed.`, 'invalid');
}

const signWamFormAsOrganizer: Handler = (call) => {
	const { tenant } = call;
	const form = findRecord(tenant.of(wamFormCollection), call, 'uid');
	if (form.status !== 'draft') throw refuseStatus(form);
	const missing: Problem[] = neededForSignature
		.filter((member) => form[member] === null)
		.map((member) => ({ path: [member], detail: 'This field is required.', code: 'required' }));
	if (form.loads.length === 0) {
		missing.push({ path: ['loads'], detail: 'At least one load is needed.', code: 'required' });
	}
	if (missing.length > 0) throw refuseAll(missing);
	form.status = 'signed';
	tenant.touch(wamFormCollection, form);
	form.pdf = { url: tenant.world.media.generated(form.name), updated_date: form.updated };
	return ok(formView(form));
};

/** Makes a transport from the origin of the form to the processor's primary address. */
const createTransportFromWamForm: Handler = (call) => {
	const { body, tenant } = call;
	const form = findRecord(tenant.of(wamFormCollection), call, 'uid');
	if (form.transport_uid !== null) {
		throw refuseField('non_field_errors', 'This form has a transport already.', 'invalid');
	}
	const addressBook = tenant.of(addressCollection);
	const from = form.origin_id === null ? undefined : addressBook.get(form.origin_id);
	const processor =
		form.processor_id === null ? undefined : tenant.of(companyCollection).get(form.processor_id);
	const to = processor && addressBook.having('company', processor.pk)[0];
	if (!from || !to) {
		throw refuseField('non_field_errors', 'The form lacks its origin or its processor.', 'invalid');
	}
	tenant.world.clock.tick();
	const ends = {
		origin: newSite({ category: 'loading', address: copyAddress(from, tenant) }, tenant),
		destination: newSite({ category: 'unloading', address: copyAddress(to, tenant) }, tenant),
	};
	const planned_loads = form.loads.map(({ weight, description }) =>
		newLoad({ category: 'other', weight, description }, tenant),
	);
	const transport = newTransport(
		{ deliveries: [newDelivery({ ...ends, planned_loads }, tenant)], segments: [newSegment(ends, tenant)] },
		tenant,
	);
	addTransport(transport, body, tenant);
	form.transport_uid = transport.uid;
	tenant.touch(wamFormCollection, form);
	return ok(formView(form));
};

function formOf(call: Call): StoredWamForm {
	return findRecord(call.tenant.of(wamFormCollection), call, 'uid');
}

function loadOf(call: Call): StoredWamLoad {
	const load = formOf(call).loads.find(({ uid }) => uid === call.path.load_uid);
	if (!load) throw notFound();
	return load;
}

const loadActions: Readonly<Record<string, Handler>> = {
	listWamFormLoads: (call) =>
		ok(pageEnvelope(call, formOf(call).loads, pageSizeOf(call, 20), (load) => load)),
	createWamFormLoad: (call) => {
		const form = formOf(call);
		const load = newWamLoad(call.body, call.tenant);
		form.loads.push(load);
		call.tenant.touch(wamFormCollection, form);
		return created(load);
	},
	retrieveWamFormLoad: (call) => ok(loadOf(call)),
	updateWamFormLoad: (call) => {
		const load = loadOf(call);
		assign(load, call.body, ['uid']);
		call.tenant.touch(wamFormCollection, formOf(call));
		return ok(load);
	},
	deleteWamFormLoad: (call) => {
		const load = loadOf(call);
		const form = formOf(call);
		form.loads = form.loads.filter((other) => other !== load);
		call.tenant.touch(wamFormCollection, form);
		return noContent();
	},
};

/** A waste on a form, from the members that were given. */
export function newWamLoad(given: unknown, tenant: Tenant): StoredWamLoad {
	const load: StoredWamLoad = { uid: tenant.world.random.uid(), description: '', category: '' };
	if (isJsonObject(given)) assign(load, given, ['uid']);
	return load;
}

export const wamForms: Resource<StoredWamForm> = {
	collection: wamFormCollection,
	operations: {
		list: 'listWamForms',
		get: 'retrieveWamForm',
		create: 'createWamForm',
		update: 'updateWamForm',
		delete: 'deleteWamForm',
	},
	filters: {
		uid__in: isIn(({ uid }) => uid),
		created: ({ created: own }, value) => Date.parse(own) === Date.parse(String(value)),
		...instantFilters('created', ({ created: own }) => own),
		status: isEqual(({ status }) => status),
		status__in: isIn(({ status }) => status),
	},
	view: formView,
	create: createForm,
	update: updateForm,
	beforeDelete: (form) => {
		if (form.status !== 'draft') throw refuseStatus(form);
	},
	actions: { signWamFormAsOrganizer, createTransportFromWamForm, ...loadActions },
};
