/** What the polling trigger tells and what it remembers, whatever is watched. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Change, Sandbox } from '../../sandbox/index.cts';
import { companyCollection, type StoredCompany } from '../../sandbox/resources/companies/records.cts';
import { transportCollection, type StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { PolledTrigger } from '../support/polledTrigger.cts';
import { runOn, startQuickSandbox } from '../support/sandboxed.cts';
import { companiesOf, jsonOf, transportsOf } from './data.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startQuickSandbox({ transports: 30, companies: 8, contacts: 0, pageSize: 5 });
});
beforeEach(() => {
	sandbox.reset();
	sandbox.settings({ dateOffset: 0, pageSize: 5, listOrder: 'usual', validateAnswers: true });
});
afterEach(() => {
	expect(sandbox.violations()).toEqual([]);
	expect(sandbox.answerViolations()).toEqual([]);
});
afterAll(() => sandbox.close());

const updated: INodeParameters = { event: 'transportUpdated' };
const created: INodeParameters = { event: 'transportCreated' };

/** A trigger that was published, so that what is there is old. */
async function published(parameters = updated, circumstances = {}): Promise<PolledTrigger> {
	const trigger = new PolledTrigger(sandbox, parameters, circumstances);
	expect(await trigger.publish()).toEqual([]);
	return trigger;
}

const uids = (items: IDataObject[]) => items.map(({ uid }) => uid);

const touch = (...positions: number[]): string[] => {
	const transports = positions.map((position) => transportsOf(sandbox)[position]);
	for (const transport of transports) sandbox.state.tenants[0].touch(transportCollection, transport);
	return transports.map(({ uid }) => uid);
};

const insert = (count = 1): string[] => {
	const before = new Set(transportsOf(sandbox).map(({ uid }) => uid));
	sandbox.change({ list: 'listTransports', do: 'insert', count });
	return transportsOf(sandbox)
		.map(({ uid }) => uid)
		.filter((uid) => !before.has(uid))
		.reverse();
};

/** Changes nine transports, an hour between each; returns them in that order. */
const changeHourly = (): string[] =>
	[9, 8, 7, 6, 5, 4, 3, 2, 1].flatMap((position) => {
		sandbox.state.world.clock.advance(3600);
		return touch(position);
	});

/** Sets when a transport was changed, in seconds from now on. */
const stamp = (transport: StoredTransport, seconds: number): void => {
	const { clock } = sandbox.state.world;
	transport.updated = new Date(Date.parse(clock.now()) + seconds * 1000).toISOString();
	sandbox.state.tenants[0].of(transportCollection).changed();
};

