import { refuseAll, type ProblemPath } from '../../http/problems.cts';
import { isJsonObject, type Json, type JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { createExchange } from '../supportsExchanges.cts';
import { assign } from '../standard.cts';
import { newSite } from './build.cts';
import { placeOf } from './places.cts';
import type { Slot, StoredSite } from './records.cts';
import { findSite } from './search.cts';

/** Members of a site that are not simply taken over from a body. */
const special = ['uid', 'address', 'supports_exchanges'];

/**
 * The stops of one transport while its body is read. The same stop may occur in several deliveries and segments: it
 * is known by its uid, else by its remote_id, else by its whole content, and must be sent identically each time
 * (concepts, section 11.2).
 */
export class Stops {
	private readonly known = new Map<string, { site: StoredSite; written?: string }>();

	constructor(
		private readonly tenant: Tenant,
		existing: readonly StoredSite[] = [],
	) {
		for (const site of existing) {
			this.known.set(`uid ${site.uid}`, { site });
			if (site.remote_id) this.known.set(`remote_id ${site.remote_id}`, { site });
		}
	}

	/** The stop that a body describes; `path` is where the description stands. */
	read(body: JsonObject, path: ProblemPath): StoredSite {
		const written = canonical(body);
		const key = keyOf(body) ?? written;
		const entry = this.known.get(key);
		if (entry?.written !== undefined && entry.written !== written) {
			const detail = 'The same stop must be sent identically each time.';
			throw refuseAll([{ path, detail, code: 'invalid' }]);
		}
		const site = entry?.site ?? this.make(body, path);
		if (entry?.written === undefined) fillSite(site, body, this.tenant, path);
		this.known.set(key, { site, written });
		return site;
	}

	private make({ uid }: JsonObject, path: ProblemPath): StoredSite {
		if (typeof uid !== 'string' || uid === '') return newSite({}, this.tenant);
		refuseTakenUid(uid, this.tenant, path);
		return newSite({ uid }, this.tenant);
	}
}

/** A uid that the caller chose may be that of no other stop in Dashdoc. */
function refuseTakenUid(uid: string, { world }: Tenant, path: ProblemPath): void {
	if (!world.tenants.some((tenant) => findSite(tenant, 'uid', uid))) return;
	const detail = `There is already a site with the uid ${uid}`;
	throw refuseAll([{ path: [...path, 'uid'], detail, code: 'invalid' }]);
}

function keyOf({ uid, remote_id }: JsonObject): string | undefined {
	if (typeof uid === 'string' && uid !== '') return `uid ${uid}`;
	if (typeof remote_id === 'string' && remote_id !== '') return `remote_id ${remote_id}`;
	return undefined;
}

/** Text of a value that does not depend on the order of its members. */
function canonical(value: Json | undefined): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (!isJsonObject(value)) return JSON.stringify(value ?? null);
	const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
	return `{${members.map(([name, member]) => `${name}:${canonical(member)}`).join()}}`;
}

/** Takes over what a body says of a stop. Throws a Refusal for unknown addresses and slots that end before they start. */
export function fillSite(site: StoredSite, body: JsonObject, tenant: Tenant, path: ProblemPath = []): void {
	const field = [...path, 'address'].join('.');
	checkSlots(body.slots, [...path, 'slots']);
	checkTracking(site, body, path);
	assign(site, body, special);
	if (body.address !== undefined && body.address !== null) {
		site.address = placeOf(body.address, tenant, field, 'stop');
	}
	const exchanges = body.supports_exchanges === undefined ? [] : [body.supports_exchanges].flat();
	if (exchanges.length > 0) {
		site.supports_exchanges = exchanges
			.filter(isJsonObject)
			.map((exchange) => createExchange(exchange, site, tenant));
	}
}

/** An arrival can only be followed where one was asked for. */
function checkTracking(site: StoredSite, { eta_tracking, slots }: JsonObject, path: ProblemPath): void {
	const asked = Array.isArray(slots) ? slots : site.slots;
	if (eta_tracking !== true || asked.length > 0) return;
	const detail = 'An asked time slot is needed to follow the arrival.';
	throw refuseAll([{ path: [...path, 'eta_tracking'], detail, code: 'invalid' }]);
}

function checkSlots(slots: Json | undefined, path: ProblemPath): void {
	if (!Array.isArray(slots)) return;
	for (const slot of slots as unknown as Slot[]) {
		if (slot.start && slot.end && Date.parse(slot.end) < Date.parse(slot.start)) {
			throw refuseAll([{ path, detail: 'A slot cannot end before it starts.', code: 'invalid' }]);
		}
	}
}
