/** Waste forms, which the polling trigger follows by their status, under random moves, failures and restarts. */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Fault, Sandbox } from '../../sandbox/index.cts';
import { newWamForm, wamFormCollection } from '../../sandbox/resources/wam/records.cts';
import { PolledTrigger } from '../support/polledTrigger.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startQuickSandbox({ transports: 0, companies: 4, contacts: 0, validateAnswers: false });
});
afterAll(() => sandbox.close());

const final = ['completed', 'cancelled', 'discontinued'];
const statuses = ['draft', 'signed', 'in_transit', 'arrived', ...final];

type Step =
	| { do: 'add' }
	| { do: 'poll' }
	| { do: 'restart' }
	| { do: 'move'; place: number; status: string }
	| { do: 'remove'; place: number }
	| { do: 'edit'; place: number }
	| { do: 'wait'; seconds: number }
	| { do: 'fail'; nth: number };

const place = fc.double({ min: 0, max: 0.999, noNaN: true });

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const) }) },
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constant('move' as const),
			place,
			status: fc.constantFrom(...statuses),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), place }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), place }) },
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 90_000 }) }),
	},
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('poll' as const) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant('fail' as const), nth: fc.integer({ min: 1, max: 3 }) }),
	},
);

const tenant = () => sandbox.state.tenants[0];
const forms = () => tenant().of(wamFormCollection);

/** What happened to each form, and what was told of it. */
class Play {
	/** Statuses of each form in their order, beginning with the one at publication; null for a new form. */
	readonly courses = new Map<string, Array<string | null>>();

	readonly told = new Map<string, string[]>();

	private readonly trigger = new PolledTrigger(sandbox, { event: 'wasteFormStatusChanged' });

	async begin(): Promise<void> {
		for (const { uid, status } of forms().all()) this.courses.set(uid, [status]);
		expect(await this.trigger.publish()).toEqual([]);
	}

	async take(step: Step): Promise<void> {
		if (step.do === 'poll') this.hear(await this.trigger.poll());
		else if (step.do === 'restart') this.hear(await this.trigger.restart());
		else if (step.do === 'fail') await this.fail({ operationId: 'listWamForms', nth: step.nth });
		else this.happen(step);
	}

	async end(): Promise<void> {
		this.hear((await this.trigger.pollAll()).flat());
	}

	private async fail(match: Fault['match']): Promise<void> {
		sandbox.setFaults({ kind: 'status', status: 500, match });
		this.hear(await this.trigger.poll().catch(() => []));
		sandbox.setFaults();
	}

	private happen(step: Exclude<Step, { do: 'poll' | 'restart' | 'fail' }>): void {
		if (step.do === 'wait') sandbox.state.world.clock.advance(step.seconds);
		else if (step.do === 'add') {
			const created = tenant().world.clock.tick();
			const { uid, status } = forms().add(newWamForm({ created, updated: created }, tenant()));
			this.courses.set(uid, [null, status]);
		} else {
			const form = forms().all()[Math.floor(step.place * forms().size)];
			if (!form) return;
			if (step.do === 'remove') forms().remove(form);
			else if (step.do === 'edit') tenant().touch(wamFormCollection, form);
			else if (!final.includes(form.status) && form.status !== step.status) {
				sandbox.moveWasteForm(form.uid, step.status);
				this.courses.get(form.uid)?.push(step.status);
			}
		}
	}

	private hear(items: IDataObject[]): void {
		for (const { uid, status } of items) {
			const known = this.told.get(uid as string) ?? [];
			this.told.set(uid as string, [...known, status as string]);
		}
	}
}

/** Whether all of one list comes in the other, in the same order. */
function isPartOf(part: readonly string[], whole: ReadonlyArray<string | null>): boolean {
	const rest = whole[Symbol.iterator]();
	return part.every((wanted) => {
		for (let next = rest.next(); !next.done; next = rest.next()) if (next.value === wanted) return true;
		return false;
	});
}

test('each form is told with the status that it comes to, in the order of its course, none twice', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 4 }),
			fc.array(step, { minLength: 1, maxLength: 25 }),
			async (pageSize, steps) => {
				sandbox.reset();
				sandbox.settings({ pageSize });
				const play = new Play();
				await play.begin();
				for (const one of steps) await play.take(one);
				await play.end();
				for (const [uid, [first, ...course]] of play.courses) {
					const told = play.told.get(uid) ?? [];
					expect(isPartOf(told, course)).toBe(true);
					expect(told.filter((status, index) => status === (told[index - 1] ?? first))).toEqual([]);
					const form = forms().get(uid);
					if (form) expect(told.at(-1) ?? first).toBe(form.status);
				}
			},
		),
		{ numRuns: 150 },
	);
});
