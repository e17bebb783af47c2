import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { RemoteSandbox } from './remoteSandbox.cts';
import { medianRatio, type Result } from './result.cts';
import { builtNode, timedRun } from './subject.cts';

const count = 1000;
const rounds = 5;
const withoutPace = { requestsPerSecond: 0 };

/** What an order of an ERP brings: two written addresses, a slot, three loads. */
const orders: INodeExecutionData[] = Array.from({ length: count }, (_, index) => ({
	json: { reference: `CMD-${index}`, quantity: (index % 33) + 1 },
}));

const place = (name: string, city: string) => ({ name, city, country: 'FR' });
const places = {
	origin: place('Entrepôt Bouvet', 'Nantes'),
	destination: place('Quai Est', 'Le Havre'),
};
const descriptions = ['Carrelage', 'Sacs de ciment', 'Bois de chauffage'];

/** The form, as a dispatcher fills it in. */
const simple = (shipper: number): INodeParameters => ({
	resource: 'transport',
	operation: 'create',
	shipper: { __rl: true, mode: 'id', value: shipper },
	loadingWrittenAddress: places.origin,
	unloadingWrittenAddress: places.destination,
	loadingSlotStart: '2026-12-01T08:00:00Z',
	loadingSlotEnd: '2026-12-01T10:00:00Z',
	loads: {
		load: descriptions.map((description) => ({
			category: 'pallets',
			description,
			quantity: '={{ $json.quantity }}',
		})),
	},
	additionalFields: { carrierReference: '={{ $json.reference }}' },
	options: withoutPace,
});

/** The same transport as ready-made JSON. */
function readyMade(shipperAddress: number): INodeParameters {
	const origin = {
		address: places.origin,
		slots: [{ start: '2026-12-01T08:00:00Z', end: '2026-12-01T10:00:00Z' }],
	};
	const destination = { address: places.destination };
	const body = {
		deliveries: [
			{
				shipper_address: { pk: shipperAddress },
				origin,
				destination,
				planned_loads: descriptions.map((description) => ({
					category: 'pallets',
					description,
					quantity: '<quantity>',
				})),
			},
		],
		segments: [{ origin, destination }],
		carrier_reference: '<reference>',
	};
	const text = JSON.stringify(body)
		.replaceAll('"<quantity>"', '{{ $json.quantity }}')
		.replace('<reference>', '{{ $json.reference }}');
	return {
		resource: 'apiRequest',
		operation: 'send',
		method: 'POST',
		path: '/transports/',
		body: `=${text}`,
		options: withoutPace,
	};
}

/** Processor time of building and sending 1,000 simple transports, beside the same bodies as ready-made JSON. */
export async function simpleTransports(): Promise<Result[]> {
	const sandbox = await RemoteSandbox.start({ requestsPerSecond: 0, transports: 0, companies: 12 });
	try {
		const [company] = await sandbox.companiesWithAddress();
		const form = simple(company.pk);
		const json = readyMade(company.primary_address.pk);
		const times: Record<'form' | 'json', number[]> = { form: [], json: [] };
		for (let round = 0; round <= rounds; round++) {
			const one = await processorSeconds(sandbox, form);
			const other = await processorSeconds(sandbox, json);
			if (round === 0) continue; // warms both sides up
			times.form.push(one);
			times.json.push(other);
		}
		const ratio = medianRatio(times.form, times.json);
		return [
			{
				title: `${count} simple transports, from the form`,
				meaning:
					'Processor time of Transport: Create (two written addresses, a slot, three loads) over that of API Request with the same bodies as ready-made JSON; the node and n8n in one process, the sandbox in another.',
				measured: `${ratio.toFixed(2)} × API Request`,
				limit: '1.3 × API Request',
				isMet: ratio <= 1.3,
			},
		];
	} finally {
		await sandbox.stop();
	}
}

async function processorSeconds(sandbox: RemoteSandbox, parameters: INodeParameters): Promise<number> {
	const before = process.cpuUsage();
	const { items } = await timedRun(builtNode(), sandbox, parameters, orders);
	const { system, user } = process.cpuUsage(before);
	const made = items.filter(({ json }) => Boolean(json.uid)).length;
	if (made !== count) throw new Error(`Only ${made} of ${count} transports were made`);
	await sandbox.clearRequests();
	return (system + user) / 1_000_000;
}
