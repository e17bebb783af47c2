/** Transports of the sandbox that tests work with. */
import type { Sandbox } from '../../sandbox/index.cts';
import type { StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { transportsOf } from './data.cts';

/** An own transport that nobody drives yet, without charter and in one round. */
export function openTransport(sandbox: Sandbox): StoredTransport {
	const found = transportsOf(sandbox).find(
		({ deleted, deliveries, is_order, segments, status }) =>
			deleted === null &&
			!is_order &&
			status === 'unassigned' &&
			deliveries.every(({ multiple_rounds }) => !multiple_rounds) &&
			segments.every(({ child_transport }) => child_transport === null),
	);
	if (!found) throw new Error('The sandbox has no transport that nobody drives yet');
	return found;
}

export function transportWith(sandbox: Sandbox, uid: string): StoredTransport {
	const found = transportsOf(sandbox).find((transport) => transport.uid === uid);
	if (!found) throw new Error(`The sandbox has no transport ${uid}`);
	return found;
}
