import { faultsOf } from '../../../nodes/Dashdoc/client/faults';
import { faultSentence } from '../../../nodes/Dashdoc/client/faultText';
import { readableName } from '../../../nodes/Dashdoc/client/fieldName';

describe('the body of a refusal is understood', () => {
	test.each<[string, unknown, ReturnType<typeof faultsOf>]>([
		[
			'request level',
			{ detail: 'Multipart form parse error - Invalid boundary in multipart: None' },
			[{ path: [], detail: 'Multipart form parse error - Invalid boundary in multipart: None' }],
		],
		[
			'request level with a code and more',
			{ detail: 'Given token not valid', code: 'token_not_valid', messages: [{ token_class: 'Access' }] },
			[
				{ path: [], detail: 'Given token not valid', code: 'token_not_valid' },
				{ path: ['messages', 0, 'token_class'], detail: 'Access' },
			],
		],
		[
			'per field, texts',
			{ remote_id: { detail: 'There is already a thing with the remote_id ABC', code: 'invalid' } },
			[{ path: ['remote_id'], detail: 'There is already a thing with the remote_id ABC', code: 'invalid' }],
		],
		[
			'per field, lists',
			{ document: { detail: ['Too long', 'Empty'], code: ['max_length', 'blank'] } },
			[
				{ path: ['document'], detail: 'Too long', code: 'max_length' },
				{ path: ['document'], detail: 'Empty', code: 'blank' },
			],
		],
		[
			'mirrored nesting',
			{
				segments: {
					detail: [{}, { origin: { eta_tracking: ['text'] } }],
					code: [{}, { origin: { eta_tracking: ['invalid'] } }],
				},
			},
			[{ path: ['segments', 1, 'origin', 'eta_tracking'], detail: 'text', code: 'invalid' }],
		],
		[
			'nesting that ends in a leaf',
			{ primary_address: { city: { detail: ['This field may not be blank.'], code: ['blank'] } } },
			[{ path: ['primary_address', 'city'], detail: 'This field may not be blank.', code: 'blank' }],
		],
		[
			'whole object',
			{ non_field_errors: { detail: ['Item missing'], code: ['mandatory_invoice_item'] } },
			[{ path: [], detail: 'Item missing', code: 'mandatory_invoice_item' }],
		],
		[
			'whole object in a nested one',
			{ user: { non_field_errors: ['Names missing'] } },
			[{ path: ['user'], detail: 'Names missing' }],
		],
		[
			'code only, text',
			{ non_field_errors: { code: 'permission_denied' } },
			[{ path: [], code: 'permission_denied' }],
		],
		[
			'code only, list and empty details',
			{ field: { detail: [], code: ['blank', 'invalid'] } },
			[
				{ path: ['field'], code: 'blank' },
				{ path: ['field'], code: 'invalid' },
			],
		],
		[
			'code only, mirrored',
			{ parts: { detail: null, code: [{ city: ['blank'] }] } },
			[{ path: ['parts', 0, 'city'], code: 'blank' }],
		],
		[
			'place in the words',
			{ non_field_errors: { code: ['invalid_input'], detail: ['slots.0.start: Enter a date'] } },
			[{ path: ['slots', 0, 'start'], detail: 'Enter a date', code: 'invalid_input' }],
		],
		[
			'plain lists',
			{ last_name: ['This field is required.'] },
			[{ path: ['last_name'], detail: 'This field is required.' }],
		],
		[
			'plain list of the whole',
			['One', 'Two'],
			[
				{ path: [], detail: 'One' },
				{ path: [], detail: 'Two' },
			],
		],
		['numbered entries', { tags: { 0: ['Not a number'] } }, [{ path: ['tags', 0], detail: 'Not a number' }]],
		['error text', { error: 'Link exists' }, [{ path: [], detail: 'Link exists' }]],
		[
			'error object beside others',
			{ error: { detail: 'No', code: 7 }, status: 400 },
			[
				{ path: [], detail: 'No', code: '7' },
				{ path: ['status'], detail: '400' },
			],
		],
		[
			'a field called code',
			{ code: ['Enter a valid code.'] },
			[{ path: ['code'], detail: 'Enter a valid code.' }],
		],
		['a code that is a number', { field: { code: 5 } }, [{ path: ['field'], code: '5' }]],
		['a code in a code', { field: { code: { a: ['blank'] } } }, [{ path: ['field', 'a'], code: 'blank' }]],
		['a code that is none', { field: { code: true } }, []],
		['nothing', {}, []],
		['null', null, []],
		['empty words', { field: '' }, []],
		['a plain text', 'No way', [{ path: [], detail: 'No way' }]],
	])('%s', (_, body, faults) => {
		expect(faultsOf(body)).toEqual(faults);
	});

	test('however deep it is', () => {
		let body: unknown = 'x';
		for (let depth = 0; depth < 100_000; depth++) body = { detail: body };
		expect(faultsOf(body)).toEqual([{ path: [], detail: 'The answer is nested too deeply to be shown' }]);
	});
});

