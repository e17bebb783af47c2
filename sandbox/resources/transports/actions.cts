import { noContent, ok } from '../../http/answer.cts';
import { forbidden, notFound, refuseAll, refuseField } from '../../http/problems.cts';
import { isJsonObject, textOf } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { companyCollection } from '../companies/records.cts';
import { referenced } from '../references.cts';
import type { Call, Handler } from '../resource.cts';
import { findRecord } from '../standard.cts';
import { newTrip, tripCollection, tripView } from '../trips.cts';
import { hasSignedForm } from '../wam/records.cts';
import { briefCompany } from './build.cts';
import { bulkTargets } from './bulk.cts';
import { cancelChildren } from './charter.cts';
import { crewOf } from './crew.cts';
import { referencedTransport } from './search.cts';
import {
	addEvent,
	hasEnded,
	hasStarted,
	moveTo,
	sitesOf,
	tellCrew,
	transportCollection,
	transportView,
	type StoredTransport,
} from './records.cts';

const success = () => ok({ success: true });

/** The transport that the path names; a deleted one is not there any more for whoever wants to change it. */
export function livingTransport(call: Call): StoredTransport {
	const transport = findRecord(call.tenant.of(transportCollection), call, 'uid');
	if (transport.deleted !== null) throw notFound();
	return transport;
}

function touched(transport: StoredTransport, tenant: Tenant): void {
	tenant.touch(transportCollection, transport);
}

const confirmTransport: Handler = (call) => {
	const transport = livingTransport(call);
	if (hasStarted(transport)) throw forbidden('This transport can no longer be confirmed.');
	if (transport.global_status === 'ordered') {
		touched(transport, call.tenant);
		moveTo(transport, call.tenant, 'confirmed');
	}
	return ok(transportView(transport));
};

const declineTransport: Handler = (call) => {
	const transport = livingTransport(call);
	if (hasStarted(transport)) throw forbidden('This transport can no longer be declined.');
	touched(transport, call.tenant);
	moveTo(transport, call.tenant, 'declined', { content: textOf(call.body.decline_reason) });
	return ok(transportView(transport));
};

const cancelTransport: Handler = (call) => {
	const transport = livingTransport(call);
	if (hasStarted(transport)) throw forbidden('A transport under way or ended cannot be cancelled.');
	touched(transport, call.tenant);
	const content = textOf(call.body.cancel_reason);
	moveTo(transport, call.tenant, 'cancelled', { content });
	cancelChildren(transport, call.tenant, content);
	return ok(transportView(transport));
};

/** Soft: the transport stays readable by uid, with its date of deletion; one with a signed waste form stays. */
export function deleteTransport(transport: StoredTransport, tenant: Tenant): void {
	if (hasSignedForm(transport, tenant)) throw forbidden('Its waste form is signed.');
	touched(transport, tenant);
	transport.deleted = tenant.world.clock.now();
	addEvent(transport, tenant, { category: 'deleted' });
}

const deleteTransports: Handler = (call) => {
	const { tenant } = call;
	const free = bulkTargets(call).filter((transport) => !hasSignedForm(transport, tenant));
	for (const transport of free) deleteTransport(transport, tenant);
	return noContent();
};

const assignTransports: Handler = (call) => {
	const targets = bulkTargets(call);
	const free = targets.filter((transport) => !hasStarted(transport));
	if (targets.length > 0 && free.length === 0) {
		const detail = 'These transports have started, their crew cannot be changed.';
		throw refuseField('non_field_errors', detail, 'started_trip_cannot_be_assigned');
	}
	for (const transport of free) {
		for (const segment of transport.segments) Object.assign(segment, crewOf(call.body, call.tenant));
		planned(transport, call.tenant, call.body.send_to_trucker === true);
	}
	return success();
};

/** Sets the status that follows from who is planned on the segments: assigned, sent to the trucker, or nobody. */
export function planned(transport: StoredTransport, tenant: Tenant, sent: boolean): void {
	touched(transport, tenant);
	const isAssigned = transport.segments.some(({ trucker }) => trucker !== null);
	if (isAssigned) return tellCrew(transport, tenant, sent);
	moveTo(transport, tenant, 'unassigned');
}

