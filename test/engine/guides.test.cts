/** What the guides in docs/ promise in tables, tried on n8n's engine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resources } from '../../nodes/Dashdoc/resources';
import type { Sandbox } from '../../sandbox/index.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { addCompany, addVehicle, itemsOf, jsonOf, located, writesOf } from './data.cts';

/** In place of what is sent, where nothing is. */
const refused = '*refused*';

const textOf = (guide: string) => readFileSync(join(__dirname, '..', '..', 'docs', guide), 'utf8');

/** Cells of the table below a heading row of docs/, code marks taken off; such as `| Entered | Sent to Dashdoc |`. */
function rowsOf(guide: string, heading: string): string[][] {
	const [, rest] = textOf(guide).split(`\n${heading}\n`);
	const table = /^\|[-|]+\|\n((?:\|.*\n)+)/.exec(rest)?.[1] ?? '';
	const cells = (row: string) => row.split('|').slice(1, -1);
	return table
		.trim()
		.split('\n')
		.map((row) => cells(row).map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')));
}

let sandbox: Sandbox;

useSandbox({ companies: 2, contacts: 0, transports: 1 }, (ready) => {
	sandbox = ready;
});

describe('docs/dates.md', () => {
	const dates = rowsOf('dates.md', '| Entered | Sent to Dashdoc |') as Array<[string, string]>;

	test.each(dates)('%s is sent as %s', async (entered, sent) => {
		const createdFrom = entered.startsWith('{{') ? `=${entered}` : entered;
		const { error } = await runOn(sandbox, {
			resource: 'transport',
			operation: 'getAll',
			filters: { createdFrom },
		});
		const queries = sandbox.requests().map(({ query }) => query.created__gte);
		expect(error ? [refused, ...queries] : queries).toEqual([sent]);
	});

	const periods = rowsOf('dates.md', '| Starts | Ends | Sent: start | Sent: end |');

	test.each(periods)('a vehicle that is away from %s until %s', async (starts, ends, start, end) => {
		const value = (name: string) => name.toLowerCase().replace(' time', '');
		const outcome = await runOn(sandbox, {
			resource: 'vehicle',
			operation: 'addUnavailability',
			vehicle: located('id', addVehicle(sandbox, { license_plate: 'AB-123-CD' }).pk),
			reason: 'maintenance',
			startDate: '2026-04-08T10:15',
			endDate: '2026-04-09T16:45',
			starts: value(starts),
			ends: value(ends),
		});
		expect(outcome.error?.message).toBeUndefined();
		expect(writesOf(sandbox)[0].body).toMatchObject({ start_date: start, end_date: end });
	});
});

describe('docs/external-ids.md', () => {
	test('tells what becomes of its three rows in the first and in the second run', async () => {
		addCompany(sandbox, { name: 'Transport Bouvet', remote_id: 'COMP_1' });
		const told = rowsOf(
			'external-ids.md',
			'| `id` → External ID | `company` → Company, by External ID | First Name | Last Name | first run | second run |',
		);
		const items = itemsOf(...told.map(([id, company, first, last]) => ({ id, company, first, last })));
		const parameters = {
			resource: 'contact',
			operation: 'upsert',
			externalId: '={{ $json.id }}',
			company: located('externalId', '={{ $json.company }}'),
			lastName: '={{ $json.last }}',
			additionalFields: { firstName: '={{ $json.first }}' },
		};
		const run = async () => jsonOf(await runOn(sandbox, parameters, { items })).map(({ outcome }) => outcome);
		expect(await run()).toEqual(told.map((row) => row[4]));
		sandbox.clearRequests();
		expect(await run()).toEqual(told.map((row) => row[5]));
		expect(writesOf(sandbox)).toEqual([]);
	});

	test('lists every operation that looks for your External ID before it creates', () => {
		const offered = resources.flatMap(({ name, operations }) =>
			operations.filter(({ value }) => value.startsWith('upsert')).map((one) => `${name}: ${one.name}`),
		);
		const listed = rowsOf('external-ids.md', '| Resource | Operation | Found by |');
		expect(listed.map(([resource, operation]) => `${resource}: ${operation}`).sort()).toEqual(offered.sort());
	});
});

test('docs/errors.md shows an item of the error output as it comes out', async () => {
	const [, shown] = /```json\n([\s\S]+?)```/.exec(textOf('errors.md')) ?? [];
	const outcome = await runOn(
		sandbox,
		{ resource: 'contact', operation: 'get', contact: located('id', '={{ $json.uid }}') },
		{ items: itemsOf({ uid: 'nobody either' }, { uid: 'nobody' }), node: { onError: 'continueErrorOutput' } },
	);
	expect(outcome.outputs[1][1].json).toEqual(JSON.parse(shown));
});
