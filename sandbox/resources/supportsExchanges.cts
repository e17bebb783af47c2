import { created, noContent, ok } from '../http/answer.cts';
import { notFound, refuseAll, refuseField } from '../http/problems.cts';
import { isJsonObject, type Json, type JsonObject } from '../json.cts';
import type { Tenant } from '../state/tenant.cts';
import { referenced } from './references.cts';
import type { Call, Handler } from './resource.cts';
import { assign } from './standard.cts';
import { supportTypeCollection } from './supportTypes.cts';
import {
	sitesOf,
	transportCollection,
	type StoredSite,
	type StoredSupportsExchange,
	type StoredTransport,
} from './transports/records.cts';
import { findSite, type SitePlace } from './transports/search.cts';

const special = ['site', 'support_type'];

function supportTypeOf(reference: Json | undefined, tenant: Tenant): StoredSupportsExchange['support_type'] {
	const { uid, name, remote_id } = referenced(tenant.of(supportTypeCollection), reference, 'support_type');
	return { uid, name, remote_id };
}

const counts = ['expected_retrieved', 'actual_retrieved', 'expected_delivered', 'actual_delivered'] as const;

function refuseNegative(body: Readonly<JsonObject>): void {
	const wrong = counts.filter((member) => Number(body[member] ?? 0) < 0);
	if (wrong.length === 0) return;
	const detail = 'Ensure this value is greater than or equal to 0.';
	throw refuseAll(wrong.map((member) => ({ path: [member], detail, code: 'min_value' })));
}

/** Makes an exchange for a site; it is up to the caller to put it there. */
export function createExchange(body: JsonObject, site: StoredSite, tenant: Tenant): StoredSupportsExchange {
	refuseNegative(body);
	const exchange: StoredSupportsExchange = {
		uid: tenant.world.random.uid(),
		site: { uid: site.uid, remote_id: site.remote_id },
		support_type: supportTypeOf(body.support_type, tenant),
		expected_retrieved: 0,
		actual_retrieved: 0,
		expected_delivered: 0,
		actual_delivered: 0,
		observations: '',
		remote_id: '',
	};
	assign(exchange, body, special);
	return exchange;
}

function siteOf(reference: Json | undefined, tenant: Tenant): SitePlace {
	const names = isJsonObject(reference) ? reference : { uid: reference };
	for (const name of ['uid', 'remote_id'] as const) {
		const value = names[name];
		const place = typeof value === 'string' ? findSite(tenant, name, value) : undefined;
		if (place) return place;
	}
	throw refuseField('site', `There is no site ${JSON.stringify(reference ?? null)}`, 'does_not_exist');
}

interface ExchangePlace {
	transport: StoredTransport;
	site: StoredSite;
	exchange: StoredSupportsExchange;
}

function named({ tenant, path, query }: Call): ExchangePlace {
	const member = query.lookup_field === 'remote_id' ? 'remote_id' : 'uid';
	for (const transport of tenant.of(transportCollection).all()) {
		if (transport.deleted !== null) continue;
		for (const site of sitesOf(transport)) {
			const exchange = site.supports_exchanges.find((candidate) => candidate[member] === path.uid);
			if (exchange) return { transport, site, exchange };
		}
	}
	throw notFound();
}

const createSupportsExchange: Handler = ({ body, tenant }) => {
	const { transport, site } = siteOf(body.site, tenant);
	const exchange = createExchange({ ...body }, site, tenant);
	site.supports_exchanges.push(exchange);
	tenant.touch(transportCollection, transport);
	return created(exchange);
};

const updateSupportsExchange: Handler = (call) => {
	const { body, tenant } = call;
	const { transport, exchange } = named(call);
	refuseNegative(body);
	if (body.support_type !== undefined) exchange.support_type = supportTypeOf(body.support_type, tenant);
	assign(exchange, body, special);
	tenant.touch(transportCollection, transport);
	return ok(exchange);
};

const deleteSupportsExchange: Handler = (call) => {
	const { transport, site, exchange } = named(call);
	site.supports_exchanges = site.supports_exchanges.filter((other) => other !== exchange);
	call.tenant.touch(transportCollection, transport);
	return noContent();
};

/** Exchanges live inside the sites of transports; there is no list of them. */
export const supportsExchangeHandlers: Readonly<Record<string, Handler>> = {
	createSupportsExchange,
	getSupportsExchange: (call) => ok(named(call).exchange),
	updateSupportsExchange,
	deleteSupportsExchange,
};
