import type { components } from '../../../api/types';
import { nestedFields } from './collections';
import { decimal } from './decimal';
import { byId } from './locators';
import { choice, inWords, lasting, number, text, toggle } from './plain';
import { rowsOf } from './rows';
import { invoiceItem } from './things';

type PriceLine = components['schemas']['PriceLineWrite'];

/** What a price counts, in words: `LOADED_WEIGHT_IN_KG` → `Loaded Weight in Kg`. */
const metrics = inWords(
	[
		'DISTANCE_IN_KM',
		'DURATION_IN_HOUR',
		'DURATION_IN_MINUTE',
		'FLAT',
		'LOADED_LINEAR_METERS',
		'LOADED_QUANTITY',
		'LOADED_STERES',
		'LOADED_VOLUME_IN_LITRE',
		'LOADED_VOLUME_IN_M3',
		'LOADED_WEIGHT_IN_KG',
		'LOADED_WEIGHT_IN_TONNE',
		'NB_DELIVERIES',
		'NB_ROUNDS',
		'UNLOADED_LINEAR_METERS',
		'UNLOADED_QUANTITY',
		'UNLOADED_STERES',
		'UNLOADED_VOLUME_IN_LITRE',
		'UNLOADED_VOLUME_IN_M3',
		'UNLOADED_WEIGHT_IN_KG',
		'UNLOADED_WEIGHT_IN_TONNE',
	].map((metric) => metric.toLowerCase()),
).map(({ name, value }) => ({
	name: name.replace(/^Nb /, 'Number of ').replace(' In ', ' in '),
	value: String(value).toUpperCase(),
}));

const priceLine = [
	text('description', 'Description', {
		description: 'What is charged, as the invoice words it',
		placeholder: 'e.g. Transport Nantes-Rennes',
	}),
	choice('metric', 'Metric', metrics, {
		description: 'What the unit price is for; Flat is one price for all',
		default: 'FLAT',
	}),
	decimal('unit_price', 'Unit Price', {
		description: 'Price without tax of one unit',
		placeholder: 'e.g. 149.50',
	}),
	decimal('quantity', 'Quantity', {
		description: 'Number of units; left empty, Dashdoc counts them, except for Flat',
		placeholder: 'e.g. 12.500',
	}),
	text('currency', 'Currency', {
		description: 'Three-letter ISO 4217 code; left empty, euro',
		placeholder: 'e.g. EUR',
	}),
	byId('invoice_item_uid', invoiceItem, {
		description: 'Article of your invoicing catalogue that the invoice line gets',
	}),
	toggle('is_gas_indexed', 'Gas Indexed', {
		description: 'Whether the fuel surcharge is added to this line',
	}),
	number('id', 'Line ID', {
		description: 'Dashdoc ID of a line that is there already; 0 for a new one',
		minimum: 0,
		decimals: 0,
	}),
];

/** A number field of a row holds 0 until somebody fills it in. */
const lines = priceLine.map((field) =>
	field.property.name === 'lineId'
		? {
				...field,
				place: ((value, context) =>
					Number(value) === 0 ? {} : (field.place?.(value, context) ?? {})) as typeof field.place,
			}
		: field,
);

/** The agreed price below a dotted target such as `body.quotation`. */
export function quotation<P extends string>(prefix: P) {
	return nestedFields(
		'Quotation',
		'Agreed price; its lines replace those that are there',
		[
			lasting(
				decimal(`${prefix}.gas_index`, 'Fuel Surcharge', {
					description: 'Percent that is added to gas indexed lines',
					placeholder: 'e.g. 4.50',
				}),
			),
			rowsOf<PriceLine>()(
				`${prefix}.lines`,
				'Price Lines',
				{ singular: 'Price Line', description: 'What the price is made of' },
				lines,
			),
		],
		{ clears: false },
	);
}
