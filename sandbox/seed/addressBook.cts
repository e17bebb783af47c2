import { addressCollection, newAddress, type StoredAddress } from '../resources/addresses.cts';
import { companyCollection, newCompany, type StoredCompany } from '../resources/companies/records.cts';
import { contactCollection, newContact } from '../resources/contacts.cts';
import { managerCollection, newManager } from '../resources/managers.cts';
import { securityProtocolCollection } from '../resources/securityProtocols/records.cts';
import { newUser } from '../resources/truckers/records.cts';
import type { Random } from '../state/random.cts';
import type { Tenant } from '../state/tenant.cts';
import type { SeedOptions } from './seed.cts';
import {
	families,
	firstNames,
	haulierNames,
	jobs,
	shipperNames,
	streets,
	towns,
	type Town,
} from './words.cts';

/** A French number from the ranges kept free for fiction. */
export function phoneNumber(random: Random): string {
	return `${random.chance(0.5) ? '+3319900' : '+3363998'}${random.digits(4)}`;
}

/** The text without accents and signs, for e-mail addresses and codes. */
export function plain(text: string): string {
	return text
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/[^a-zA-Z0-9]+/g, '-')
		.replace(/^-|-$/g, '')
		.toLowerCase();
}

/** The tenant's own company with its headquarters and its managers. */
export function seedOwnCompany(tenant: Tenant): void {
	const { random } = tenant.world;
	const company = newCompany(
		{
			pk: tenant.company,
			name: tenant.name,
			...legalNumbers(random),
			email: `contact@${plain(tenant.name)}.example.com`,
			phone_number: phoneNumber(random),
			remote_id: plain(tenant.name).toUpperCase(),
			is_verified: true,
			account_type: 'subscribed',
			has_loggable_managers: true,
			created: tenant.world.clock.daysAgo(900),
			updated: tenant.world.clock.daysAgo(60),
		},
		tenant,
	);
	tenant.of(companyCollection).add(company);
	company.primary_address = addAddress(tenant, company, towns[0], 'Siège').pk;
	for (const role of ['admin', 'user', 'readonly']) {
		const user = newUser(person(random, plain(tenant.name)), tenant);
		tenant.of(managerCollection).add(newManager({ user, role, phone_number: phoneNumber(random) }, tenant));
	}
}

/** The partners: their companies, their places and their people. */
export function seedAddressBook(tenant: Tenant, { companies, contacts }: SeedOptions): void {
	const partners = Array.from({ length: companies }, (_, number) => addCompany(tenant, number));
	for (let number = 0; number < contacts && partners.length > 0; number += 1) {
		addContact(tenant, partners[number % partners.length], number);
	}
	addPublicPlaces(tenant);
}

function addCompany(tenant: Tenant, number: number): StoredCompany {
	const { random } = tenant.world;
	const town = random.pick(towns);
	const isHaulier = number % 3 === 0;
	const name = companyName(tenant, isHaulier ? haulierNames : shipperNames, town);
	const is_verified = random.chance(0.15);
	const company = newCompany(
		{
			name,
			...legalNumbers(random),
			phone_number: phoneNumber(random),
			email: `contact@${plain(name)}.example.com`,
			remote_id: number % 4 === 3 ? '' : `CLI-${String(number + 1).padStart(4, '0')}`,
			invoicing_remote_id: number % 2 === 0 ? `411${random.digits(5)}` : '',
			is_verified,
			account_type: is_verified ? 'subscribed' : 'invited',
			has_loggable_managers: is_verified,
			created: tenant.world.clock.daysAgo(400 - (number % 300)),
			updated: tenant.world.clock.daysAgo(random.next() * 45),
		},
		tenant,
	);
	tenant.of(companyCollection).add(company);
	company.primary_address = addAddress(tenant, company, town, isHaulier ? 'Dépôt' : 'Siège').pk;
	if (random.chance(0.4)) addAddress(tenant, company, random.pick(towns), 'Quai');
	return company;
}

function companyName(tenant: Tenant, patterns: readonly string[], town: Town): string {
	const { random } = tenant.world;
	const taken = (name: string) => tenant.of(companyCollection).having('name', name).length > 0;
	const name = random.pick(patterns).replace('{family}', random.pick(families)).replace('{town}', town.name);
	if (!taken(name)) return name;
	const longer = `${name} ${random.pick(towns).name}`;
	return taken(longer) ? `${longer} ${random.digits(3)}` : longer;
}

