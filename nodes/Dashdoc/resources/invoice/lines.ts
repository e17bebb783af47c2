/** Lines of draft invoices: what a form says of them, and how they reach Dashdoc, one by one. */
import type { IDataObject } from 'n8n-workflow';
import type { RunContext } from '../../declaration/operation';
import { InvalidValue, isEmpty, type Parameter } from '../../declaration/parameter';
import type { BodyOf } from '../../declaration/route';
import { decimal, readDecimal } from '../../fields/decimal';
import { referenceByUid } from '../../fields/locators';
import { demanded, describe, parseJson, text } from '../../fields/plain';
import { rowsOf } from '../../fields/rows';
import { invoiceItem as invoiceItemThing } from '../../fields/things';

export const lineRoute = 'POST /invoices/{uid}/lines/';
export const itemsRoute = 'GET /invoices/items/';

type LineWrite = BodyOf<typeof lineRoute>;

/** A line as the form gives it: an item of the catalogue may still be named by its External ID. */
export type Line = Omit<LineWrite, 'invoice_item_uid'> & {
	invoice_item_uid?: string | null | { remote_id: string };
};

/** Decimals as Dashdoc's documentation has them for lines. */
const quantityDecimals = 3;
const unitPriceDecimals = 4;

/** The fields of one line, below `body.` where the line is the whole form. */
export function lineFields<P extends '' | 'body.'>(prefix: P) {
	return {
		required: [
			demanded(
				decimal(`${prefix}quantity`, 'Quantity', {
					description: 'Number of units, with 3 decimals at most; negative takes something off',
					placeholder: 'e.g. 12.500',
					decimals: quantityDecimals,
				}),
			),
			demanded(
				decimal(`${prefix}unit_price`, 'Unit Price', {
					description: 'Price of one unit without tax, with 4 decimals at most; the tax is added by Dashdoc',
					placeholder: 'e.g. 149.50',
					decimals: unitPriceDecimals,
				}),
			),
		],
		additional: [
			text(`${prefix}description`, 'Description', {
				description: 'What is charged, as the invoice words it',
				placeholder: 'e.g. Transport Nantes-Rennes',
			}),
			catalogueItem(`${prefix}invoice_item_uid`),
		],
	} as const;
}

/** Dashdoc takes the ID alone; an External ID is looked up in the catalogue when the line is sent. */
function catalogueItem<T extends string>(target: T): Parameter<T> {
	const { property, place } = referenceByUid('item', invoiceItemThing, {
		description:
			'Article of your invoicing catalogue; Dashdoc demands it from companies that invoice by articles',
	});
	return {
		property,
		targets: [target],
		resolve: itemsRoute,
		place: (value, context) => {
			const { 'item.uid': uid, 'item.remote_id': remote_id } = place?.(value, context) ?? {};
			return { [target]: uid ?? { remote_id } };
		},
	};
}

const { required, additional } = lineFields('');

/** The lines of a new invoice, each of which goes to Dashdoc on its own. */
export const lineRows = rowsOf<LineWrite>()(
	'steps.lines',
	'Lines',
	{ singular: 'Line', description: 'What is charged; the lines are added to the draft in this order' },
	[...required, ...additional],
);

/** Further lines as a list, since n8n lets no expression fill in rows. */
export const lineList: Parameter<'steps.listed'> = {
	property: describe('Additional Lines (JSON)', 'json', '[]', {
		name: 'additionalLines',
		description:
			"Lines as a JSON list with Dashdoc's own field names, for instance from an expression; they follow those of the form and are counted on from them",
		placeholder: 'e.g. [{ "description": "Attente", "quantity": "2", "unit_price": "45.50" }]',
	}),
	targets: ['steps.listed'],
	place: (value) => ({ 'steps.listed': readList(value) }),
};

