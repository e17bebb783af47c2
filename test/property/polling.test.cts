/**
 * The polling trigger under random changes, failures, restarts and changes in the middle of reading: what it tells is
 * what happened, and nothing of it twice.
 */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Change, Fault, Sandbox } from '../../sandbox/index.cts';
import {
	addEvent,
	transportCollection,
	type StoredTransport,
} from '../../sandbox/resources/transports/records.cts';
import { PolledTrigger } from '../support/polledTrigger.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startQuickSandbox({ transports: 8, companies: 3, contacts: 0, validateAnswers: false });
});
afterAll(() => sandbox.close());

/** One thing that happens; `place` tells which transport, from 0 (newest) to 1. */
type Step =
	| { do: 'change' | 'event' | 'delete'; place: number }
	| { do: 'insert'; late: number }
	| { do: 'wait'; seconds: number }
	| { do: 'poll'; fault?: Fault; meanwhile: Meanwhile[] }
	| { do: 'restart' }
	| { do: 'overlap' };

/** Something that happens while a page is read. */
interface Meanwhile {
	do: 'insert' | 'modify' | 'delete';
	page: number;
	when: 'before' | 'after';
	place: number;
}

const place = fc.double({ min: 0, max: 0.999, noNaN: true });

const meanwhile: fc.Arbitrary<Meanwhile> = fc.record({
	do: fc.constantFrom('insert', 'modify', 'delete'),
	page: fc.integer({ min: 1, max: 4 }),
	when: fc.constantFrom('before', 'after'),
	place,
});

/** Failures that end a poll, and one that the client gets over. */
const fault: fc.Arbitrary<Fault> = fc
	.record({
		nth: fc.integer({ min: 1, max: 4 }),
		how: fc.oneof(
			{ weight: 6, arbitrary: fc.constant({ kind: 'status', status: 500 } as const) },
			{ weight: 3, arbitrary: fc.constant({ kind: 'html', status: 403 } as const) },
			{ weight: 2, arbitrary: fc.constant({ kind: 'reset-within' } as const) },
			{ weight: 1, arbitrary: fc.constant({ kind: 'too-many-requests', retryAfter: '0' } as const) },
		),
	})
	.map(({ nth, how }) => ({ ...how, match: { operationId: 'listTransports', nth } }));

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('change' as const), place }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('event' as const), place }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), place }) },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('insert' as const),
			late: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 240 })),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('wait' as const),
			seconds: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 3600, max: 86_400 })),
		}),
	},
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('poll' as const),
			fault: fc.option(fault, { nil: undefined, freq: 3 }),
			meanwhile: fc.array(meanwhile, { maxLength: 2 }),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('overlap' as const) }) },
);

const scenario = fc.record({
	pageSize: fc.integer({ min: 1, max: 6 }),
	/** Seconds by which the clock that Dashdoc tells is off. */
	dateOffset: fc.constantFrom(0, 0, 300, -300),
	/** Dashdoc does not tell the order of its lists. */
	listOrder: fc.constantFrom('usual', 'newest-change-first', 'oldest-change-first'),
	/** What happens shortly before the workflow is published. */
	past: fc.array(
		fc.oneof(
			fc.record({ do: fc.constantFrom('change' as const, 'event' as const), place }),
			fc.record({ do: fc.constant('insert' as const), late: fc.constant(0) }),
		),
		{ maxLength: 4 },
	),
	steps: fc.array(step, { minLength: 1, maxLength: 25 }),
});

const tenant = () => sandbox.state.tenants[0];
const transports = () =>
	tenant()
		.of<StoredTransport>(transportCollection)
		.all()
		.filter(({ deleted }) => deleted === null);
const at = (where: number): StoredTransport | undefined =>
	transports()[Math.floor(where * transports().length)];

/** What happened is what is there now and was not there at the beginning; what was deleted may be told or not. */
interface Books {
	/** What is there to be told, by names. */
	there: () => string[];
	/** Names of what items tell. */
	told: (items: IDataObject[]) => string[];
}

class Play {
	readonly told: string[] = [];

	/** Everything that was there at any time, deleted or overwritten since. */
	readonly ever = new Set<string>();

	private readonly trigger: PolledTrigger;

	constructor(
		event: string,
		private readonly books: Books,
	) {
		this.trigger = new PolledTrigger(sandbox, { event, output: 'raw' });
	}

