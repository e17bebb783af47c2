/** The list from which nodes are added. */
import type { Locator, Page } from 'playwright-core';
import { creator } from './selectors.cts';

export class NodeCreator {
	readonly root: Locator;

	constructor(page: Page) {
		this.root = page.locator(creator.whole);
	}

	async ready(): Promise<void> {
		await this.root.locator(creator.search).waitFor();
	}

	/** Searches; the names of what is found, once that is shown. */
	async search(text: string): Promise<string[]> {
		const field = this.root.locator(creator.search);
		const nothingFor = (sought: string) =>
			this.root.locator(creator.nothing).filter({ hasText: `"${sought}"` });
		// What an earlier search found would stay for a moment.
		await field.fill('nothing is called like this');
		await this.root.locator(creator.nothing).waitFor();
		await field.fill(text);
		await this.root.locator(creator.entryName).or(nothingFor(text)).first().waitFor();
		return await this.names();
	}

	/** Names of what is offered. */
	async names(): Promise<string[]> {
		const names = await this.root.locator(creator.entryName).allInnerTexts();
		return names.map((name) => name.trim());
	}

	/** An entry by its exact name. */
	entry(name: string): Locator {
		const named = this.root.page().locator(creator.entryName).getByText(name, { exact: true });
		return this.root.locator(creator.entry).filter({ has: named }).first();
	}

	/** Takes an entry: adds it, or opens what is below it. */
	async take(name: string): Promise<void> {
		await this.entry(name).click();
	}
}
