import { ok } from '../../http/answer.cts';
import type { Call, Handler } from '../resource.cts';
import { findRecord } from '../standard.cts';
import { transportCollection, type StoredTransport } from './records.cts';

/** Categories of consignment notes among the generated documents. */
const consignmentNotes = new Set<unknown>(['cmr', 'cmr4', 'ldv']);

/** The consignment notes among the documents of a transport. */
export function cmrsOf({ documents }: StoredTransport): StoredTransport['documents'] {
	return documents.filter(({ category }) => consignmentNotes.has(category));
}

function named(call: Call): StoredTransport {
	return findRecord(call.tenant.of(transportCollection), call, 'uid');
}

/** Parts of a transport with an endpoint of their own; the shapes are the description's guesses. */
export const transportReads: Readonly<Record<string, Handler>> = {
	listTransportCmrs: (call) => ok(cmrsOf(named(call))),
	getTransportRevenueSplit: (call) => {
		const { segments } = named(call);
		return ok({
			is_overridden: false,
			automatic_split_method: 'distance',
			total_real_segments_count: segments.length,
			transport_share_until_next_break: {},
		});
	},
	listTransportEffectivePriceLines: (call) => {
		const { quotation } = named(call);
		const lines = Array.isArray(quotation?.lines) ? quotation.lines : [];
		return ok(
			lines.map((line) => {
				const { description, metric, final_quantity, unit_price, final_price, currency } = line as Record<
					string,
					unknown
				>;
				return { description, metric, quantity: final_quantity, unit_price, amount: final_price, currency };
			}),
		);
	},
	getTransportLoadsConstraints: (call) => ok({ transport_uid: named(call).uid }),
};
