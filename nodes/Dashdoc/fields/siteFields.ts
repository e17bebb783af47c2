import type { components } from '../../../api/types';
import type { Check, RequestProblem } from '../declaration/operation';
import { nestedFields } from './collections';
import { instant } from './dates';
import { reference, referenceByUid } from './locators';
import { country, lasting, number, text, toggle } from './plain';
import { rowsOf, unlessZero } from './rows';
import { plannedFields, slotFields } from './sites';
import { address, supportType } from './things';

type SupportsExchange = components['schemas']['SupportsExchangeNestedWrite'];

const count = (target: CountField, displayName: string, description: string) =>
	// Dashdoc knows no exchange without a count: nothing exchanged is 0.
	lasting(number(target, displayName, { description, minimum: 0, decimals: 0 }));

type CountField = `${'actual' | 'expected'}_${'delivered' | 'retrieved'}`;

/** Counts of load carriers, planned and real. */
export const supportCounts = [
	count('actual_delivered', 'Actual Delivered', 'Pieces that were left at the site'),
	count('actual_retrieved', 'Actual Retrieved', 'Pieces that were taken from the site'),
	count('expected_delivered', 'Expected Delivered', 'Pieces to be left at the site'),
	count('expected_retrieved', 'Expected Retrieved', 'Pieces to be taken from the site'),
	text('observations', 'Observations', { description: 'Free text, shown with the exchange' }),
];

/** The place of a stop: an address of the address book, or one that is written here. */
export function sitePlace<P extends string>(prefix: P) {
	return [
		reference(`${prefix}.address`, address, {
			description: 'Place of your address book; for another one leave it empty and write the address',
		}),
		nestedFields(
			'Written Address',
			'A place that is not in your address book',
			[
				text(`${prefix}.address.address`, 'Street', { description: 'Number and street' }),
				text(`${prefix}.address.city`, 'City', {
					description: 'Name of the town',
					placeholder: 'e.g. Nantes',
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
					description: 'Name of the place, without which Dashdoc takes no written address',
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

/** What else can be said of a stop of a transport that exists. */
export function siteDetails<P extends string>(prefix: P) {
	return [
		text(`${prefix}.action`, 'Action', { description: 'What is done there, as free text' }),
		toggle(`${prefix}.is_booking_needed`, 'Booking Needed', {
			description: 'Whether a slot has to be booked at the place',
		}),
		// What an empty arrival would mean is not documented.
		lasting(
			instant(`${prefix}.eta`, 'Expected Arrival', { description: 'When the trucker is expected there' }),
		),
		text(`${prefix}.remote_id`, 'External ID', {
			description: 'Your own identifier of the stop, which keeps it apart from others at the same address',
		}),
		text(`${prefix}.instructions`, 'Instructions', { description: 'Seen by everybody concerned' }),
		...plannedFields(`${prefix}.scheduled_range`, 'Planned'),
		text(`${prefix}.reference`, 'Reference', { description: 'Reference that the place asks for' }),
		...slotFields(`${prefix}.slots`, 'Asked'),
		toggle(`${prefix}.locked_requested_times`, 'Slot Locked', {
			description: 'Whether the carrier may not change the asked slot',
		}),
		text(`${prefix}.trucker_instructions`, 'Trucker Instructions', {
			description: 'Seen by the carrier and its truckers only',
		}),
	] as const;
}

/** Load carriers that are exchanged at a stop. */
export const supportsExchangeRows = rowsOf<SupportsExchange>()(
	'body.supports_exchanges',
	'Supports Exchanges',
	{
		singular: 'Supports Exchange',
		description: 'Load carriers given and taken there; they replace the ones that the stop has',
	},
	[
		referenceByUid('support_type', supportType, { description: 'Kind of load carrier' }),
		...supportCounts.map(unlessZero),
	],
);

/**
 * Refuses what Dashdoc cannot take of a stop: an address that is both chosen and written, a written one without name, an
 * exchange of nobody knows what.
 * @param name body field of the stop; left out where the body is the stop
 */
export function clearSite(name?: string): Check {
	return ({ body }) => {
		const stop = (name === undefined ? body : (body[name] ?? {})) as Stop;
		const target = ['body', name].filter(Boolean).join('.');
		return placeProblem(stop, `${target}.address`) ?? exchangeProblem(stop, `${target}.supports_exchanges`);
	};
}

interface Stop {
	address?: Readonly<Record<string, unknown>> | null;
	supports_exchanges?: unknown;
}

function placeProblem({ address: given }: Stop, target: string): RequestProblem | undefined {
	if (typeof given !== 'object' || given === null) return undefined;
	const isChosen = given.pk !== undefined || given.remote_id !== undefined;
	const isWritten = Object.keys(given).some((member) => !['pk', 'remote_id'].includes(member));
	if (isChosen && isWritten) {
		return { target: `${target}.pk`, text: 'a place is chosen and an address is written; give one of them' };
	}
	if (isChosen || !isWritten || given.name) return undefined;
	return { target: `${target}.name`, text: 'a written address needs a name' };
}

function exchangeProblem({ supports_exchanges: given }: Stop, target: string): RequestProblem | undefined {
	const exchanges = (Array.isArray(given) ? given : []) as SupportsExchange[];
	const vague = exchanges.findIndex(({ support_type }) => !support_type?.uid && !support_type?.remote_id);
	return vague < 0
		? undefined
		: { target: `${target}.${vague}.support_type`, text: 'choose the kind of load carrier' };
}
