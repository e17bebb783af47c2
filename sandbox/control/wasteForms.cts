import { schemaAt } from '../description/document.cts';
import { refuse } from '../http/problems.cts';
import { wamFormCollection, type StoredWamForm } from '../resources/wam/records.cts';
import type { State } from '../state/state.cts';

/** Moves a waste form on, as its parties do on their way; no endpoint does that. Throws a Refusal. */
export function moveWasteForm({ tenants }: State, uid: string, status: string): StoredWamForm {
	if (!schemaAt('#/components/schemas/WamFormStatus').enum?.includes(status)) {
		throw refuse(400, `"${status}" is no status of a waste form.`, 'invalid');
	}
	for (const tenant of tenants) {
		const form = tenant.of(wamFormCollection).get(uid);
		if (!form) continue;
		form.status = status;
		tenant.touch(wamFormCollection, form);
		return form;
	}
	throw refuse(404, 'Not found.', 'not_found');
}
