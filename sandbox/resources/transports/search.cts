import { refuseField } from '../../http/problems.cts';
import type { Json } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import { referenced } from '../references.cts';
import {
	sitesOf,
	transportCollection,
	type StoredDelivery,
	type StoredSegment,
	type StoredSite,
	type StoredTransport,
} from './records.cts';

/** By which member a part of a transport is looked up. */
export type PartName = 'uid' | 'remote_id';

export interface SegmentPlace {
	transport: StoredTransport;
	segment: StoredSegment;
}

export interface DeliveryPlace {
	transport: StoredTransport;
	delivery: StoredDelivery;
}

export interface SitePlace {
	transport: StoredTransport;
	site: StoredSite;
}

function living(tenant: Tenant): StoredTransport[] {
	return tenant
		.of(transportCollection)
		.all()
		.filter(({ deleted }) => deleted === null);
}

/** The transport whose uid a body names in its field `field`; a deleted one is refused like an unknown one. */
export function referencedTransport(
	uid: Json | undefined,
	tenant: Tenant,
	field = 'transport',
): StoredTransport {
	const transport = referenced(tenant.of(transportCollection), uid, field);
	if (transport.deleted === null) return transport;
	throw refuseField(field, `Object ${JSON.stringify(uid)} does not exist.`, 'does_not_exist');
}

/** The segment of that uid or remote_id, with the transport it belongs to. */
export function findSegment(tenant: Tenant, name: PartName, value: string): SegmentPlace | undefined {
	for (const transport of living(tenant)) {
		const segment = transport.segments.find((candidate) => candidate[name] === value);
		if (segment) return { transport, segment };
	}
	return undefined;
}

/** The delivery of that uid, with the transport it belongs to. */
export function findDelivery(tenant: Tenant, uid: string): DeliveryPlace | undefined {
	for (const transport of living(tenant)) {
		const delivery = transport.deliveries.find((candidate) => candidate.uid === uid);
		if (delivery) return { transport, delivery };
	}
	return undefined;
}

/** The site of that uid or remote_id, with the transport it belongs to. */
export function findSite(tenant: Tenant, name: PartName, value: string): SitePlace | undefined {
	for (const transport of living(tenant)) {
		const site = sitesOf(transport).find((candidate) => candidate[name] === value);
		if (site) return { transport, site };
	}
	return undefined;
}
