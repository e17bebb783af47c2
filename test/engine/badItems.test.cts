/** One bad item among good ones: told by parameter and number, nothing sent for it, the others go on. */
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addAddress,
	addTrailer,
	addTrucker,
	addVehicle,
	itemWithFile,
	located,
	managersOf,
	writesOf,
} from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 1, contacts: 0, transports: 0 }, (ready) => {
	sandbox = ready;
});

beforeEach(() => {
	sandbox.settings({ assumedLookups: true });
});

/** Input that cannot work, between two items of good input. */
interface Case {
	title: string;
	/** Made when the test runs, since it may name what stands in the sandbox. */
	parameters: () => INodeParameters;
	good: () => INodeExecutionData[];
	bad: () => INodeExecutionData;
	/** Without the number of the item. */
	message: RegExp;
	/** Whether only Dashdoc can know; left out, nothing is sent for the bad item. */
	refusedByDashdoc?: boolean;
}

const item = (json: IDataObject): INodeExecutionData => ({ json });
const value = '={{ $json.value }}';
const two = (...values: [unknown, unknown]) =>
	values.map((one, number) => item({ value: one as string, name: `Entrepôt ${number}`, number }));

const picture = itemWithFile({ fileName: 'été.png', mimeType: 'image/png', content: Buffer.from('x') });

const addressWith = (field: string, given: string): INodeParameters => {
	const onTop = { city: 'Nantes', postcode: '44000', country: 'FR' };
	const name = '={{ $json.name }}';
	return field in onTop
		? { resource: 'address', operation: 'create', ...onTop, [field]: given, additionalFields: { name } }
		: { resource: 'address', operation: 'create', ...onTop, additionalFields: { name, [field]: given } };
};

const country = (bad: string, advice: string): Case => ({
	title: `the country "${bad}"`,
	parameters: () => addressWith('country', value),
	good: () => two('GB', ' fr '),
	bad: () => item({ value: bad, name: 'Londres' }),
	message: new RegExp(`^Country: "${bad}" is not a country code; ${advice}`),
});

const coordinate = (field: string, good: [unknown, unknown], bad: number, message: RegExp): Case => ({
	title: `the ${field} ${bad}`,
	parameters: () => addressWith(field, value),
	good: () => two(...good),
	bad: () => item({ value: bad, name: 'Nulle part' }),
	message,
});

const upload = (
	title: string,
	parameters: () => INodeParameters,
	bad: INodeExecutionData,
	message: RegExp,
): Case => ({
	title,
	parameters,
	good: () => [picture, picture],
	bad: () => bad,
	message,
});

const pictureOf = (): INodeParameters => ({
	resource: 'manager',
	operation: 'uploadProfilePicture',
	manager: located('id', managersOf(sandbox)[0].pk),
});

const protocolOf = (): INodeParameters => ({
	resource: 'securityProtocol',
	operation: 'create',
	address: located('id', addAddress(sandbox, { name: 'Entrepôt' }).pk),
});

const absence = (operation: string, rest: INodeParameters = {}): INodeParameters => ({
	resource: 'vehicle',
	operation: `${operation}Unavailability`,
	vehicle: located('id', addVehicle(sandbox, { license_plate: 'AB-123-CD' }).pk),
	reason: 'maintenance',
	startDate: '2026-03-20',
	endDate: value,
	...rest,
});

const plate = (resource: string, add: typeof addTrailer): Case => ({
	title: `a plate that another ${resource} has`,
	parameters: () => {
		add(sandbox, { license_plate: 'AB-123-CD' });
		return { resource, operation: 'create', licensePlate: value };
	},
	good: () => two('AB-124-CD', 'AB-125-CD'),
	bad: () => item({ value: 'AB-123-CD' }),
	message: /^License Plate: There is already an object with the license_plate AB-123-CD/,
	refusedByDashdoc: true,
});

