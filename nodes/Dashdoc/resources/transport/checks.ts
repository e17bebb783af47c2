/** What cannot work is said before anything is sent; each rule with its source. */
import type { IDataObject } from 'n8n-workflow';
import type { Check } from '../../declaration/operation';
import type { Delivery, TransportBody } from './body';
import { inUtc } from './periods';
import { firstOf, problem, type Problem } from './problems';
import { shape } from './shape';
import { ends, oneWay, order, place, planned, route, slots, spelling, stopsOf, tracking } from './stopChecks';

/** Everything that Dashdoc would refuse, or take in another sense, in a transport that is to be made. */
export const soundTransport: Check = ({ body }) =>
	shape(body) ?? ends(body as TransportBody) ?? stops(body as TransportBody) ?? goods(body as TransportBody);

function stops(body: TransportBody): Problem {
	const all = stopsOf(body);
	const { deliveries = [], segments = [] } = body;
	const faulty =
		firstOf(all, (stop) => place(stop, all)) ??
		firstOf(all, slots) ??
		firstOf(all, tracking) ??
		firstOf(segments, planned) ??
		firstOf(deliveries, order);
	if (faulty) return faulty;
	const transport = inUtc(body);
	return spelling(stopsOf(transport)) ?? route(transport);
}

function goods({ deliveries = [] }: TransportBody): Problem {
	return (
		firstOf(deliveries, ({ planned_loads = [] }, index) =>
			firstOf(planned_loads, (value, position) =>
				load(`deliveries.${index}.planned_loads.${position}`, value),
			),
		) ??
		firstOf(deliveries, rounds) ??
		rental(deliveries)
	);
}

const amounts = [
	'quantity',
	'weight',
	'volume',
	'linear_meters',
	'tare_weight',
	'steres',
	'height',
	'width',
	'length',
];

function load(target: string, value: IDataObject): Problem {
	const negative = amounts.find((name) => Number(value[name]) < 0);
	if (negative) return problem(`${target}.${negative}`, `${String(value[negative])} is less than 0`);
	if (value.category === 'bulk_qualimat' && !value.idtf_number) {
		return problem(`${target}.idtf_number`, 'a Qualimat load needs its IDTF number');
	}
	if (value.is_dangerous === true && !value.adr_un_code) {
		return problem(`${target}.adr_un_code`, 'dangerous goods need their UN number');
	}
	const { identifiers, quantity } = value;
	if (Array.isArray(identifiers) && quantity !== undefined && identifiers.length !== Number(quantity)) {
		const text = `${identifiers.length} are given for a quantity of ${String(quantity)}`;
		return problem(`${target}.identifiers`, text);
	}
	return undefined;
}

/** The rounds of a delivery carry goods of one category (concepts of loads). */
function rounds({ multiple_rounds, planned_loads = [] }: Delivery, index: number): Problem {
	const other = planned_loads.findIndex(({ category }) => category !== planned_loads[0].category);
	return multiple_rounds === true && other > 0
		? problem(
				`deliveries.${index}.planned_loads.${other}.category`,
				'a delivery in multiple rounds holds one category of loads',
			)
		: undefined;
}

/** A rental order is a transport of one delivery with one load (tutorial on rental orders). */
function rental(deliveries: readonly Delivery[]): Problem {
	const loads = deliveries.flatMap(({ planned_loads = [] }, delivery) =>
		planned_loads.map(({ category }, index) => ({
			category,
			target: `deliveries.${delivery}.planned_loads.${index}`,
		})),
	);
	const rented = loads.find(({ category }) => category === 'rental');
	return rented && loads.length > 1
		? problem(`${rented.target}.category`, 'a rental order has this one load and no other')
		: undefined;
}

/** Dashdoc wants exactly one carrier and one shipper; the one that is left out is the company of the token. */
export const somebody: Check = ({ body }) => {
	const { carrier_address, deliveries = [] } = body as TransportBody;
	return (carrier_address ?? deliveries[0]?.shipper_address)
		? undefined
		: problem('carrier_address.company.pk', 'name the carrier, the shipper or both');
};

/** A form has two ways to name a place, of which one is taken. */
export const onePlace: Check = ({ body }) => shape(body) ?? firstOf(stopsOf(body as TransportBody), oneWay);
