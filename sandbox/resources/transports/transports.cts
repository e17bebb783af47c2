import { forbidden } from '../../http/problems.cts';
import type { Call, Resource } from '../resource.cts';
import { deleteTransport, transportActions } from './actions.cts';
import { charterActions, flowDown, isChartered } from './charter.cts';
import { transportFilters, transportOrderings } from './filters.cts';
import { addEvent, transportCollection, transportView, type StoredTransport } from './records.cts';
import {
	addTransport,
	fillTransport,
	hasSameStructure,
	refuseLateCarrier,
	refuseTakenRemoteId,
	transportOf,
} from './write.cts';
import { noContent } from '../../http/answer.cts';
import { notFound } from '../../http/problems.cts';
import { livingTransport } from './actions.cts';
import { transportReads } from './reads.cts';

function createTransport({ body, tenant }: Call): StoredTransport {
	refuseTakenRemoteId(body, tenant, transportCollection);
	return addTransport(transportOf(body, tenant), body, tenant);
}

function updateTransport(transport: StoredTransport, { body, tenant }: Call): void {
	if (transport.deleted !== null) throw notFound();
	refuseTakenRemoteId(body, tenant, transportCollection, transport);
	refuseLateCarrier(transport, body);
	fillTransport(transport, body, tenant, (changed) => {
		if (!isChartered(transport) || hasSameStructure(transport, changed)) return;
		throw forbidden('The stops of a chartered transport cannot be changed: cancel the charter first.');
	});
	flowDown(transport, tenant);
	addEvent(transport, tenant, { category: 'updated' });
}

export const transports: Resource<StoredTransport> = {
	collection: transportCollection,
	operations: {
		list: 'listTransports',
		get: 'getTransport',
		create: 'createTransport',
		update: 'updateTransport',
	},
	pageSize: 100,
	filters: transportFilters,
	orderings: transportOrderings,
	// deleted transports show in the list only when asked for
	listed: ({ deleted }, query) =>
		deleted === null || query.deleted === true || isDeletedTab(query.business_status),
	view: transportView,
	create: createTransport,
	update: updateTransport,
	actions: {
		...transportActions,
		...charterActions,
		...transportReads,
		deleteTransport: (call) => {
			deleteTransport(livingTransport(call), call.tenant);
			return noContent();
		},
	},
};

function isDeletedTab(tab: unknown): boolean {
	return tab === 'transports_deleted_or_declined' || tab === 'orders_deleted';
}
