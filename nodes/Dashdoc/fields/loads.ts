import type { components } from '../../../api/types';
import type { Parameter } from '../declaration/parameter';
import { nestedFields } from './collections';
import { choiceOrText, inWords, number, text, textList, toggle, writing } from './plain';
import { rowsOf } from './rows';

type Load = components['schemas']['LoadWrite'];

/** Categories that Dashdoc knows; it takes any other text for a category of one's own (concepts of loads). */
export const categories = inWords([
	'bulk',
	'bulk_qualimat',
	'cleaning',
	'containers',
	'other',
	'packages',
	'pallets',
	'powder_tank',
	'rental',
	'roundwood',
]);

type Amount = <T extends string>(target: T, displayName: string, description: string) => Parameter<T>;

/** An amount that somebody added to the form: there 0 says that there was nothing. */
const counted: Amount = (target, displayName, description) =>
	number(target, displayName, { description, minimum: 0 });

/** An amount of which 0 says nothing: n8n puts 0 into every number field of a row that nobody filled in. */
const planned: Amount = (target, displayName, description) => {
	const parameter = counted(target, displayName, `${description}; 0 for not known`);
	return {
		...parameter,
		place: (value, context) => (Number(value) === 0 ? {} : (parameter.place?.(value, context) ?? {})),
	};
};

/** Fields of a load that most loads have, and which are asked for at once. */
const usual = (amount: Amount) => [
	text('description', 'Description', {
		description: 'What it is',
		placeholder: 'e.g. Palettes de carrelage',
	}),
	choiceOrText('category', 'Category', categories, {
		description: 'Kind of goods; another text makes a category of your own',
		default: 'pallets',
	}),
	amount('quantity', 'Quantity', 'Number of pieces; whole for pallets, packages and containers'),
	amount('weight', 'Weight', 'Kilograms'),
	amount('volume', 'Volume', 'Cubic metres'),
	amount('linear_meters', 'Linear Meters', 'Metres of the loading floor'),
];

const unusual = (amount: Amount) => [
	text('adr_un_code', 'ADR UN Code', {
		description: 'UN number of dangerous goods; needed when Dangerous is on',
		placeholder: 'e.g. 1203',
	}),
	text('complementary_information', 'Complementary Information', { description: 'Shown with the load' }),
	text('container_number', 'Container Number', { description: 'Number of the container' }),
	text('container_seal_number', 'Container Seal Number', { description: 'Number of the seal' }),
	toggle('is_dangerous', 'Dangerous', { description: 'Whether the goods are dangerous (ADR)' }),
	text('dangerous_goods_category', 'Dangerous Goods Category', {
		description: 'Class of the dangerous goods',
	}),
	text('remote_id', 'External ID', { description: 'Your own identifier of the load' }),
	amount('height', 'Height', 'Metres'),
	textList('identifiers', 'Identifiers', {
		description: 'Identifier of each piece, separated by commas; as many as the quantity',
		placeholder: 'e.g. PAL-001, PAL-002',
	}),
	text('idtf_number', 'IDTF Number', {
		description: 'Needed for bulk Qualimat, and checked by Dashdoc',
		placeholder: 'e.g. 10026',
	}),
	text('legal_mentions', 'Legal Mentions', { description: 'Printed on the consignment note' }),
	amount('length', 'Length', 'Metres'),
	choiceOrText(
		'pallet_format',
		'Pallet Format',
		[
			{ name: '80 × 120 Cm', value: '80x120' },
			{ name: '100 × 120 Cm', value: '100x120' },
		],
		{ description: 'Size of the pallets' },
	),
	toggle('refrigerated', 'Refrigerated', { description: 'Whether the goods must be kept cold' }),
	amount('steres', 'Steres', 'Steres of wood'),
	amount('tare_weight', 'Tare Weight', 'Kilograms of the empty container'),
	text('temperature', 'Temperature', { description: 'Free text', placeholder: 'e.g. 2 à 4 °C' }),
	toggle('use_container_number', 'Use Container Number', {
		description: 'Whether the trucker is asked for the number of the container',
	}),
	toggle('use_container_seal_number', 'Use Container Seal Number', {
		description: 'Whether the trucker is asked for the number of the seal',
	}),
	toggle('use_identifiers', 'Use Identifiers', {
		description: 'Whether the trucker is asked for the identifier of each piece',
	}),
	amount('width', 'Width', 'Metres'),
];

const more = nestedFields('More', 'Further details of the load', unusual(planned), { clears: false });

/** The loads of a delivery, added one by one. */
export const loadRows = <T extends string>(target: T, required = false) =>
	rowsOf<Load>()(target, 'Loads', { singular: 'Load', description: 'What is carried', required }, [
		...usual(planned),
		more,
	]);

/** As `loadRows`, for a delivery that has loads: the list replaces them. */
export const replacingLoadRows = <T extends string>(target: T) =>
	rowsOf<Load>()(
		target,
		'Planned Loads',
		{ singular: 'Load', description: 'They replace all planned loads of the delivery' },
		[
			...usual(planned),
			text('uid', 'Load ID', {
				description:
					'Keeps the load with this ID, as the Raw output shows it in planned_loads; empty, it is new',
			}),
			more,
		],
	);

/** What a trucker reports of a load. */
export const reportedLoad = [
	...usual(counted),
	...writing(unusual(counted), [
		'complementary_information',
		'container_number',
		'container_seal_number',
		'identifiers',
		'remote_id',
		'steres',
		'tare_weight',
		'temperature',
	]),
];