/** What each line must be is looked at when all lines are known, so that errors can count them as one list. */
function readList(value: unknown): unknown[] {
	const given = typeof value === 'string' ? parseJson(value) : value;
	return Array.isArray(given) ? given : [given];
}

/** Requests of which each makes one line. */
export const lineSteps = { lines: lineRoute, listed: lineRoute } as const;

/** One line that is to be added. */
export interface WantedLine {
	line: Partial<Line> | null;
	/** Where the form has it, for errors of Dashdoc: `lines.0`. */
	step?: string;
	/** Makes the error about one of its fields. */
	refuse(field: keyof Line, text: string): Error;
}

/** All lines that the form gives, in their order; those of the list are counted on from the rows. */
export function linesIn({ problem, request: { steps } }: RunContext): WantedLine[] {
	const rows = (steps?.lines ?? []) as Line[];
	const listed = (steps?.listed ?? []) as Array<Partial<Line> | null>;
	return [
		...rows.map((line, index) => ({
			line,
			step: `lines.${index}`,
			refuse: (field: string, text: string) => problem(`lines.${index}.${field}`, text),
		})),
		...listed.map((line, index) => ({
			line,
			step: `lines.${rows.length + index}`,
			refuse: (_: string, text: string) => problem('listed', `in line ${rows.length + index + 1}, ${text}`),
		})),
	];
}

/**
 * Lines as Dashdoc takes them: exact amounts, and items of the catalogue by their IDs.
 * @throws NodeOperationError naming the amount that is none, or the item that the catalogue has not got
 */
export async function readyLines(context: RunContext, wanted: readonly WantedLine[]): Promise<LineWrite[]> {
	const exact = wanted.map((one) => ({ ...amountsOf(one), ...itemOf(one) }));
	const ready: LineWrite[] = [];
	for (const [index, { quantity, unit_price, invoice_item_uid: item }] of exact.entries()) {
		const { line, refuse } = wanted[index];
		const isNamed = typeof item === 'object' && item !== null;
		const uid = isNamed ? await itemId(context, item.remote_id, refuse) : item;
		ready.push({ ...line, quantity, unit_price, invoice_item_uid: uid });
	}
	return ready;
}

/** JSON brings amounts past the fields of the form. */
function amountsOf({ line, refuse }: WantedLine): Pick<Line, 'quantity' | 'unit_price'> {
	const read = (name: 'quantity' | 'unit_price', decimals: number) => {
		if (isEmpty(line?.[name])) throw refuse(name, `there is no ${name}`);
		try {
			return readDecimal(line?.[name], { decimals });
		} catch (error) {
			throw error instanceof InvalidValue ? refuse(name, error.message) : error;
		}
	};
	return { quantity: read('quantity', quantityDecimals), unit_price: read('unit_price', unitPriceDecimals) };
}

function itemOf({ line, refuse }: WantedLine): Pick<Line, 'invoice_item_uid'> {
	const item: unknown = line?.invoice_item_uid;
	if (item === undefined || item === null || typeof item === 'string') return { invoice_item_uid: item };
	const name = typeof item === 'object' && 'remote_id' in item ? item.remote_id : undefined;
	if (typeof name === 'string' && name !== '') return { invoice_item_uid: { remote_id: name } };
	throw refuse(
		'invoice_item_uid',
		'invoice_item_uid must be the ID of an article as text, or { "remote_id": "its External ID" }',
	);
}

async function itemId(
	context: RunContext,
	externalId: string,
	refuse: WantedLine['refuse'],
): Promise<string> {
	const found = (await catalogue(context)).find(({ remote_id }) => remote_id === externalId);
	if (found) return String(found.uid);
	throw refuse('invoice_item_uid', `your catalogue has no item with the External ID "${externalId}"`);
}

/** The whole catalogue, read once for all lines of all items. */
async function catalogue({ list, once }: RunContext): Promise<IDataObject[]> {
	return await once('invoice items', async () => await list(itemsRoute, {}));
}
