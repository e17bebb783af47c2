/** What goes wrong in the browser while nobody looks. */
import type { Page } from 'playwright-core';
import { isFirstGeneration } from '../host/versions.cts';

export interface Problems {
	/** Errors on the console and exceptions that nobody caught. */
	readonly console: string[];
	/** Requests to n8n that were refused or broke, as "500 POST /rest/…". */
	readonly requests: string[];
	/** Forgets them. */
	clear(): void;
}

/**
 * What n8n 1 meets in each workflow, whichever nodes are in it: a feature that needs a license, a run that was not yet,
 * schemas that nodes of its own do not have.
 */
const usualOnFirstGeneration = [
	/^Failed to fetch sessions metadata: ResponseError: Plan lacks license for this feature/,
	/^403 POST \/rest\/ai\/sessions\/metadata$/,
	/^404 GET \/rest\/workflows\/\w+\/executions\/last-successful$/,
	/^404 GET \/schemas\/n8n-nodes-base\./,
];

/** Gathers the problems of a page with one n8n; what other hosts do is nobody's matter. */
export function gatherProblems(page: Page, url: string): Problems {
	const problems = { console: [] as string[], requests: [] as string[] };
	const usual = isFirstGeneration() ? usualOnFirstGeneration : [];
	const note = (kind: keyof typeof problems, text: string) => {
		if (!usual.some((one) => one.test(text))) problems[kind].push(text);
	};
	const isOwn = (address: string) => address.startsWith(url);
	page.on('console', (message) => {
		// The browser's own lines about requests are told apart below.
		if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
		note('console', message.text());
	});
	page.on('pageerror', (error) => note('console', error.stack ?? error.message));
	page.on('response', (response) => {
		if (response.status() < 400 || !isOwn(response.url())) return;
		const path = response.url().slice(url.length);
		note('requests', `${response.status()} ${response.request().method()} ${path}`);
	});
	page.on('requestfailed', (request) => {
		const reason = request.failure()?.errorText ?? '';
		// The editor gives up requests itself when it goes elsewhere.
		if (reason === 'net::ERR_ABORTED' || !isOwn(request.url())) return;
		note('requests', `${reason} ${request.method()} ${request.url().slice(url.length)}`);
	});
	return {
		...problems,
		clear() {
			problems.console.length = 0;
			problems.requests.length = 0;
		},
	};
}
