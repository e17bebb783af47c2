import type { Sandbox } from '../../sandbox/index.cts';
import { wamContactCollection } from '../../sandbox/resources/wam/contacts.cts';
import { prepareAddressBook } from '../demo/addressBook.cts';

/** What Dashdoc must know before the sample rows of the workflows find their companies and people. */
export async function prepareSandbox(sandbox: Sandbox): Promise<void> {
	await prepareAddressBook(sandbox);
	const people = sandbox.state.tenants[0].of(wamContactCollection).all();
	for (const [place, mailbox] of ['chantier', 'reception', 'exploitation'].entries()) {
		people[place].email = `${mailbox}@example.org`;
	}
}
