/** A resource locator: a thing that is picked from a searched list, or given in another way. */
import type { Locator } from 'playwright-core';
import { choose } from './list.cts';
import { locator } from './selectors.cts';

export class LocatorField {
	/** @param root the field without its label */
	constructor(private readonly root: Locator) {}

	private get page() {
		return this.root.page();
	}

	/** Chooses how the thing is given: "From list", "By ID" … */
	async mode(name: string): Promise<void> {
		await choose(this.root.locator(locator.mode), name);
	}

	/** Opens the list; resolves when it shows entries, says that there are none, or says what went wrong. */
	async open(): Promise<void> {
		await this.root.locator(locator.input).click();
		await this.settled();
	}

	/** Searches the open list; resolves when Dashdoc's answer is shown. */
	async search(text: string): Promise<void> {
		const answered = this.page.waitForResponse(
			(response) =>
				response.url().includes('/resource-locator-results') &&
				(response.request().postData() ?? '').includes(JSON.stringify(text)),
		);
		await Promise.all([answered, this.page.locator(locator.search).fill(text)]);
		await this.settled();
	}

	/** Names in the open list. */
	async entries(): Promise<string[]> {
		const names = await this.page.locator(locator.entry).allInnerTexts();
		return names.map((name) => name.trim());
	}

	/** Picks an entry of the open list. */
	async pick(name: string): Promise<void> {
		await this.page.locator(locator.entry).filter({ hasText: name }).first().click();
	}

	/** What the open list says instead of entries. */
	async error(): Promise<string> {
		return (await this.page.locator(locator.error).innerText()).trim();
	}

	/** Closes the list. */
	async close(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.page.locator(locator.entry).first().waitFor({ state: 'hidden' });
	}

	private async settled(): Promise<void> {
		const { entry, error, nothing } = locator;
		await this.page.locator(`${entry}, ${error}, ${nothing}`).first().waitFor();
	}
}
