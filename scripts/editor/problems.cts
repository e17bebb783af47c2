/** What goes wrong in the browser while nobody looks. */
import type { Page } from 'playwright-core';

export interface Problems {
	/** Errors on the console and exceptions that nobody caught. */
	readonly console: string[];
	/** Requests to n8n that were refused or broke, as "500 POST /rest/…". */
	readonly requests: string[];
	/** Forgets them. */
	clear(): void;
}

/** Gathers the problems of a page with one n8n; what other hosts do is nobody's matter. */
export function gatherProblems(page: Page, url: string): Problems {
	const problems = { console: [] as string[], requests: [] as string[] };
	const isOwn = (address: string) => address.startsWith(url);
	page.on('console', (message) => {
		// The browser's own lines about requests are told apart below.
		if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
		problems.console.push(message.text());
	});
	page.on('pageerror', (error) => void problems.console.push(error.stack ?? error.message));
	page.on('response', (response) => {
		if (response.status() < 400 || !isOwn(response.url())) return;
		const path = response.url().slice(url.length);
		problems.requests.push(`${response.status()} ${response.request().method()} ${path}`);
	});
	page.on('requestfailed', (request) => {
		const reason = request.failure()?.errorText ?? '';
		// The editor gives up requests itself when it goes elsewhere.
		if (reason === 'net::ERR_ABORTED' || !isOwn(request.url())) return;
		problems.requests.push(`${reason} ${request.method()} ${request.url().slice(url.length)}`);
	});
	return {
		...problems,
		clear() {
			problems.console.length = 0;
			problems.requests.length = 0;
		},
	};
}