/** Numbers of the right length whose check digits are wrong on purpose, so that they belong to nobody. */
function legalNumbers(random: Random): Pick<StoredCompany, 'siren' | 'trade_number' | 'vat_number'> {
	const head = random.digits(8);
	const siren = `${head}${wrongCheckDigit(head)}`;
	return {
		siren,
		trade_number: `${siren}00${random.digits(3)}`,
		vat_number: `FR${random.digits(2)}${siren}`,
	};
}

function wrongCheckDigit(digits: string): number {
	const sum = [...digits].reverse().reduce((total, digit, position) => {
		const value = Number(digit) * (position % 2 === 0 ? 2 : 1);
		return total + (value > 9 ? value - 9 : value);
	}, 0);
	return (((10 - (sum % 10)) % 10) + 1) % 10;
}

function addAddress(tenant: Tenant, company: StoredCompany, town: Town, label: string): StoredAddress {
	const { random } = tenant.world;
	return tenant.of(addressCollection).add(
		newAddress(
			{
				name: `${company.name} – ${label}`,
				address: `${random.integer(1, 120)} ${random.pick(streets)}`,
				city: town.name,
				postcode: town.postcode,
				...near(town, random),
				coords_validated: random.chance(0.8),
				is_carrier: label === 'Dépôt',
				is_shipper: label !== 'Dépôt',
				is_origin: true,
				is_destination: true,
				remote_id: company.remote_id ? `${company.remote_id}-${plain(label).toUpperCase()}` : '',
				created: company.created,
				company: company.pk,
			},
			tenant,
		),
	);
}

function near({ latitude, longitude }: Town, random: Random) {
	const round = (value: number) => Math.round(value * 10_000) / 10_000;
	return {
		latitude: round(latitude + (random.next() - 0.5) * 0.1),
		longitude: round(longitude + (random.next() - 0.5) * 0.1),
	};
}

/** Every seventh has an account, every eighth an open invitation, every ninth no e-mail address. */
function addContact(tenant: Tenant, company: StoredCompany, number: number): void {
	const { random } = tenant.world;
	const is_manager = number % 7 === 3;
	const has_pending_invite = !is_manager && number % 8 === 5;
	const { first_name, last_name, email } = person(random, plain(company.name), number);
	tenant.of(contactCollection).add(
		newContact(
			{
				company: company.pk,
				first_name,
				last_name,
				email: number % 9 === 4 && !is_manager && !has_pending_invite ? '' : email,
				phone_number: random.chance(0.7) ? phoneNumber(random) : '',
				remote_id: number % 5 === 0 ? `CONTACT-${number + 1}` : '',
				is_manager,
				has_pending_invite,
				invitation_link: has_pending_invite ? `https://app.dashdoc.example/invitation/${random.uid()}` : null,
				jobs: [random.pick(jobs)],
				created: tenant.world.clock.daysAgo(300 - (number % 250)),
			},
			tenant,
		),
	);
}

function person(random: Random, domain: string, number?: number) {
	const first_name = random.pick(firstNames);
	const last_name = random.pick(families);
	const mailbox = `${plain(first_name)}.${plain(last_name)}${number === undefined ? '' : `.${number + 1}`}`;
	return { first_name, last_name, email: `${mailbox}@${domain}.example.org` };
}

/** Places that belong to nobody, and one with a safety document. */
function addPublicPlaces(tenant: Tenant): void {
	const { random } = tenant.world;
	const places = ['Chantier A7 sortie 12', 'Port de commerce', 'Plateforme multimodale'].map(
		(name, number) => {
			const town = towns[(number * 5 + 9) % towns.length];
			const address = newAddress(
				{
					name,
					address: `${random.pick(streets)}`,
					city: town.name,
					postcode: town.postcode,
					...near(town, random),
					coords_validated: true,
					is_origin: true,
					is_destination: true,
					created: tenant.world.clock.daysAgo(200),
				},
				tenant,
			);
			return tenant.of(addressCollection).add(address);
		},
	);
	tenant.of(securityProtocolCollection).add({
		pk: tenant.world.nextKey(),
		address: places[0].pk,
		document: tenant.world.media.generated('protocole-de-securite'),
		document_title: 'Protocole de sécurité',
		updated: tenant.world.clock.daysAgo(30),
		has_been_seen_recently: true,
	});
}
