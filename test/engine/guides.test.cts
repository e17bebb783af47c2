/** What the guides in docs/ promise in tables, tried on n8n's engine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resources } from '../../nodes/Dashdoc/resources';
import type { Sandbox } from '../../sandbox/index.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import { addVehicle, located, writesOf } from './data.cts';

/** In place of what is sent, where nothing is. */
const refused = '*refused*';

/** Cells of the table below a heading row of docs/, code marks taken off; such as `| Entered | Sent to Dashdoc |`. */
function rowsOf(guide: string, heading: string): string[][] {
	const text = readFileSync(join(__dirname, '..', '..', 'docs', guide), 'utf8');
	const [, rest] = text.split(`\n${heading}\n`);
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
	test('lists every operation that looks for your External ID before it creates', () => {
		const offered = resources.flatMap(({ name, operations }) =>
			operations.filter(({ value }) => value.startsWith('upsert')).map((one) => `${name}: ${one.name}`),
		);
		const listed = rowsOf('external-ids.md', '| Resource | Operation | Found by |');
		expect(listed.map(([resource, operation]) => `${resource}: ${operation}`).sort()).toEqual(offered.sort());
	});
});