const cases: Case[] = [
	country('UK', 'write GB'),
	country('EL', 'write GR'),
	country('ZZ', 'it takes two letters'),
	country('France', 'it takes two letters'),
	coordinate('latitude', [-90, '90'], 91, /^Latitude: 91 is more than 90/),
	coordinate('longitude', [180, '-180'], -181, /^Longitude: -181 is less than -180/),
	plate('vehicle', addVehicle),
	plate('trailer', addTrailer),
	{
		title: 'an unavailability that ends before it starts',
		parameters: () => absence('add'),
		good: () => two('2026-03-20', '2026-03-21'),
		bad: () => item({ value: '2026-03-19' }),
		message: /^End Date: .* lies before the start of the period/,
	},
	{
		title: 'one that would be changed so',
		parameters: () => absence('upsert', { externalId: '=ABS-{{ $json.number }}' }),
		good: () => two('2026-03-20', '2026-03-21'),
		bad: () => item({ value: '2026-03-19' }),
		message: /^End Date: .* lies before the start of the period/,
	},
	upload(
		'a picture that the item has not got',
		pictureOf,
		item({}),
		/^Input Binary Field: the item has no file in the binary field "data"; it has no file at all/,
	),
	upload(
		'a picture that the item has in another field',
		pictureOf,
		itemWithFile({ fileName: 'a.png', mimeType: 'image/png', content: Buffer.from('x') }, {}, 'scan'),
		/^Input Binary Field: the item has no file in the binary field "data"; it has only "scan"/,
	),
	upload(
		'a safety document that the item has not got',
		protocolOf,
		item({}),
		/^Input Binary Field: the item has no file in the binary field "data"/,
	),
	{
		title: 'the ID of a trucker in words',
		parameters: () => ({
			resource: 'trucker',
			operation: 'update',
			trucker: located('id', value),
			updateFields: { city: 'Nantes' },
		}),
		good: () => two(addTrucker(sandbox, {}).pk, String(addTrucker(sandbox, {}).pk)),
		bad: () => item({ value: 'Bouvet' }),
		message: /^Trucker: "Bouvet" is not the ID of a Trucker/,
	},
	{
		title: 'the empty External ID of a support type',
		parameters: () => ({
			resource: 'supportType',
			operation: 'upsert',
			externalId: value,
			name: 'Bac',
		}),
		good: () => two('BAC-1', 'BAC-2'),
		bad: () => item({ value: '' }),
		message: /^External ID: it is empty, but Dashdoc needs it/,
	},
	{
		title: 'a tag that is none',
		parameters: () => ({
			resource: 'vehicle',
			operation: 'create',
			licensePlate: '={{ $json.name }}',
			additionalFields: { tagIds: value },
		}),
		good: () => two('', []),
		bad: () => item({ value: 'Frigo', name: 'X' }),
		message: /^Tag IDs: "Frigo" is not a number/,
	},
	{
		title: 'an email address without @ for an invitation',
		parameters: () => ({
			resource: 'manager',
			operation: 'invite',
			email: value,
			lastName: 'Bouvet',
		}),
		good: () => two('adele@example.com', 'gael@example.com'),
		bad: () => item({ value: 'adele' }),
		message: /^Email: "adele" is not an email address/,
	},
];

describe.each(cases)('$title', ({ parameters, good, bad, message, refusedByDashdoc }) => {
	const between = () => {
		const [before, after] = good();
		return [before, bad(), after];
	};

	test('costs no other item with "continue" on', async () => {
		const filled = parameters();
		const items = between();
		sandbox.clearRequests();
		const outcome = await runOn(sandbox, filled, { items, node: { onError: 'continueErrorOutput' } });
		const [done, failed] = outcome.outputs;
		expect(done.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(failed[0].json.error).toMatch(message);
		expect(failed[0].json.error).toMatch(/ \[item 1\]$/);
		expect(writesOf(sandbox)).toHaveLength(refusedByDashdoc ? 3 : 2);
	});

	test('stops the run with the number of the item without it', async () => {
		const filled = parameters();
		const items = between();
		sandbox.clearRequests();
		const outcome = await runOn(sandbox, filled, { items });
		expect(outcome.status).toBe('error');
		expect(outcome.error?.message).toMatch(message);
		expect(outcome.error?.message).toMatch(/ \[item 1\]$/);
		expect(outcome.outputs).toEqual([]);
	});
});
