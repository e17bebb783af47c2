import type { RequestProblem } from '../declaration/operation';
import { country, number, text, toggle } from './plain';

const street = { description: 'Number and street' };

const name = { description: 'Name of the place; without a company Dashdoc needs it' };

/** Degrees on the globe. */
const latitude = { description: 'Degrees north', minimum: -90, maximum: 90 };
const longitude = { description: 'Degrees east', minimum: -180, maximum: 180 };

/** What is asked in the same words of every place. */
function surroundings<P extends string>(prefix: P) {
	return [
		text(`${prefix}.city`, 'City', { description: 'Name of the town', placeholder: 'e.g. Nantes' }),
		toggle(`${prefix}.coords_validated`, 'Coordinates Validated', {
			description: "Whether a person vouches for the coordinates; the driver's app uses them only then",
		}),
		country(`${prefix}.country`, 'Country', { description: 'Two-letter ISO 3166-1 code' }),
		text(`${prefix}.postcode`, 'Postcode', {
			description: 'Postal code as text, with its leading zeros',
			placeholder: 'e.g. 44000',
		}),
	] as const;
}

/**
 * An address that is written for one stop, below its dotted target such as `origin.address`, but for its company.
 * @param named when it needs a name; left out, as in the address book
 */
export function writtenAddress<P extends string>(prefix: P, named = name.description) {
	return [
		text(`${prefix}.address`, 'Street', street),
		...surroundings(prefix),
		number(`${prefix}.latitude`, 'Latitude', latitude),
		number(`${prefix}.longitude`, 'Longitude', longitude),
		text(`${prefix}.name`, 'Name', { description: named }),
	] as const;
}

/** Fields of a place of the address book, but for its company, below a target such as `body` or `body.primary_address`. */
export function addressFields<P extends string>(prefix: P) {
	const lookedUp = 'Dashdoc looks it up when it is left out';
	return [
		text(`${prefix}.address`, 'Street', { ...street, placeholder: 'e.g. 3 rue des Champs' }),
		...surroundings(prefix),
		text(`${prefix}.flow_site_slug`, 'Flow Site Slug', {
			description: 'Short name of the booking site of the place in Dashdoc Flow',
			placeholder: 'e.g. plateforme-nantes',
		}),
		text(`${prefix}.instructions`, 'Instructions', {
			description: 'Shown to drivers who go there, up to 1000 characters',
		}),
		toggle(`${prefix}.is_carrier`, 'Is Carrier', {
			description: 'Whether the place can be the address of a carrier',
		}),
		toggle(`${prefix}.is_destination`, 'Is Destination', {
			description: 'Whether goods can be unloaded there',
		}),
		toggle(`${prefix}.is_origin`, 'Is Origin', { description: 'Whether goods can be loaded there' }),
		toggle(`${prefix}.is_shipper`, 'Is Shipper', {
			description: 'Whether the place can be the address of a shipper',
		}),
		number(`${prefix}.latitude`, 'Latitude', {
			...latitude,
			description: `${latitude.description}; ${lookedUp}`,
			placeholder: 'e.g. 47.2184',
		}),
		number(`${prefix}.longitude`, 'Longitude', {
			...longitude,
			description: `${longitude.description}; ${lookedUp}`,
			placeholder: 'e.g. -1.5536',
		}),
		text(`${prefix}.name`, 'Name', { ...name, placeholder: 'e.g. Entrepôt de Carquefou' }),
		number(`${prefix}.radius`, 'Radius', {
			description: 'Metres around the coordinates that count as being there',
			default: 500,
			minimum: 0,
		}),
		text(`${prefix}.remote_id`, 'External ID', {
			description: 'Your own identifier of the address',
			placeholder: 'e.g. ADR_123',
		}),
		number(`${prefix}.theoretical_activity_duration_in_min`, 'Usual Time on Site', {
			description: 'Minutes that loading or unloading usually takes there',
			minimum: 0,
			decimals: 0,
		}),
	] as const;
}

type Address = Readonly<Record<string, unknown>>;

/** Whether a place of the address book is named, by ID or External ID. */
export const isChosen = ({ pk, remote_id }: Address) => pk !== undefined || remote_id !== undefined;

/** A form has two ways to name a place, of which one is taken. `target` is that of the address. */
export function oneWayOnly(address: Address, target: string): RequestProblem | undefined {
	return isChosen(address) && Object.keys(address).length > 1 ? bothWays(target) : undefined;
}

export const bothWays = (target: string): RequestProblem => ({
	target: `${target}.pk`,
	text: 'a place is chosen and an address is written; give one of them',
});

/** Dashdoc names a place by its company where it has no name of its own (reference page of POST /addresses/). */
export function nameless(address: Address, target: string): RequestProblem | undefined {
	return address.name || address.company
		? undefined
		: { target: `${target}.name`, text: 'an address without company needs a name' };
}
