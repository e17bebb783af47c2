import { nestedFields } from './collections';
import { bothEnds } from './dates';
import { reference } from './locators';
import { parameterName } from './name';
import { country, number, text, toggle } from './plain';
import { address, company } from './things';

/** A place of the address book as the address of a stop below a dotted target such as `origin`. */
export function chosenPlace<P extends string>(prefix: P, label: string, description: string) {
	return reference(
		`${prefix}.address`,
		address,
		{ name: parameterName(`${label} Address`), description },
		`${label} Address`,
	);
}

/** The address of a stop: one of the address book, or one that is written here. `label` tells the stop, `Loading`. */
export function placeFields<P extends string>(prefix: P, label: string) {
	return [
		chosenPlace(
			prefix,
			label,
			'Place of your address book; for another one leave it empty and write the address',
		),
		nestedFields(
			`${label} Written Address`,
			'A place that is not in your address book',
			[
				text(`${prefix}.address.address`, 'Street', { description: 'Number and street' }),
				text(`${prefix}.address.city`, 'City', {
					description: 'Name of the town',
					placeholder: 'e.g. Nantes',
				}),
				reference(`${prefix}.address.company`, company, {
					description: 'Company at the place, which can then be notified',
				}),
				toggle(`${prefix}.address.coords_validated`, 'Coordinates Validated', {
					description: "Whether a person vouches for the coordinates; the driver's app uses them only then",
				}),
				country(`${prefix}.address.country`, 'Country', { description: 'Two-letter ISO 3166-1 code' }),
				number(`${prefix}.address.latitude`, 'Latitude', {
					description: 'Degrees north',
					minimum: -90,
					maximum: 90,
				}),
				number(`${prefix}.address.longitude`, 'Longitude', {
					description: 'Degrees east',
					minimum: -180,
					maximum: 180,
				}),
				text(`${prefix}.address.name`, 'Name', {
					description: 'Name of the place; without a company Dashdoc needs it',
				}),
				text(`${prefix}.address.postcode`, 'Postcode', {
					description: 'Postal code as text, with its leading zeros',
					placeholder: 'e.g. 44000',
				}),
			],
			{ clears: false },
		),
	] as const;
}

/** The period in which the shipper wants the truck at a stop: a start and an end, both or none. */
export function slotFields<T extends string>(target: T, label: string) {
	return bothEnds(
		target,
		{
			start: `${label} Slot Start`,
			startDescription: 'Earliest arrival that the shipper asks for',
			end: `${label} Slot End`,
			endDescription: 'Latest arrival that the shipper asks for',
			noun: 'slot',
		},
		(start, end) => [{ start, end }],
		[],
	);
}

/** The period in which the carrier plans to arrive: a start and an end, both or none. */
export function plannedFields<T extends string>(target: T, label: string) {
	return bothEnds(
		target,
		{
			start: `${label} Start`,
			startDescription: 'Earliest arrival that the carrier plans',
			end: `${label} End`,
			endDescription: 'Latest arrival that the carrier plans',
			noun: 'period',
		},
		(start, end) => ({ start, end }),
		{ start: null, end: null },
	);
}

/** What else may be said of a stop when a transport is made. */
export function stopDetails<P extends string>(prefix: P, label: string) {
	return [
		text(`${prefix}.reference`, `${label} Reference`, { description: 'Reference that the place asks for' }),
		text(`${prefix}.instructions`, `${label} Instructions`, { description: 'Seen by everybody concerned' }),
		text(`${prefix}.trucker_instructions`, `${label} Trucker Instructions`, {
			description: 'Seen by the trucker',
		}),
		text(`${prefix}.remote_id`, `${label} Site External ID`, {
			description:
				'Your own identifier of the stop; stops at one address with different ones stay apart, those that say the same are one',
			placeholder: `e.g. ${label.toUpperCase()}-1`,
		}),
		toggle(`${prefix}.eta_tracking`, `${label} ETA Tracking`, {
			description: 'Whether Dashdoc computes the arrival; needs a slot',
		}),
		toggle(`${prefix}.is_booking_needed`, `${label} Booking Needed`, {
			description: 'Whether a slot has to be booked at the place',
		}),
		toggle(`${prefix}.locked_requested_times`, `${label} Slot Locked`, {
			description: 'Whether the carrier may not change the asked slot',
		}),
	] as const;
}
