/**
 * What Dashdoc knows before the demo: three companies that some of the leads work for, found by three different keys,
 * and four of the leads themselves, in four different states. Everything else of the sandbox's data is by the way.
 */
import type { Sandbox } from '../../sandbox/index.cts';
import { contactCollection } from '../../sandbox/resources/contacts.cts';

/** A company known by the External ID that the CRM has too. */
const bouvet = { name: 'Transports Bouvet', country: 'FR', remote_id: 'CRM-C-001' };
/** A company known by its trade number only; the CRM writes its name with "SAS". */
const leman = { name: 'Messageries du Léman', country: 'FR', trade_number: '83204917500021' };
/** A company known by its name only; the CRM writes it in capitals. */
const brewery = { name: "Brasserie de l'Île", country: 'FR' };

/** Every field that the workflow would send, so that there is nothing left to update. */
const upToDate = {
	adele: {
		remote_id: 'CRM-L-1001',
		first_name: 'Adèle',
		last_name: 'Bouvet',
		email: 'adele.bouvet@bouvet.example',
		phone_number: '+33240112233',
		language: 'fr',
	},
	gael: {
		remote_id: 'CRM-L-1004',
		first_name: 'Gaël',
		last_name: 'Chassaing',
		email: 'gael.chassaing@leman.example',
		phone_number: '+33450718090',
		language: 'fr',
	},
	anais: {
		remote_id: 'CRM-L-1006',
		first_name: 'Anaïs',
		last_name: 'Turbé',
		email: 'anais.turbe@brasserie-ile.example',
		phone_number: '+33251587412',
		language: 'fr',
	},
};

/** A contact whose phone number has changed since. */
const outdated = {
	remote_id: 'CRM-L-1002',
	first_name: 'Jean-Noël',
	last_name: 'Préfontaine',
	email: 'jn.prefontaine@bouvet.example',
	phone_number: '+33240112200',
	language: 'fr',
};

/**
 * Fills the address book through Dashdoc's API, as a dispatcher would have done in the app, and then forgets the
 * requests, so that only those of the workflow are counted.
 */
export async function prepareAddressBook(sandbox: Sandbox): Promise<void> {
	// Its own requests are no part of what the pace is about.
	const { requestsPerSecond } = sandbox.settings();
	sandbox.settings({ requestsPerSecond: 0 });
	const create = (path: string, body?: object) => post(sandbox, path, body);
	const [atBouvet, atLeman, atBrewery] = [
		(await create('/companies/', bouvet)).pk,
		(await create('/companies/', leman)).pk,
		(await create('/companies/', brewery)).pk,
	].map((pk) => ({ company: { pk } }));
	await create('/contacts/', { ...upToDate.adele, ...atBouvet });
	await create('/contacts/', { ...outdated, ...atBouvet });
	const invited = await create('/contacts/', { ...upToDate.anais, ...atBrewery });
	await create(`/contacts/${String(invited.uid)}/invite/`);
	const registered = await create('/contacts/', { ...upToDate.gael, ...atLeman });
	giveAccount(sandbox, String(registered.uid));
	sandbox.settings({ requestsPerSecond });
	sandbox.clearRequests();
}

/** What happens when an invited person signs up, which the API has no request for. */
function giveAccount(sandbox: Sandbox, uid: string): void {
	const [tenant] = sandbox.state.tenants;
	const contact = tenant.of(contactCollection).get(uid);
	if (!contact) throw new Error(`The sandbox lost contact ${uid}`);
	contact.is_manager = true;
	tenant.touch(contactCollection, contact);
}

async function post(sandbox: Sandbox, path: string, body?: object): Promise<Record<string, unknown>> {
	const response = await fetch(`${sandbox.apiUrl}${path}`, {
		method: 'POST',
		headers: {
			Authorization: `Token ${sandbox.token}`,
			...(body && { 'Content-Type': 'application/json' }),
		},
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`The sandbox refused POST ${path}: ${response.status} ${text}`);
	return JSON.parse(text) as Record<string, unknown>;
}
