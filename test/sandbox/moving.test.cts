/** What lets a client that watches Dashdoc see it move: time, late changes, orders of lists, and what no endpoint does. */
import type { Sandbox } from '../../sandbox/index.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';
import { callerOf } from './caller.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startQuickSandbox({ transports: 12, companies: 5 });
});
beforeEach(() => {
	sandbox.reset();
	sandbox.settings({ dateOffset: 0, listOrder: 'usual' });
});
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));
afterAll(() => sandbox.close());

const transports = async (query = '') =>
	(await callerOf(sandbox)('GET', `/transports/${query}`)).body.results;

const now = () => Date.parse(sandbox.state.world.clock.now());

async function dateTold(): Promise<number> {
	const { headers } = await callerOf(sandbox)('GET', '/transports/');
	return Date.parse(headers.get('date') ?? '');
}

test('answers tell the time that stamps the data, ahead or behind as set, or none', async () => {
	sandbox.state.world.clock.advance(90);
	expect(await dateTold()).toBe(now());
	for (const dateOffset of [300, -300]) {
		sandbox.settings({ dateOffset });
		expect(await dateTold()).toBe(now() + dateOffset * 1000);
	}
	sandbox.settings({ dateOffset: null });
	expect(await dateTold()).toBeNaN();
});

test('changes can come late: they are stamped with a time that is over', async () => {
	const [{ uid }] = await transports();
	sandbox.change({ list: 'listTransports', do: 'modify', keys: [uid], late: 120 });
	const changed = (await transports()).find((one) => one.uid === uid);
	expect(Date.parse(changed?.updated ?? '')).toBe(now() - 120_000);
	sandbox.change({ list: 'listTransports', do: 'insert', late: 60 });
	const [inserted] = await transports();
	expect([inserted.created, inserted.updated].map((time) => Date.parse(time))).toEqual([
		now() - 60_000,
		now() - 60_000,
	]);
});

test.each([
	['oldest-change-first', 1],
	['newest-change-first', -1],
] as const)('lists come with the %s where nobody asks for an order', async (listOrder, sign) => {
	sandbox.settings({ listOrder });
	const times = (await transports()).map(({ updated }) => Date.parse(updated));
	expect(times).toEqual([...times].sort((one, other) => sign * (one - other)));
	const asked = (await transports('?ordering=created')).map(({ created }) => Date.parse(created));
	expect(asked).toEqual([...asked].sort((one, other) => one - other));
});

test('waste forms move on, through the control route as well', async () => {
	const call = callerOf(sandbox);
	const [{ uid }] = (await call('GET', '/wam/forms/')).body.results;
	expect(sandbox.moveWasteForm(uid, 'in_transit')).toMatchObject({ uid, status: 'in_transit' });
	const answer = await fetch(`${sandbox.url}/__sandbox__/waste-form-status`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ form: uid, status: 'arrived' }),
	});
	expect(answer.status).toBe(200);
	expect((await call('GET', `/wam/forms/${uid}/`)).body).toMatchObject({ status: 'arrived' });
	expect(() => sandbox.moveWasteForm(uid, 'lost')).toThrow();
	expect(() => sandbox.moveWasteForm('nobody', 'arrived')).toThrow();
});
