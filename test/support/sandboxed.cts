/** Our node on n8n's real engine against the sandbox, with the settings that most tests share. */
import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.cts';
import { run, searchList, type Execution, type Subject } from './engine.cts';

/** A sandbox with little data and without limits, for tests whose subject is neither. */
export const startQuickSandbox = (options: SandboxOptions = {}): Promise<Sandbox> =>
	startSandbox({
		requestsPerSecond: 0,
		companies: 12,
		contacts: 30,
		transports: 30,
		truckers: 4,
		vehicles: 4,
		trailers: 4,
		...options,
	});

/**
 * A sandbox for the tests of a file, which each of them finds as it was after the start. What the description of Dashdoc
 * does not allow fails the test in which the node sent it, or in which the sandbox answered it.
 * @param take gets the sandbox before the first test
 */
export function useSandbox(options: SandboxOptions, take: (sandbox: Sandbox) => void): void {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startQuickSandbox(options);
		take(sandbox);
	});
	beforeEach(() => sandbox.reset());
	afterEach(() => expectNoViolations(sandbox));
	afterAll(() => sandbox.close());
}

/** Fails where node or sandbox did what the description of Dashdoc does not allow. */
export function expectNoViolations(sandbox: Sandbox): void {
	expect(sandbox.violations()).toEqual([]);
	expect(sandbox.answerViolations()).toEqual([]);
}

/** Lifts the node's own pace, in tests whose subject it is not. */
export const withoutPace = { requestsPerSecond: 0 };

/** What a user enters to reach the sandbox. */
export const credentialFor = ({ url, token }: Pick<Sandbox, 'url' | 'token'>) => ({
	apiToken: token,
	environment: 'custom',
	baseUrl: url,
});

/** Runs the node with these parameters; the pace is lifted unless `options` says otherwise. */
export function runOn(sandbox: Sandbox, parameters: INodeParameters, rest: Partial<Subject> = {}): Execution {
	return run({
		credential: credentialFor(sandbox),
		parameters: { options: withoutPace, ...parameters },
		...rest,
	});
}

/** One search of a locator's list in the editor. */
export const searchOn = (
	sandbox: Sandbox,
	method: string,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> =>
	searchList({ credential: credentialFor(sandbox) }, method, filter, paginationToken);
