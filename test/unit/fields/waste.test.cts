/** What is sent of wastes, and of the companies that produce, carry and process them. */
import type { Parameter } from '../../../nodes/Dashdoc/declaration/parameter';
import { inBodyByReading } from '../../../nodes/Dashdoc/fields/inBodyByReading';
import { company } from '../../../nodes/Dashdoc/fields/things';
import { administrativeNumbers, loadCode, wasteRoles } from '../../../nodes/Dashdoc/fields/waste';

const placed = ({ place }: Parameter, value: unknown, siblings = {}) =>
	place?.(value, { timezone: 'Europe/Paris', siblings });

const labelled = (parameters: readonly Parameter[], label: string): Parameter =>
	parameters.find(({ property }) => property.displayName === label)!;

test.each([
	['170504', '170504'],
	['17 05 03*', '170503'],
	[' 17.05.04 ', '170504'],
	[170504, '170504'],
])('the waste code %p is sent as %s', (given, sent) => {
	expect(placed(loadCode, given)).toEqual({ eural_code: sent });
});

test.each(['17504', '1705040', '17-05-04', 'gravats'])('"%s" is no waste code', (given) => {
	expect(() => placed(loadCode, given)).toThrow(`"${given}" is not a waste code`);
});

test.each(['BE 0123.456.789', '0123456789', 'be0123456789'])(
	'the enterprise number %s is sent in digits',
	(given) => {
		const number = labelled(administrativeNumbers, 'Enterprise Number');
		expect(placed(number, given)).toEqual({ enterprise_number: '0123456789' });
	},
);

describe('a private person', () => {
	const citizen = labelled(wasteRoles, 'Is Citizen');

	test('has no role of a firm', () => {
		expect(placed(citizen, true)).toEqual({
			is_citizen: true,
			is_carrier: false,
			is_organizer: false,
			is_processor: false,
		});
	});

	test('who is none keeps the other roles', () => {
		expect(placed(citizen, false, { isCarrier: true })).toEqual({ is_citizen: false });
	});

	test('cannot be given one', () => {
		expect(() => placed(citizen, true, { isProcessor: 'true' })).toThrow("'Is Processor' is on");
	});
});

test('a company that a form names by External ID is left to be read, one by ID is not', () => {
	const carrier = inBodyByReading(
		'body.carrier_id',
		company,
		'GET /companies/{pk}/',
		{ description: 'Who carries' },
		'Carrier',
	);
	const chosen = (mode: string, value: unknown) => placed(carrier, { __rl: true, mode, value });
	expect(chosen('id', '12')).toEqual({ 'body.carrier_id': 12 });
	expect(chosen('externalId', '12')).toEqual({ 'body.carrier_id': { remote_id: '12' } });
	expect(carrier.cleared).toEqual({ 'body.carrier_id': null });
});
