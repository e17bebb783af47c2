import { country, number, text, toggle } from './plain';

/** Fields of a place below a dotted target, such as `body` or `body.primary_address`, but for its company. */
export function addressFields<P extends string>(prefix: P) {
	return [
		text(`${prefix}.address`, 'Street', {
			description: 'Number and street',
			placeholder: 'e.g. 3 rue des Champs',
		}),
		text(`${prefix}.city`, 'City', { description: 'Name of the town', placeholder: 'e.g. Nantes' }),
		toggle(`${prefix}.coords_validated`, 'Coordinates Validated', {
			description: "Whether a person vouches for the coordinates; the driver's app uses them only then",
		}),
		country(`${prefix}.country`, 'Country', { description: 'Two-letter ISO 3166-1 code' }),
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
			description: 'Degrees north; Dashdoc looks it up when it is left out',
			placeholder: 'e.g. 47.2184',
			minimum: -90,
			maximum: 90,
		}),
		number(`${prefix}.longitude`, 'Longitude', {
			description: 'Degrees east; Dashdoc looks it up when it is left out',
			placeholder: 'e.g. -1.5536',
			minimum: -180,
			maximum: 180,
		}),
		text(`${prefix}.name`, 'Name', {
			description: 'Name of the place; without a company Dashdoc needs it',
			placeholder: 'e.g. Entrepôt de Carquefou',
		}),
		text(`${prefix}.postcode`, 'Postcode', {
			description: 'Postal code as text, with its leading zeros',
			placeholder: 'e.g. 44000',
		}),
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
