import { created, noContent, ok } from '../../http/answer.cts';
import { notFound, refuseAll, refuseField } from '../../http/problems.cts';
import type { JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { addressCollection } from '../addresses.cts';
import { companyCollection } from '../companies/records.cts';
import { instantFilters, isEqual, isIn } from '../filters.cts';
import { pageEnvelope, pageSizeOf } from '../paging.cts';
import { referenced } from '../references.cts';
import type { Call, Handler, Resource } from '../resource.cts';
import { assign, findRecord } from '../standard.cts';
import { wamContactCollection } from './contacts.cts';
import {
	isOver,
	newWamForm,
	newWamLoad,
	parties,
	people,
	wamFormCollection,
	wamFormView,
	type StoredWamForm,
	type StoredWamLoad,
} from './records.cts';
import { problemsAtSigning } from './signing.cts';
import { createTransportFromWamForm } from './transport.cts';

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

/** The token's company must be one of the four parties, and one of them a subscriber, as far as they are named. */
function refuseForeignForm(form: StoredWamForm, tenant: Tenant): void {
	const named = parties.map((party) => form[party]).filter((pk) => pk !== null);
	if (named.length === 0) return;
	if (!named.includes(tenant.company)) {
		const detail = 'Your company must be one of the parties of the form.';
		throw refuseField('non_field_errors', detail, 'creator_must_be_waste_actor');
	}
	const companies = tenant.of(companyCollection);
	if (named.some((pk) => companies.get(pk)?.account_type === 'subscribed')) return;
	const detail = 'One of the parties of the form needs an active subscription.';
	throw refuseField('non_field_errors', detail, 'missing_active_subscription');
}

function createForm({ body, tenant }: Call): StoredWamForm {
	checkReferences(body, tenant);
	tenant.world.clock.tick();
	const form = newWamForm({}, tenant);
	assign(form, body);
	refuseForeignForm(form, tenant);
	return tenant.of(wamFormCollection).add(form);
}

function updateForm(form: StoredWamForm, { body, tenant }: Call): void {
	refuseOver(form);
	checkReferences(body, tenant);
	assign(form, body);
}

function refuseStatus({ status }: StoredWamForm) {
	return refuseField('non_field_errors', `A form in status ${status} cannot be changed.`, 'invalid');
}

function refuseOver(form: StoredWamForm): void {
	if (isOver(form)) throw refuseStatus(form);
}

const signWamFormAsOrganizer: Handler = (call) => {
	const { tenant } = call;
	const form = formOf(call);
	if (form.status !== 'draft') throw refuseStatus(form);
	const problems = problemsAtSigning(form, tenant);
	if (problems.length > 0) throw refuseAll(problems);
	form.status = 'signed';
	tenant.touch(wamFormCollection, form);
	form.pdf = { url: tenant.world.media.generated(form.name), updated_date: form.updated };
	return ok(wamFormView(form));
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
		refuseOver(form);
		const load = newWamLoad(call.body, call.tenant);
		form.loads.push(load);
		call.tenant.touch(wamFormCollection, form);
		return created(load);
	},
	retrieveWamFormLoad: (call) => ok(loadOf(call)),
	updateWamFormLoad: (call) => {
		const load = loadOf(call);
		refuseOver(formOf(call));
		assign(load, call.body, ['uid']);
		call.tenant.touch(wamFormCollection, formOf(call));
		return ok(load);
	},
	deleteWamFormLoad: (call) => {
		const load = loadOf(call);
		const form = formOf(call);
		refuseOver(form);
		form.loads = form.loads.filter((other) => other !== load);
		call.tenant.touch(wamFormCollection, form);
		return noContent();
	},
};

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
	view: wamFormView,
	create: createForm,
	update: updateForm,
	beforeDelete: (form) => {
		if (form.status !== 'draft') throw refuseStatus(form);
	},
	actions: { signWamFormAsOrganizer, createTransportFromWamForm, ...loadActions },
};