describe('a trigger that is published', () => {
	test('tells nothing of what is there, and everything that happens from then on, once', async () => {
		const trigger = await published();
		const first = touch(3);
		expect(uids(await trigger.poll())).toEqual(first);
		expect(await trigger.poll()).toEqual([]);
		const second = [...touch(3), ...insert()];
		expect(uids(await trigger.poll())).toEqual(second);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('gives transports as the Dashdoc node does, or whole', async () => {
		const [uid] = touch(0);
		const options = { startFrom: '2026-03-16T08:00:01Z' };
		const one = {
			resource: 'transport',
			operation: 'get',
			transport: { __rl: true, mode: 'id', value: uid },
		};
		for (const output of ['simplified', 'raw']) {
			const trigger = new PolledTrigger(sandbox, { ...updated, output, options });
			const [expected] = jsonOf(await runOn(sandbox, { ...one, output }));
			expect(await trigger.publish()).toEqual([expected]);
		}
	});

	test.each([
		['five minutes ahead', 300],
		['five minutes behind', -300],
		['an hour ahead', 3600],
		['not told', null],
	])('misses nothing and repeats nothing with a clock that is %s', async (_, dateOffset) => {
		sandbox.settings({ dateOffset });
		// A local clock is all that is left where Dashdoc tells none.
		if (dateOffset === null)
			sandbox.state.world.clock.advance((Date.now() - Date.parse(sandbox.state.world.clock.now())) / 1000);
		touch(1, 2);
		const trigger = await published();
		const changed = touch(4, 2);
		expect(uids(await trigger.poll())).toEqual(changed);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('is not thrown off by a change that is stamped in the far future', async () => {
		const trigger = await published();
		const [future] = transportsOf(sandbox);
		stamp(future, 86_400);
		expect(uids(await trigger.poll())).toEqual([future.uid]);
		const changed = touch(5);
		expect(uids(await trigger.poll())).toEqual(changed);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('does not see what is deleted', async () => {
		const trigger = await published();
		const [{ uid }] = transportsOf(sandbox);
		await runOn(sandbox, {
			resource: 'transport',
			operation: 'delete',
			transport: { __rl: true, mode: 'id', value: uid },
		});
		expect(await trigger.pollAll()).toEqual([]);
	});
});

describe('Start From', () => {
	const startFrom = '2026-03-16T08:00:03Z';

	test('tells what happened since then, the moment included, oldest first', async () => {
		touch(1);
		touch(2);
		const [third, fourth] = [touch(3), touch(4)];
		const trigger = new PolledTrigger(sandbox, { ...updated, options: { startFrom } });
		expect(uids(await trigger.publish())).toEqual([...third, ...fourth]);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('in the future waits for it', async () => {
		const trigger = new PolledTrigger(sandbox, { ...updated, options: { startFrom } });
		expect(await trigger.publish()).toEqual([]);
		touch(1, 2);
		expect(await trigger.poll()).toEqual([]);
		expect(uids(await trigger.poll())).toEqual([]);
		const third = touch(3);
		expect(uids(await trigger.poll())).toEqual(third);
	});

	test('as an expression counts once, when the workflow is published', async () => {
		const options = { startFrom: `={{ $now.minus({ years: 20 }).toISO() }}` };
		const trigger = new PolledTrigger(sandbox, { event: 'companyUpdated', options });
		const all = (await trigger.publish()).length;
		expect(all).toBe(companiesOf(sandbox).length);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('that is no date is told by its name, and starts nothing', async () => {
		const trigger = new PolledTrigger(sandbox, { ...updated, options: { startFrom: '32.12.2026' } });
		await expect(trigger.publish()).rejects.toThrow('Start From: "32.12.2026" is not a date');
		expect(trigger.memory).toEqual({});
	});
});

describe('a test run in the editor', () => {
	test('shows the newest and moves nothing', async () => {
		const trigger = await published();
		const changed = touch(7, 12);
		const memory = JSON.stringify(trigger.memory);
		expect(uids(await trigger.test())).toEqual(changed.slice(1));
		expect(JSON.stringify(trigger.memory)).toBe(memory);
		expect(uids(await trigger.poll())).toEqual(changed);
	});

	test('looks further back where nothing happened for long', async () => {
		sandbox.state.world.clock.advance(400 * 86_400);
		const newest = [...transportsOf(sandbox)].sort((a, b) => b.created.localeCompare(a.created))[0];
		expect(uids(await new PolledTrigger(sandbox, created).test())).toEqual([newest.uid]);
	});

	test('says so where there is nothing to show', async () => {
		const trigger = new PolledTrigger(sandbox, { event: 'transportStatusEvent', categories: ['truck_wash'] });
		for (const transport of transportsOf(sandbox)) transport.status_updates = [];
		await expect(trigger.test()).rejects.toThrow('Dashdoc has no event of these categories yet');
	});
});

describe('nothing is told twice', () => {
	test('of transports that changed in the same instant, before and after a poll', async () => {
		const trigger = await published();
		const [one, other] = transportsOf(sandbox);
		touch(9);
		stamp(one, 0);
		expect(await trigger.poll()).toHaveLength(2);
		stamp(other, 0);
		expect(uids(await trigger.poll())).toEqual([other.uid]);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('after a restart that forgot the polls without news', async () => {
		const trigger = await published();
		const told = touch(1, 2);
		expect(uids(await trigger.poll())).toEqual(told);
		await trigger.pollAll();
		sandbox.state.world.clock.advance(3600);
		expect(await trigger.restart()).toEqual([]);
		const changed = touch(1);
		expect(uids(await trigger.restart())).toEqual(changed);
		expect(await trigger.restart()).toEqual([]);
	});

	test('by two polls at a time', async () => {
		const trigger = await published();
		const changed = touch(1, 2, 3);
		const polls = await Promise.all([trigger.poll(), trigger.poll()]);
		expect(uids(polls.flat())).toEqual(changed);
	});

	test('with several changes between two polls: the newest state comes, once', async () => {
		const trigger = await published();
		touch(1);
		const transport = transportsOf(sandbox)[1];
		transport.carrier_reference = 'OT2026-7';
		touch(1);
		expect(await trigger.poll()).toEqual([expect.objectContaining({ uid: transport.uid })]);
		expect(await trigger.pollAll()).toEqual([]);
	});
});

describe('nothing is lost', () => {
	test.each([1, 60, 240])('of a change that shows %i seconds late', async (late) => {
		const trigger = await published();
		sandbox.state.world.clock.advance(7200);
		touch(1);
		await trigger.poll();
		sandbox.state.world.clock.advance(240);
		touch(2);
		await trigger.poll();
		const { uid } = transportsOf(sandbox)[3];
		sandbox.change({ list: 'listTransports', do: 'modify', keys: [uid], late });
		expect(uids(await trigger.poll())).toEqual([uid]);
		expect(await trigger.pollAll()).toEqual([]);
	});

	test('when transports are deleted, come and change while the pages are read', async () => {
		const trigger = await published();
		const changed = touch(...Array.from({ length: 25 }, (_, place) => place));
		const [gone, again] = [transportsOf(sandbox)[1].uid, transportsOf(sandbox)[22].uid];
		sandbox.setChanges(
			{ list: 'listTransports', page: 1, when: 'after', do: 'delete', keys: [gone] },
			{ list: 'listTransports', page: 2, when: 'before', do: 'modify', keys: [again] },
			{ list: 'listTransports', page: 3, when: 'before', do: 'insert', count: 2 },
		);
		const polls = await trigger.pollAll();
		const told = new Set(uids(polls.flat()));
		const inserted = transportsOf(sandbox)
			.slice(0, 2)
			.map(({ uid }) => uid);
		expect([...changed.filter((uid) => uid !== gone), ...inserted].filter((uid) => !told.has(uid))).toEqual(
			[],
		);
		const stamps = polls.flat().map(({ uid }) => uid);
		// The one that changed while it was read may have been told in both states.
		expect(stamps.filter((uid) => uid !== again)).toHaveLength(new Set(stamps).size - 1);
	});

	test.each<[string, Change['do']]>([
		['changes and goes to the end', 'modify'],
		['is deleted', 'delete'],
	])('of long ago, when one on a page that was read %s and draws the others up', async (_, action) => {
		const trigger = await published();
		const changed = changeHourly();
		sandbox.settings({ listOrder: 'oldest-change-first', pageSize: 3 });
		const keys = changed.slice(0, 1);
		sandbox.setChanges({ list: 'listTransports', page: 1, when: 'after', do: action, keys });
		const told = uids((await trigger.pollAll()).flat());
		expect([...told].sort()).toEqual([...changed].sort());
	});

	test.each<[string, Change['do']]>([
		['changes and goes to the end', 'modify'],
		['is deleted', 'delete'],
	])('of long ago, when one that was read %s and another one joins in the same moment', async (_, action) => {
		const trigger = await published();
		const [leaving, ...changed] = changeHourly();
		const joining = transportsOf(sandbox)[20].uid;
		sandbox.settings({ listOrder: 'oldest-change-first', pageSize: 3 });
		sandbox.setChanges(
			{ list: 'listTransports', page: 1, when: 'after', do: action, keys: [leaving] },
			{ list: 'listTransports', page: 1, when: 'after', do: 'modify', keys: [joining] },
		);
		const told = new Set(uids((await trigger.pollAll()).flat()));
		expect([...changed, joining].filter((uid) => !told.has(uid))).toEqual([]);
	});

	test('of a record that changes while the pages are read: its newest state is told, and that alone', async () => {
		const trigger = await published({ ...updated, output: 'raw' });
		const [uid] = changeHourly();
		sandbox.settings({ listOrder: 'oldest-change-first', pageSize: 3 });
		sandbox.setChanges({ list: 'listTransports', page: 1, when: 'after', do: 'modify', keys: [uid] });
		const items = (await trigger.pollAll()).flat().filter((item) => item.uid === uid);
		const newest = transportsOf(sandbox).find((one) => one.uid === uid)!.updated;
		expect(items.map((item) => item.updated)).toEqual([newest]);
	});
});

describe('another watched thing', () => {
	test('starts anew: what happened before it was chosen is not told', async () => {
		const trigger = await published();
		touch(1);
		expect(await trigger.publish(created)).toEqual([]);
		const inserted = insert();
		expect(uids(await trigger.poll())).toEqual(inserted);
		expect(await trigger.publish(updated)).toEqual([]);
	});

	test('of other categories starts anew as well, while another output goes on', async () => {
		const trigger = await published();
		const [first] = touch(1);
		expect(uids(await trigger.publish({ ...updated, output: 'raw' }))).toEqual([first]);
		const events: INodeParameters = { event: 'transportStatusEvent', categories: ['done'] };
		expect(await trigger.publish(events)).toEqual([]);
		expect(await trigger.publish({ ...events, categories: ['done', 'departed'] })).toEqual([]);
	});
});

describe('a backlog', () => {
	const insertCompanies = (count: number): number[] => {
		const before = companiesOf(sandbox).length;
		sandbox.change({ list: 'listCompanies', do: 'insert', count });
		// So that none of them can have joined the list while it was read, which would be read twice.
		sandbox.state.world.clock.advance(120);
		return companiesOf(sandbox)
			.slice(before)
			.map(({ pk }) => pk);
	};
	const workOff = async (trigger: PolledTrigger) => {
		const polls: IDataObject[][] = [];
		const requests: number[] = [];
		for (;;) {
			sandbox.clearRequests();
			const items = await trigger.poll();
			requests.push(sandbox.requests().length);
			if (items.length === 0 && polls.length > 0) return { polls, requests };
			polls.push(items);
			if (polls.length > 60) throw new Error('The backlog has no end');
		}
	};

	test('of 5,000 changes is worked off in polls of 500, in order, each change once', async () => {
		sandbox.settings({ validateAnswers: false, pageSize: 100 });
		const trigger = await published({ event: 'companyUpdated' });
		const pks = insertCompanies(5000);
		const { polls, requests } = await workOff(trigger);
		expect(polls.flat().map(({ pk }) => pk)).toEqual(pks);
		expect(polls.map(({ length }) => length)).toEqual(Array(10).fill(500));
		expect(Math.max(...requests)).toBeLessThanOrEqual(53);
		expect(trigger.size).toBeLessThan(100_000);
	});

	test('that is longer than a poll may read is read in parts', async () => {
		sandbox.settings({ validateAnswers: false, pageSize: 4 });
		const trigger = await published({ event: 'companyUpdated' });
		const pks = insertCompanies(2000);
		const { polls, requests } = await workOff(trigger);
		expect(polls.flat().map(({ pk }) => pk)).toEqual(pks);
		expect(Math.max(...requests)).toBeLessThanOrEqual(320);
	});

	test('of one instant is worked off as well', async () => {
		sandbox.settings({ validateAnswers: false, pageSize: 100 });
		const trigger = await published({ event: 'companyUpdated' });
		const pks = insertCompanies(1300);
		const collection = sandbox.state.tenants[0].of<StoredCompany>(companyCollection);
		for (const pk of pks) collection.get(pk)!.updated = sandbox.state.world.clock.now();
		const { polls } = await workOff(trigger);
		expect(
			polls
				.flat()
				.map(({ pk }) => pk)
				.sort(),
		).toEqual([...pks].sort());
	});

	test('goes on where a restart broke it off', async () => {
		sandbox.settings({ validateAnswers: false, pageSize: 100 });
		const trigger = await published({ event: 'companyUpdated' });
		const pks = insertCompanies(1200);
		const told = [await trigger.poll(), await trigger.restart(), await trigger.restart()];
		expect(told.flat().map(({ pk }) => pk)).toEqual(pks);
		expect(await trigger.restart()).toEqual([]);
	});

	test('fits the short time that the durable scheduler of n8n gives', async () => {
		sandbox.settings({ validateAnswers: false, pageSize: 20 });
		const trigger = await published({ event: 'companyUpdated' }, { budget: 36_000 });
		const pks = insertCompanies(700);
		const { polls } = await workOff(trigger);
		expect(polls.flat().map(({ pk }) => pk)).toEqual(pks);
	});
});