	/** Publishes; returns what was there before. */
	async begin(): Promise<Set<string>> {
		const before = new Set(this.books.there());
		expect(await this.trigger.publish()).toEqual([]);
		return before;
	}

	async take(step: Step): Promise<void> {
		if (step.do === 'poll') await this.poll(step);
		else if (step.do === 'restart') this.hear(await this.trigger.restart());
		else if (step.do === 'overlap') {
			this.hear((await Promise.all([this.trigger.poll(), this.trigger.poll()])).flat());
		} else happen(step);
		this.note();
	}

	async end(): Promise<void> {
		sandbox.setFaults();
		sandbox.setChanges();
		this.hear((await this.trigger.pollAll()).flat());
	}

	private async poll({ fault: one, meanwhile: all }: Step & { do: 'poll' }): Promise<void> {
		if (one) sandbox.setFaults(one);
		sandbox.setChanges(...changesOf(all));
		const items = await this.trigger.poll().catch((error: Error) => {
			expect(one).toBeDefined();
			expect(error.message).not.toBe('');
			return [];
		});
		// A fault is counted from the matching requests on; what was not met does not wait for the next poll.
		sandbox.setFaults();
		sandbox.setChanges();
		this.note();
		this.hear(items);
	}

	private hear(items: IDataObject[]): void {
		this.note();
		this.told.push(...this.books.told(items));
	}

	private note(): void {
		for (const name of this.books.there()) this.ever.add(name);
	}
}

/** Each transport changes or goes once, since what is gone cannot change any more. */
function changesOf(all: readonly Meanwhile[]): Change[] {
	const taken = new Set<string>();
	return all.flatMap(({ do: action, page, when, place: where }) => {
		const change = { list: 'listTransports', page, when, do: action };
		if (action === 'insert') return [change];
		const uid = at(where)?.uid;
		if (uid === undefined || taken.has(uid) || taken.size > 2) return [];
		taken.add(uid);
		return [{ ...change, keys: [uid] }];
	});
}

function happen(step: Exclude<Step, { do: 'poll' | 'restart' | 'overlap' }>): void {
	if (step.do === 'wait') sandbox.state.world.clock.advance(step.seconds);
	else if (step.do === 'insert') sandbox.change({ list: 'listTransports', do: 'insert', late: step.late });
	else {
		const transport = at(step.place);
		if (!transport) return;
		if (step.do === 'delete' && transports().length > 2) {
			tenant().of<StoredTransport>(transportCollection).remove(transport);
		} else {
			tenant().touch(transportCollection, transport);
			if (step.do === 'event') addEvent(transport, tenant(), { category: 'on_loading_site' });
		}
	}
}

const repeated = (names: readonly string[]) => names.filter((name, place) => names.indexOf(name) !== place);

async function check(event: string, books: Books): Promise<void> {
	await fc.assert(
		fc.asyncProperty(scenario, async ({ past, steps, ...settings }) => {
			sandbox.reset();
			sandbox.settings(settings);
			for (const one of past) happen(one);
			const play = new Play(event, books);
			const before = await play.begin();
			for (const one of steps) await play.take(one);
			await play.end();
			const happened = books.there().filter((name) => !before.has(name));
			expect(happened.filter((name) => !play.told.includes(name))).toEqual([]);
			expect(play.told.filter((name) => before.has(name) || !play.ever.has(name))).toEqual([]);
			expect(repeated(play.told)).toEqual([]);
		}),
		{ numRuns: 120 },
	);
}

const uidOf = ({ uid }: IDataObject) => uid as string;

test('each creation of a transport is told, once', async () => {
	await check('transportCreated', {
		there: () => transports().map(({ uid }) => uid),
		told: (items) => items.map(uidOf),
	});
});

test('each event of a transport is told, once', async () => {
	await check('transportStatusEvent', {
		// A copy of a transport brings events of the past along, which did not happen to it.
		there: () => transports().flatMap(({ status_updates }) => status_updates.map(({ uid }) => uid)),
		told: (items) => items.map(uidOf),
	});
});

// States that lasted from no poll to another may be passed over; each state is told at most once.
test('the last change of each transport is told, and no state twice', async () => {
	await check('transportUpdated', {
		there: () => transports().map(({ uid, updated }) => `${uid} ${updated}`),
		told: (items) => items.map((item) => `${uidOf(item)} ${item.updated as string}`),
	});
});
