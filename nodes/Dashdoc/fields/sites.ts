import type { Parameter } from '../declaration/parameter';
import { InvalidValue, isEmpty } from '../declaration/parameter';
import { nestedFields } from './collections';
import { instant } from './dates';
import { toUtc } from './instant';
import { reference } from './locators';
import { parameterName } from './name';
import { at, country, number, text, toggle } from './plain';
import { address, company } from './things';

/**
 * The address of a stop below a dotted target such as `origin`: one of the address book, or one that is written here.
 * `label` tells the stop, `Loading`.
 */
export function placeFields<P extends string>(prefix: P, label: string) {
	return [
		reference(
			`${prefix}.address`,
			address,
			{
				name: parameterName(`${label} Address`),
				description: 'Place of your address book; for another one leave it empty and write the address',
			},
			`${label} Address`,
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
	const [start, end] = ['Start', 'End'].map((side) => `${label} Slot ${side}`);
	const place: Parameter<T>['place'] = (_, { siblings, timezone }) => {
		// Both sides write the same value, whichever of them is given.
		const [from, until] = [start, end].map((side) => siblings[parameterName(side)]);
		if (isEmpty(from)) throw new InvalidValue(`a slot needs both ends, but '${start}' is empty`);
		if (isEmpty(until)) throw new InvalidValue(`a slot needs both ends, but '${end}' is empty`);
		const slot = { start: toUtc(from, timezone), end: toUtc(until, timezone) };
		if (slot.start > slot.end) {
			throw new InvalidValue(`the slot from ${slot.start} until ${slot.end} ends before it starts`);
		}
		return at(target, [slot]);
	};
	const side = (displayName: string, description: string): Parameter<T> => ({
		...instant(target, displayName, { description }),
		place,
		cleared: at(target, []),
	});
	return [
		side(start, 'Earliest arrival that the shipper asks for'),
		side(end, 'Latest arrival that the shipper asks for'),
	] as const;
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
			description: 'Your own identifier of the stop; stops at one address with different ones stay apart',
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
