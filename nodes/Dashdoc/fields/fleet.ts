import type { Check, Finder } from '../declaration/operation';
import type { Route } from '../declaration/route';
import { instant } from './dates';
import { byId } from './locators';
import { choice, country, identifiers, tags, text, toggle } from './plain';
import { company } from './things';

/** Fields that vehicles and trailers share; `noun` is `vehicle` or `trailer`. */
export function fleetFields(noun: string) {
	return [
		country('body.country', 'Country', {
			description: 'Where it is registered, as two-letter ISO 3166-1 code',
		}),
		text('body.fleet_number', 'Fleet Number', {
			description: 'Number in your fleet, unique there, up to 10 characters',
			placeholder: 'e.g. 42',
		}),
		text('body.license_plate', 'License Plate', {
			description: 'Unique in your fleet',
			placeholder: 'e.g. AB-123-CD',
		}),
		text('body.remote_id', 'External ID', {
			description: `Your own identifier of the ${noun}, unique in your fleet, up to 100 characters`,
			placeholder: `e.g. ${noun.toUpperCase()}_12`,
		}),
		tags('body.tags'),
		instant('body.technical_control_deadline', 'Technical Inspection Deadline', {
			description: 'Until when the next technical inspection is due',
		}),
		toggle('body.used_for_qualimat_transports', 'Used for Qualimat Transports', {
			description:
				'Whether it may carry animal feed (Qualimat); Dashdoc only warns where one without it is planned',
		}),
	] as const;
}

/** Dashdoc would take an entry without both, which nobody could tell from others on its screens. */
export const identified: Check = ({ body }) =>
	body.license_plate || body.fleet_number
		? undefined
		: { target: 'body.license_plate', text: 'it is empty; give it or a fleet number' };

/** Filters that the lists of vehicles and trailers share. */
export const fleetFilters = [
	byId('query.carrier', company, { description: 'Company that runs it', name: 'carrier' }, 'Carrier'),
	text('query.category', 'Fleet', {
		description: "Own or dedicated fleet; Dashdoc's documentation does not tell the values",
	}),
	toggle('query.extended_view', 'Group View', {
		description: 'Whether to include the fleets of the other companies of your group',
	}),
	toggle('query.has_license_plate', 'Has License Plate', {
		description: 'Whether to keep those with a plate, or those without',
	}),
	identifiers('query.id__in', 'IDs', {
		description: 'Dashdoc IDs, separated by commas',
		placeholder: 'e.g. 207, 311',
	}),
	text('query.text', 'Plate or Fleet Number Contains', {
		description: 'Part of the license plate or of the fleet number',
		placeholder: 'e.g. AB-123',
	}),
	identifiers('query.tags__in', 'Tag IDs', {
		description: 'Dashdoc IDs of tags of which it must have one, separated by commas',
		placeholder: 'e.g. 12, 15',
	}),
] as const;

/** Order of the lists of vehicles and trailers. */
export const fleetSort = choice(
	'query.ordering',
	'Sort',
	[
		{ name: "Dashdoc's Order", value: '' },
		{ name: 'License Plate A to Z', value: 'license_plate' },
		{ name: 'License Plate Z to A', value: '-license_plate' },
	],
	{ description: 'Order in which they come' },
);

/**
 * The fleet cannot be filtered by External ID. For few items the plate narrows the list; one without External ID that
 * has the plate is the same vehicle, entered by hand before.
 */
export function fleetFinders(list: Route): readonly Finder[] {
	const match = ['remote_id', 'license_plate'];
	return [
		{
			by: 'search',
			route: list,
			query: async ({ request: { body } }) => ({ text: String(body.license_plate || body.fleet_number) }),
			match,
		},
		{ by: 'search', route: list, query: async () => ({}), match, whole: true, onlyAfterRefusal: true },
	];
}

/** Keys by which two items are recognised as the same vehicle or trailer. */
export const fleetKeys = { keys: ['remote_id', 'license_plate'], caseBlind: ['license_plate'] };
