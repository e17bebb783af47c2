import type { components } from '../../../api/types';
import type { Check, RequestProblem } from '../declaration/operation';
import { isChosen, oneWayOnly } from './address';
import { instant } from './dates';
import { referenceByUid } from './locators';
import { lasting, number, text, toggle } from './plain';
import { rowsOf, unlessZero } from './rows';
import { plannedFields, slotFields } from './sites';
import { supportType } from './things';

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
	const isUnnamed = Object.keys(given).length > 0 && !isChosen(given) && !given.name;
	return (
		oneWayOnly(given, target) ??
		(isUnnamed ? { target: `${target}.name`, text: 'a written address needs a name' } : undefined)
	);
}

function exchangeProblem({ supports_exchanges: given }: Stop, target: string): RequestProblem | undefined {
	const exchanges = (Array.isArray(given) ? given : []) as SupportsExchange[];
	const vague = exchanges.findIndex(({ support_type }) => !support_type?.uid && !support_type?.remote_id);
	return vague < 0
		? undefined
		: { target: `${target}.${vague}.support_type`, text: 'choose the kind of load carrier' };
}
