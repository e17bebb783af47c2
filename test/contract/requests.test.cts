/**
 * Every declared operation on n8n's real engine against the sandbox, which knows nothing but the API description.
 * The cases follow from the declarations: a new operation needs no line here.
 */
import { operations as describedOperations } from '../../sandbox/description/operations.cts';
import type { Sandbox } from '../../sandbox/index.cts';
import { startQuickSandbox } from '../support/sandboxed.cts';
import { withParts } from './parts.cts';
import { locatedObjects, type LocatedBySearch } from './samples.cts';
import {
	changesWhatItFinds,
	declaredOperations,
	looksFirst,
	play,
	playMended,
	Scenarios,
	titleOf,
	type Declared,
	type Played,
	type Scenario,
} from './scenarios.cts';

// Big forms are tried field by field.
jest.setTimeout(180_000);

let sandbox: Sandbox;
let located: LocatedBySearch;

beforeAll(async () => {
	sandbox = await startQuickSandbox({
		companies: 8,
		contacts: 16,
		transports: 24,
		vehicles: 8,
		trailers: 8,
		truckers: 8,
	});
	located = await locatedObjects(
		sandbox,
		declaredOperations.map(({ operation }) => operation),
	);
});

afterAll(() => sandbox.close());

const playAll = async (declared: Declared, scenarios: readonly Scenario[]): Promise<Played[]> => {
	const played: Played[] = [];
	for (const scenario of scenarios) played.push(await play(sandbox, declared, scenario));
	return played;
};

/** What must hold however an operation is filled in. */
const faultsOf = ({ title, outcome, again, violations, answerViolations, unseen }: Played) => ({
	title,
	violations,
	answerViolations,
	unseen,
	error: outcome.error?.message ?? again?.error?.message,
});

const faultless = ({ title }: Played) => ({
	title,
	violations: [],
	answerViolations: [],
	unseen: [],
	error: undefined,
});

/** Routes that are called only when Dashdoc refuses a creation as a double. */
const onlyAfterRefusal = ({ findFirst }: Declared['operation']) => {
	const finders = findFirst?.finders ?? [];
	const isRare = (finder: (typeof finders)[number]) => finder.by === 'search' && finder.onlyAfterRefusal;
	const usual = finders.filter((finder) => !isRare(finder)).map(({ route }) => route);
	return finders
		.filter(isRare)
		.map(({ route }) => route)
		.filter((route) => !usual.includes(route));
};

describe.each(declaredOperations.map((declared) => [titleOf(declared), declared] as const))(
	'%s',
	(_, declared) => {
		const called = new Set<string>();
		let scenarios: Scenarios;
		let things: LocatedBySearch;

		beforeAll(async () => {
			sandbox.reset();
			for (things of await withParts(sandbox, declared.operation.parameters, located)) {
				scenarios = new Scenarios(declared.operation, things);
				const { scenario, played } = await playMended(sandbox, declared, scenarios, scenarios.required());
				if (played.outcome.error && played.requests.length > 0) continue;
				if (!played.outcome.error) scenarios.alsoNeeds(scenario);
				const full = await playMended(sandbox, declared, scenarios, scenarios.everything());
				if (!full.played.outcome.error) break;
			}
		});

		const expectFaultless = async (ways: readonly Scenario[]): Promise<Played[]> => {
			const played: Played[] = [];
			for (const way of ways) played.push((await playMended(sandbox, declared, scenarios, way)).played);
			played
				.flatMap(({ requests }) => requests)
				.forEach(({ operationId }) => called.add(operationId ?? 'unknown'));
			expect(played.map(faultsOf)).toEqual(played.map(faultless));
			return played;
		};

		test('with its required parameters only it is allowed, or refused before anything is changed', async () => {
			const [played] = await playAll(declared, [new Scenarios(declared.operation, things).required()]);
			expect([...played.violations, ...played.answerViolations]).toEqual([]);
			if (played.outcome.error) {
				expect(played.outcome.error.message).toMatch(/^[A-Z].* \[item 0\]$/);
				// Reading is how the node may find out.
				expect(played.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
			} else expect(played.unseen).toEqual([]);
		});

		test('with every parameter filled in, all of them arrive', async () => {
			const [{ again }] = await expectFaultless([scenarios.everything()]);
			if (looksFirst(declared.operation)) {
				const outcome = changesWhatItFinds(declared.operation) ? 'updated' : 'found';
				expect(again?.outputs[0].map(({ json }) => json.outcome)).toEqual([outcome]);
			}
		});

		test('every optional parameter arrives on its own', async () => {
			await expectFaultless(scenarios.oneByOne());
		});

		test('every way to pick a thing arrives', async () => {
			await expectFaultless(scenarios.modes());
		});

		test('every fixed choice works', async () => {
			await expectFaultless(scenarios.choices());
		});

		test('emptied fields are cleared as Dashdoc allows it', async () => {
			const played = await playAll(declared, scenarios.clearings());
			// Dashdoc may insist on a value (a name), but the request must be one that it knows.
			const faults = played.map((one) => ({ ...faultsOf(one), error: undefined }));
			expect(faults).toEqual(played.map(faultless));
		});

		test('it calls the endpoints that it declares, and no others', () => {
			const { alsoCalls = [], findFirst, route } = declared.operation;
			const routes = new Set([route, ...alsoCalls, ...(findFirst?.update ? [findFirst.update] : [])]);
			const declaredIds = describedOperations()
				.filter(({ method, path }) => routes.has(`${method} ${path}` as typeof route))
				.map(({ operationId }) => operationId);
			expect(declaredIds).toHaveLength(routes.size);
			expect(declaredIds).toEqual(expect.arrayContaining([...called]));
			const rare = new Set<string>(onlyAfterRefusal(declared.operation));
			const expected = describedOperations()
				.filter(
					({ method, path }) =>
						routes.has(`${method} ${path}` as typeof route) && !rare.has(`${method} ${path}`),
				)
				.map(({ operationId }) => operationId);
			expect([...called]).toEqual(expect.arrayContaining(expected));
		});
	},
);
