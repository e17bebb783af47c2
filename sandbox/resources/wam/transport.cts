import { ok } from '../../http/answer.cts';
import { refuseField } from '../../http/problems.cts';
import type { Handler } from '../resource.cts';
import { addressCollection } from '../addresses.cts';
import { findRecord } from '../standard.cts';
import {
	copyAddress,
	newDelivery,
	newLoad,
	newSegment,
	newSite,
	newTransport,
} from '../transports/build.cts';
import { addTransport } from '../transports/write.cts';
import { isOver, wamFormCollection, wamFormView } from './records.cts';
import { homeOf } from './signing.cts';

/** Makes a transport from the origin of the form to the processor's address; the answer is the form. */
export const createTransportFromWamForm: Handler = (call) => {
	const { body, tenant } = call;
	const form = findRecord(tenant.of(wamFormCollection), call, 'uid');
	if (isOver(form)) {
		throw refuseField('non_field_errors', `A form in status ${form.status} gives no transport.`, 'invalid');
	}
	if (form.transport_uid !== null) {
		throw refuseField('non_field_errors', 'This form has a transport already.', 'invalid');
	}
	const from = form.origin_id === null ? undefined : tenant.of(addressCollection).get(form.origin_id);
	const to = form.processor_id === null ? undefined : homeOf(form.processor_id, tenant);
	if (!from || !to) {
		throw refuseField('non_field_errors', 'The form lacks its origin or its processor.', 'invalid');
	}
	tenant.world.clock.tick();
	const ends = {
		origin: newSite({ category: 'loading', address: copyAddress(from, tenant) }, tenant),
		destination: newSite({ category: 'unloading', address: copyAddress(to, tenant) }, tenant),
	};
	const planned_loads = form.loads.map(({ category, weight, description }) =>
		newLoad({ category: category || 'other', weight, description }, tenant),
	);
	const { instructions } = form;
	const transport = newTransport(
		{
			deliveries: [newDelivery({ ...ends, planned_loads }, tenant)],
			segments: [newSegment(ends, tenant)],
			instructions,
		},
		tenant,
	);
	const carrier = form.carrier_id === null ? undefined : homeOf(form.carrier_id, tenant);
	if (carrier && form.carrier_id !== tenant.company) {
		transport.carrier_address = copyAddress(carrier, tenant);
		transport.is_order = true;
	}
	const send_to_carrier = body.send_to_carrier ?? form.organizer_id === form.carrier_id;
	addTransport(transport, { send_to_carrier }, tenant);
	form.transport_uid = transport.uid;
	tenant.touch(wamFormCollection, form);
	return ok(wamFormView(form));
};
