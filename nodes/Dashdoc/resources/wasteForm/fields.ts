import type { Parameter } from '../../declaration/parameter';
import type { BodyOf } from '../../declaration/route';
import { instant } from '../../fields/dates';
import { inBodyByReading } from '../../fields/inBodyByReading';
import { byId, inPath } from '../../fields/locators';
import { at, text } from '../../fields/plain';
import { address, company, wasteContact, wasteForm } from '../../fields/things';
import type { Noun } from '../standard';

export const noun: Noun = { singular: 'waste form', plural: 'waste forms' };

/** What a form says of itself. */
export type FormBody = NonNullable<BodyOf<'POST /wam/forms/'>>;

export const chosenForm = inPath('path.uid', wasteForm, {
	description: 'Identification form of a waste transport',
});

const party = <T extends `body.${string}`>(target: T, name: string, description: string) =>
	inBodyByReading(target, company, 'GET /companies/{pk}/', { description }, name);

export const organizer = party(
	'body.organizer_id',
	'Organizer',
	'Collector, dealer or broker; always your own company, which Dashdoc does not tell by the API token',
);

/** Who takes part, where the waste lies and when it travels. */
export const course = {
	producer: party('body.producer_id', 'Producer', 'Company whose waste it is'),
	processor: party(
		'body.processor_id',
		'Processor',
		'Company that processes the waste, and where it is unloaded',
	),
	carrier: party('body.carrier_id', 'Carrier', 'Company that carries the waste'),
	origin: inBodyByReading(
		'body.origin_id',
		address,
		'GET /addresses/{pk}/',
		{ description: 'Where the waste is loaded' },
		'Origin Address',
	),
	date: instant('body.transport_date', 'Transport Date', { description: 'When the waste travels' }),
};

const person = <T extends string>(target: T, name: string, description: string): Parameter<T> => ({
	...byId(target, wasteContact, { description }, name),
	cleared: at(target, null),
});

const ship = <T extends string>(target: T, name: string, description: string, example: string) =>
	text(target, `Sea Ship ${name}`, { description, placeholder: `e.g. ${example}` });

/** What else a form may say. */
export const details = [
	person(
		'body.carrier_contact_uid',
		'Carrier Contact',
		'Whom to reach at the carrier; the signature needs one',
	),
	text('body.instructions', 'Instructions', {
		description: 'Special instructions for the transport',
		placeholder: 'e.g. Bâcher le chargement',
	}),
	person('body.organizer_signatory_uid', 'Organizer Signatory', 'Who signs for the organizer'),
	person('body.processor_contact_uid', 'Processor Contact', 'Whom to reach at the processor'),
	person(
		'body.processor_signatory_uid',
		'Processor Signatory',
		'Who signs for the processor; the signature of the organizer needs one',
	),
	person(
		'body.producer_contact_uid',
		'Producer Contact',
		'Whom to reach at the producer; the signature needs one',
	),
	ship(
		'body.sea_ship_eni_number',
		'ENI Number',
		'Number of the ship in the European inland register',
		'12345678',
	),
	ship('body.sea_ship_imo_number', 'IMO Number', 'Number of the ship at the IMO', 'IMO1234567'),
	ship('body.sea_ship_mmsi_number', 'MMSI Number', 'Number of the radio station of the ship', '123456789'),
	ship('body.sea_ship_name', 'Name', 'Ship on which the waste arose', 'Étoile du Ponant'),
];
