import type { FindFirst, Operation } from '../declaration/operation';
import type { Parameter } from '../declaration/parameter';
import type { Target } from '../declaration/route';
import { fleetFilters, fleetFinders, fleetKeys, fleetSort, identified } from '../fields/fleet';
import { demanded, notWriting, writing } from '../fields/plain';
import { create, createOrUpdate, get, getMany, remove, update, type Noun } from './standard';
import { fleetReasons, unavailabilityOperations } from './unavailability';

/** Both parts of the fleet, as their endpoints are called. */
type Part = 'vehicles' | 'trailers';

/** Fields that both a creation and an update take. */
type Fields<P extends Part> = ReadonlyArray<Parameter<Target<`POST /${P}/`> & Target<`PATCH /${P}/{pk}/`>>>;

/** What vehicles and trailers do not share. */
interface FleetPart<P extends Part> {
	part: P;
	noun: Noun;
	locator: Parameter<'path.pk'>;
	fields: Fields<P>;
	/** As in FindFirst. */
	shownAs?: FindFirst['shownAs'];
}

/** The operations of vehicles or of trailers. */
export function fleetOperations<P extends Part>(given: FleetPart<P>): Operation[] {
	const { locator, noun, part, shownAs } = given;
	// They fit the routes of their part; the compiler cannot carry that into what both parts share.
	const fields = given.fields as unknown as Fields<Part>;
	const all = `/${part as Part}/` as const;
	const one = `/${part as Part}/{pk}/` as const;
	const plate = writing(fields, ['license_plate']);
	return [
		create(noun, `POST ${all}`, {
			required: plate,
			additional: notWriting(fields, ['license_plate']),
			checks: [identified],
		}),
		createOrUpdate(noun, `POST ${all}`, {
			required: [...writing(fields, ['remote_id']).map(demanded), ...plate],
			additional: notWriting(fields, ['remote_id', 'license_plate']),
			findFirst: {
				...fleetKeys,
				toCreate: identified,
				finders: fleetFinders(`GET ${all}`),
				update: `PATCH ${one}`,
				shownAs,
			},
			alsoCalls: [`GET ${all}`, `PATCH ${one}`],
		}),
		remove(noun, `DELETE ${one}`, locator),
		get(noun, `GET ${one}`, locator),
		getMany(noun, `GET ${all}`, { filterFields: fleetFilters, sort: [fleetSort] }),
		update(noun, `PATCH ${one}`, locator, fields),
		...unavailabilityOperations({ owner: part, noun, locator, reasons: fleetReasons }),
	];
}
