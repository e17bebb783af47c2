import { ok } from '../../http/answer.cts';
import type { Call, Handler } from '../resource.cts';
import { findRecord } from '../standard.cts';
import { cmrsOf } from './documents.cts';
import { transportCollection, type StoredSegment, type StoredTransport } from './records.cts';

function named(call: Call): StoredTransport {
	return findRecord(call.tenant.of(transportCollection), call, 'uid');
}

/** The share of each part between two breaks, by its distance; keyed by the stop that opens it. */
function sharesOf(segments: readonly StoredSegment[]): object {
	const parts = new Map<string, number>();
	let opening = '';
	for (const { origin, estimated_distance } of segments) {
		if (opening === '' || origin.category === 'breaking') opening = origin.uid;
		parts.set(opening, (parts.get(opening) ?? 0) + (estimated_distance ?? 1));
	}
	const whole = [...parts.values()].reduce((sum, distance) => sum + distance, 0);
	return Object.fromEntries(
		[...parts].map(([uid, distance]) => [
			uid,
			{
				custom_split_turnover_id: null,
				manual_weight: '',
				automatic_data: { weight: (distance / whole).toFixed(4) },
			},
		]),
	);
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
			transport_share_until_next_break: sharesOf(segments),
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
