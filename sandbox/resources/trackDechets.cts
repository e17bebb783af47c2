import { textOf } from '../json.cts';
import type { CollectionDefinition } from '../state/collection.cts';
import { isEqual } from './filters.cts';
import { refuseField } from '../http/problems.cts';
import type { Resource } from './resource.cts';
import { referencedTransport } from './transports/search.cts';

/** A note of the French Trackdéchets register that is tied to a transport. */
export interface StoredWasteNote {
	uid: string;
	readable_id: string;
	opaque_id: string;
	status: string;
	type: string;
	transport: { uid: string; remote_id: string };
	created: string;
	updated: string;
}

export const wasteNoteCollection: CollectionDefinition<StoredWasteNote> = { name: 'wasteNotes', key: 'uid' };

/** Numbers of the register begin with the kind of note; others are taken as not existing there. */
const registered = /^(BSD|BSDA|BSDASRI|BSFF|BSVHU|BSPAOH)-\d{8}-[A-Z0-9]{9}$/;

export const trackDechets: Resource<StoredWasteNote> = {
	collection: wasteNoteCollection,
	operations: {
		list: 'listTrackDechetsWasteNotes',
		create: 'linkTrackDechetsWasteNote',
		delete: 'unlinkTrackDechetsWasteNote',
	},
	filters: {
		transport_uid: isEqual(({ transport }) => transport.uid),
		transport_remote_id: isEqual(({ transport }) => transport.remote_id),
	},
	create: ({ body, tenant }) => {
		const readableId = textOf(body.readable_id);
		if (!registered.test(readableId)) {
			throw refuseField('readable_id', 'Trackdéchets knows no waste note of that number.', 'invalid');
		}
		const { uid, remote_id } = referencedTransport(body.transport, tenant);
		const now = tenant.world.clock.tick();
		return tenant.of(wasteNoteCollection).add({
			uid: tenant.world.random.uid(),
			readable_id: readableId,
			opaque_id: tenant.world.random.text(24, 'abcdefghijklmnopqrstuvwxyz0123456789'),
			status: 'SEALED',
			type: readableId.split('-')[0],
			transport: { uid, remote_id },
			created: now,
			updated: now,
		});
	},
};
