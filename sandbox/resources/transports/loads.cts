import { refuseAll, type Problem, type ProblemPath } from '../../http/problems.cts';
import { isJsonObject, textOf, type Json, type JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { newLoad } from './build.cts';
import type { StoredDelivery, StoredLoad } from './records.cts';

const measures = [
	'quantity',
	'weight',
	'tare_weight',
	'volume',
	'linear_meters',
	'steres',
	'height',
	'width',
	'length',
] as const;

/**
 * Loads as a delivery keeps them, from the way they are written at `path`. Throws a Refusal for negative measures and
 * Qualimat loads without IDTF number. A load that repeats the uid of one in `kept` stays that load.
 */
export function readLoads(
	written: Json | undefined,
	path: ProblemPath,
	tenant: Tenant,
	kept: readonly StoredLoad[] = [],
): StoredLoad[] {
	const bodies = Array.isArray(written) ? written.filter(isJsonObject) : [];
	const problems = bodies.flatMap((load, position) => problemsOf(load, [...path, position]));
	if (problems.length > 0) throw refuseAll(problems);
	return bodies.map((body) => {
		const known = kept.find(({ uid }) => uid === body.uid);
		return newLoad(known ? { ...known, ...body } : { ...body, uid: undefined }, tenant);
	});
}

/** A load that stands alone at `path`, such as that of a round; null when there is none. */
export function readLoad(written: Json | undefined, path: ProblemPath, tenant: Tenant): StoredLoad | null {
	if (!isJsonObject(written)) return null;
	const problems = problemsOf(written, path);
	if (problems.length > 0) throw refuseAll(problems);
	return newLoad({ ...written, uid: undefined }, tenant);
}

function problemsOf(load: JsonObject, path: ProblemPath): Problem[] {
	const problems: Problem[] = measures
		.filter((member) => Number(load[member] ?? 0) < 0)
		.map((member) => ({
			path: [...path, member],
			detail: 'Ensure this value is greater than or equal to 0.',
			code: 'min_value',
		}));
	if (load.category !== 'bulk_qualimat') return problems;
	const number = textOf(load.idtf_number);
	if (number === '') {
		const detail = 'This field is required for Qualimat loads.';
		problems.push({ path: [...path, 'idtf_number'], detail, code: 'required' });
	} else if (!/^\d{5}$/.test(number)) {
		const detail = `"${number}" is no IDTF number.`;
		problems.push({ path: [...path, 'idtf_number'], detail, code: 'invalid' });
	}
	return problems;
}

/** A delivery in several rounds holds one category of loads. */
export function refuseMixedRounds(multiple: boolean, loads: readonly StoredLoad[], path: ProblemPath): void {
	if (!multiple || new Set(loads.map(({ category }) => category)).size < 2) return;
	const detail = 'A delivery in several rounds holds one category of loads.';
	throw refuseAll([{ path, detail, code: 'multiple_rounds_different_load_categories' }]);
}

/** A rental order is a transport with one single load, of the category rental (concepts, section 11.9). */
export function refuseMixedRental(deliveries: readonly Pick<StoredDelivery, 'planned_loads'>[]): void {
	const loads = deliveries.flatMap(({ planned_loads }) => planned_loads);
	if (loads.length < 2) return;
	const rented = deliveries.findIndex(({ planned_loads }) => planned_loads.some(isRental));
	if (rented < 0) return;
	const detail = 'A rental order has one single load.';
	throw refuseAll([{ path: ['deliveries', rented, 'planned_loads'], detail, code: 'invalid' }]);
}

/** Whether what is ordered is a crew with its vehicle for some time, not a transport of goods. */
export function isRentalOrder(deliveries: readonly Pick<StoredDelivery, 'planned_loads'>[]): boolean {
	return deliveries.some(({ planned_loads }) => planned_loads.some(isRental));
}

function isRental({ category }: StoredLoad): boolean {
	return category === 'rental';
}
