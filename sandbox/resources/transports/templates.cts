import { refuseField } from '../../http/problems.cts';
import type { JsonObject } from '../../json.cts';
import type { CollectionDefinition } from '../../state/collection.cts';
import type { Tenant } from '../../state/tenant.cts';
import type { Resource } from '../resource.cts';
import { transportView, type StoredTransport } from './records.cts';
import { fillTransport, refuseTakenRemoteId, transportOf } from './write.cts';

export const templateCollection: CollectionDefinition<StoredTransport> = {
	name: 'transportTemplates',
	key: 'uid',
};

function refuseTakenName(body: Readonly<JsonObject>, tenant: Tenant, template?: StoredTransport): void {
	const { template_name } = body;
	const taken = tenant
		.of(templateCollection)
		.find((other) => other !== template && other.template_name === template_name);
	if (!template_name || !taken) return;
	const detail = 'There is already a template of that name.';
	throw refuseField('template_name', detail, 'duplicate_transport_template_name');
}

/** Transports that are kept as patterns; each has a name of its own. */
export const transportTemplates: Resource<StoredTransport> = {
	collection: templateCollection,
	operations: {
		list: 'listTransportTemplates',
		get: 'getTransportTemplate',
		create: 'createTransportTemplate',
		update: 'updateTransportTemplate',
		delete: 'deleteTransportTemplate',
	},
	view: transportView,
	create: ({ body, tenant }) => {
		refuseTakenName(body, tenant);
		refuseTakenRemoteId(body, tenant, templateCollection);
		return tenant.of(templateCollection).add(transportOf(body, tenant));
	},
	update: (template, { body, tenant }) => {
		refuseTakenName(body, tenant, template);
		fillTransport(template, body, tenant);
	},
};
