import type { Parameter } from '../declaration/parameter';
import { writtenAddress } from './address';
import { nestedFields } from './collections';
import { bothEnds } from './dates';
import { reference } from './locators';
import { text, toggle } from './plain';
import { address, company } from './things';

/** A place of the address book as the address of a stop below a dotted target such as `origin`. */
export function chosenPlace<P extends string>(prefix: P, label: string, description: string) {
	return reference(`${prefix}.address`, address, { description }, `${label} Address`.trim());
}

const orWritten = 'Place of your address book; for another one leave it empty and write the address';

/** The fields of an address that is not in the address book. `label` tells the stop, where a form has several. */
function writtenPlace<T extends string>(label: string, fields: ReadonlyArray<Parameter<T>>) {
	const displayName = `${label} Written Address`.trim();
	return nestedFields(displayName, 'A place that is not in your address book', fields, { clears: false });
}

/** The address of a stop: one of the address book, or one that is written here. `label` tells the stop, `Loading`. */
export function placeFields<P extends string>(prefix: P, label: string) {
	return [
		chosenPlace(prefix, label, orWritten),
		writtenPlace(label, [
			...writtenAddress(`${prefix}.address`),
			reference(`${prefix}.address.company`, company, {
				description: 'Company at the place, which can then be notified',
			}),
		]),
	] as const;
}

/** As `placeFields`, for a stop of a transport that exists: of its company Dashdoc takes nothing then. */
export function sitePlace<P extends string>(prefix: P) {
	return [
		chosenPlace(prefix, '', orWritten),
		writtenPlace(
			'',
			writtenAddress(
				`${prefix}.address`,
				'Name of the place, without which Dashdoc takes no written address',
			),
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
