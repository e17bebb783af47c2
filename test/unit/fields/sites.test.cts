/** What is sent of the stops that a user fills in. */
import type { Operation } from '../../../nodes/Dashdoc/declaration/operation';
import { buildRequest } from '../../../nodes/Dashdoc/engine/request';
import { additionalFields, updateFields } from '../../../nodes/Dashdoc/fields/collections';
import { placeFields, plannedFields, slotFields, stopDetails } from '../../../nodes/Dashdoc/fields/sites';

const bodyOf = (
	values: Record<string, unknown>,
	parameters: Operation['parameters'],
	timezone = 'Europe/Paris',
) => {
	const operation: Operation = {
		value: 'create',
		name: 'Create',
		action: 'Create stop',
		description: 'Create a stop',
		route: 'POST /transports/',
		parameters,
	};
	return buildRequest(operation, values, { timezone }).body;
};
const place = placeFields('body.site', 'Loading');
const slots = slotFields('body.site.slots', 'Loading');
const planned = plannedFields('body.planned', 'Planned');

describe('a place', () => {
	test.each([
		[{ mode: 'id', value: '12' }, { pk: 12 }],
		[{ mode: 'externalId', value: 'ADR-1' }, { remote_id: 'ADR-1' }],
	])('is chosen (%j)', (given, address) => {
		const loadingAddress = { __rl: true, ...given };
		expect(bodyOf({ loadingAddress }, place)).toEqual({ site: { address } });
	});

	test('is written, with a company of the address book', () => {
		const loadingWrittenAddress = {
			name: 'Quai Est',
			street: '1 quai de la Fosse',
			city: 'Le Havre',
			country: 'fr',
			postcode: '01234',
			latitude: 49.4938,
			longitude: 0.1077,
			coordinatesValidated: true,
			company: 928,
		};
		expect(bodyOf({ loadingWrittenAddress }, place)).toEqual({
			site: {
				address: {
					name: 'Quai Est',
					address: '1 quai de la Fosse',
					city: 'Le Havre',
					country: 'FR',
					postcode: '01234',
					latitude: 49.4938,
					longitude: 0.1077,
					coords_validated: true,
					company: { pk: 928 },
				},
			},
		});
	});

	test('tells of which stop a written field is wrong', () => {
		expect(() => bodyOf({ loadingWrittenAddress: { latitude: 91 } }, place)).toThrow(
			'Loading Written Address Latitude: 91 is more than 90',
		);
	});
});

describe('a slot', () => {
	test.each([
		['Europe/Paris', '07'],
		['America/New_York', '13'],
	])('is read in the zone of the workflow (%s)', (zone, hour) => {
		const values = { loadingSlotStart: '2026-03-02T08:00', loadingSlotEnd: '2026-03-02T08:30' };
		expect(bodyOf(values, slots, zone)).toEqual({
			site: { slots: [{ start: `2026-03-02T${hour}:00:00Z`, end: `2026-03-02T${hour}:30:00Z` }] },
		});
	});

	test('needs both ends, in order', () => {
		expect(() => bodyOf({ loadingSlotStart: '2026-03-02' }, slots)).toThrow("'Loading Slot End' is empty");
		expect(() => bodyOf({ loadingSlotEnd: '2026-03-02' }, slots)).toThrow("'Loading Slot Start' is empty");
		const values = { loadingSlotStart: '2026-03-03', loadingSlotEnd: '2026-03-02' };
		expect(() => bodyOf(values, slots)).toThrow('ends before it starts');
	});

	test('is left out, or taken away in an update', () => {
		const emptied = { loadingSlotStart: '', loadingSlotEnd: '' };
		expect(bodyOf({ additionalFields: emptied }, [additionalFields(slots)])).toEqual({});
		expect(bodyOf({ updateFields: emptied }, [updateFields(slots)])).toEqual({ site: { slots: [] } });
	});
});

test('a planned period is one value with two ends', () => {
	const values = { plannedStart: '2026-03-02T08:00:00Z', plannedEnd: '2026-03-02T09:00:00Z' };
	expect(bodyOf(values, planned)).toEqual({
		planned: { start: values.plannedStart, end: values.plannedEnd },
	});
});

test('the details of two stops have names of their own', () => {
	const both = [...stopDetails('body.origin', 'Loading'), ...stopDetails('body.destination', 'Unloading')];
	const names = both.map(({ property }) => property.name);
	expect(new Set(names).size).toBe(names.length);
	expect(bodyOf({ loadingInstructions: 'Quai 4', unloadingInstructions: 'Quai 5' }, both)).toEqual({
		origin: { instructions: 'Quai 4' },
		destination: { instructions: 'Quai 5' },
	});
});