describe('a refusal in one sentence', () => {
	const labels: Record<string, string> = {
		remote_id: 'External ID',
		segments: 'Legs',
		'segments.origin.eta_tracking': 'ETA Tracking',
		tags: 'Labels',
	};
	const label = (field: string) => labels[field];
	const sentence = (body: unknown) => faultSentence(faultsOf(body), label);

	test("has the user's labels and Dashdoc's words", () => {
		expect(
			sentence({ remote_id: { detail: 'Already used.', code: 'x' }, name: ['Too long.'], detail: 'No.' }),
		).toBe('No; External ID: Already used; Name: Too long.');
	});

	test('tells the place in a list', () => {
		expect(sentence({ segments: [{}, { origin: { eta_tracking: ['Slots missing'] } }] })).toBe(
			'ETA Tracking (Legs #2): Slots missing',
		);
		expect(sentence({ tags: { 2: ['Not a number'] } })).toBe('Labels #3: Not a number');
		expect(sentence({ deliveries: [{ planned_loads: [{}, { weight: ['Too heavy'] }] }] })).toBe(
			'Deliveries #1 / Planned Loads #2 / Weight: Too heavy',
		);
		expect(sentence({ segments: [{ other: ['x'] }] })).toBe('Legs #1 / Other: x');
		expect(sentence([[{ a: 'x' }]])).toBe('#1 #1 / A: x');
	});

	test('names the lists above the label of a field in lists in a list without a name', () => {
		const inner = (field: string) => (field === 'a.b' ? 'Inner' : undefined);
		expect(faultSentence([{ path: ['a', 0, 'b', 1], detail: 'x' }], inner)).toBe('Inner #2 (A #1): x');
		expect(faultSentence([{ path: [0, 'a', 'b'], detail: 'x' }], inner)).toBe('Inner (#1): x');
	});

	test('explains known codes and reads out others', () => {
		expect(sentence({ non_field_errors: { code: 'permission_denied' } })).toBe(
			'your account does not have the permission',
		);
		expect(sentence({ remote_id: { code: ['remote_id_already_exists'] } })).toBe(
			'External ID: is used by another entry already',
		);
		expect(sentence({ non_field_errors: { code: ['custom-field-not-in-zone-specs'] } })).toBe(
			'custom field not in zone specs',
		);
		expect(faultSentence([{ path: [] }])).toBe('');
	});

	test('says the same only once, and is of bearable length', () => {
		expect(sentence({ non_field_errors: ['Same', 'Same'] })).toBe('Same');
		expect(sentence(Array.from({ length: 20 }, (_, place) => `Fault ${place}`))).toMatch(
			/^Fault 0; .*Fault 7; and 12 more$/,
		);
		const long = sentence({ detail: 'x'.repeat(100_000) });
		expect(long).toHaveLength(300);
		expect(long.endsWith('…')).toBe(true);
	});
});

test.each([
	['remote_id', 'External ID'],
	['pk', 'ID'],
	['uid__in', 'ID'],
	['trucker_id', 'Trucker ID'],
	['license_plate', 'License Plate'],
	['eta_tracking', 'ETA Tracking'],
	['vehiclePlate', 'Vehicle Plate'],
	['updated__gte', 'Updated'],
	['vat', 'VAT'],
	['', ''],
	['__', '__'],
	['constructor', 'Constructor'],
])('the field %s reads as "%s"', (field, name) => {
	expect(readableName(field)).toBe(name);
});