const archiveTransports: Handler = (call) => {
	const { tenant } = call;
	for (const transport of bulkTargets(call)) {
		if (transport.archived_by.includes(tenant.company)) continue;
		touched(transport, tenant);
		transport.archived_by = [...transport.archived_by, tenant.company];
	}
	return success();
};

/** A date of the last activity may not lie before the last real loading (openapi.yaml). */
const markTransportsDone: Handler = (call) => {
	const dates = call.body.last_activity_date_by_transport_uid;
	const dateOf = ({ uid }: StoredTransport) => (isJsonObject(dates) ? textOf(dates[uid]) : '');
	const targets = bulkTargets(call).filter((transport) => !hasEnded(transport));
	const early = targets.filter((transport) => isBeforeLoading(transport, dateOf(transport)));
	if (early.length > 0) {
		const detail = 'The last activity cannot lie before the last loading.';
		const path = (uid: string) => ['last_activity_date_by_transport_uid', uid];
		throw refuseAll(early.map(({ uid }) => ({ path: path(uid), detail, code: 'invalid' })));
	}
	for (const transport of targets) {
		const date = dateOf(transport) || null;
		const last = transport.deliveries[transport.deliveries.length - 1].destination;
		if (date !== null) last.real_end ??= date;
		touched(transport, call.tenant);
		moveTo(transport, call.tenant, 'done', { created_device: date });
	}
	return success();
};

function isBeforeLoading(transport: StoredTransport, date: string): boolean {
	if (date === '') return false;
	const loadings = sitesOf(transport).filter(({ category }) => category === 'loading');
	return loadings.some(({ real_end }) => real_end !== null && Date.parse(date) < Date.parse(real_end));
}

function setInvoicingStatus(transport: StoredTransport, tenant: Tenant, status: 'invoiced' | 'paid'): void {
	touched(transport, tenant);
	transport.invoicing_status = status === 'paid' ? 'PAID' : 'INVOICED';
	moveTo(transport, tenant, status);
}

const markTransportsInvoiced: Handler = (call) => {
	for (const transport of bulkTargets(call)) setInvoicingStatus(transport, call.tenant, 'invoiced');
	return success();
};

const markTransportsPaid: Handler = (call) => {
	for (const transport of bulkTargets(call)) setInvoicingStatus(transport, call.tenant, 'paid');
	return success();
};

const markTransportInvoiced: Handler = (call) => {
	const { body, tenant } = call;
	const transport = livingTransport(call);
	if (body.customer_to_invoice !== undefined) {
		const companies = tenant.of(companyCollection);
		const customer = referenced(companies, body.customer_to_invoice, 'customer_to_invoice', unknownCustomer);
		transport.customer_to_invoice = briefCompany(customer);
	}
	if (body.invoice_number !== undefined) {
		transport.invoice_number = body.invoice_number as string | null;
		addEvent(transport, tenant, {
			category: transport.invoice_number ? 'invoice_number_added' : 'invoice_number_removed',
		});
	}
	setInvoicingStatus(transport, tenant, 'invoiced');
	return success();
};

const unknownCustomer = 'invalid_customer_to_invoice';

/** Guessed operation, modelled on the app: answers the trip that all stops of the transports make. */
const mergeTransportsToTrip: Handler = ({ body, tenant }) => {
	const uids = Array.isArray(body.transport_uids) ? body.transport_uids : [];
	if (uids.length === 0) {
		throw refuseAll([{ path: ['transport_uids'], detail: 'This field is required.', code: 'required' }]);
	}
	const merged = uids.map((uid) => referencedTransport(uid, tenant, 'transport_uids'));
	tenant.world.clock.tick();
	return ok(tripView(tenant.of(tripCollection).add(newTrip(merged, tenant)), tenant));
};

/** What can be done with one transport or, in list form, with all that the filters choose. */
export const transportActions: Readonly<Record<string, Handler>> = {
	confirmTransport,
	declineTransport,
	cancelTransport,
	deleteTransports,
	assignTransports,
	archiveTransports,
	markTransportsDone,
	markTransportsInvoiced,
	markTransportsPaid,
	markTransportInvoiced,
	mergeTransportsToTrip,
};
