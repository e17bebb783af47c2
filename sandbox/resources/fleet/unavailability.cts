import { created, noContent, ok } from '../../http/answer.cts';
import { notFound, refuseField } from '../../http/problems.cts';
import type { Tenant } from '../../state/tenant.cts';
import type { Call, Handler, Resource } from '../resource.cts';
import { assign, findRecord, show } from '../standard.cts';
import type { StoredUnavailability } from './records.cts';

interface Owner {
	unavailability: StoredUnavailability[];
}

/** operationIds of the three things that can be done with the unavailabilities of one kind of owner. */
export interface UnavailabilityOperations {
	create: string;
	update: string;
	delete: string;
}

/**
 * Unavailabilities of truckers, vehicles and trailers. Creation and change answer with the whole owner. Overlaps and
 * types are not judged, as nothing is documented on them; a period that ends before it starts is refused.
 */
export function unavailabilityActions<T extends Owner>(
	operations: UnavailabilityOperations,
	resourceOf: () => Resource<T>,
): Record<string, Handler> {
	const ownerOf = (call: Call) => findRecord(call.tenant.of(resourceOf().collection), call, 'pk');
	const answer = (owner: T, tenant: Tenant) => {
		tenant.touch(resourceOf().collection, owner);
		return show(resourceOf(), owner, tenant);
	};
	return {
		[operations.create]: (call) => {
			const owner = ownerOf(call);
			const { world } = call.tenant;
			const empty = { id: 0, remote_id: '', created: world.clock.now(), unavailability_note: '' };
			const period = filled(empty, call);
			owner.unavailability.push({ ...period, id: world.nextKey() });
			return created(answer(owner, call.tenant));
		},
		[operations.update]: (call) => {
			const owner = ownerOf(call);
			const period = periodOf(owner, call);
			Object.assign(period, filled(period, call));
			return ok(answer(owner, call.tenant));
		},
		[operations.delete]: (call) => {
			const owner = ownerOf(call);
			const period = periodOf(owner, call);
			owner.unavailability = owner.unavailability.filter((other) => other !== period);
			answer(owner, call.tenant);
			return noContent();
		},
	};
}

/** The period with what the body says of it. */
function filled(period: StoredUnavailability, { body }: Call): StoredUnavailability {
	const changed = { ...period };
	assign(changed, body);
	const { start_date, end_date } = changed;
	if (start_date && end_date && Date.parse(end_date) < Date.parse(start_date)) {
		throw refuseField('end_date', 'The end date must not be before the start date.', 'invalid');
	}
	return changed;
}

function periodOf(owner: Owner, { path }: Call): StoredUnavailability {
	const period = owner.unavailability.find(({ id }) => String(id) === path.pk_unavailability);
	if (!period) throw notFound();
	return period;
}
