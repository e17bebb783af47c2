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

	/** Searches, and resolves when something or "nothing" is shown. */
	async search(text: string): Promise<void> {
		await this.root.locator(creator.search).fill(text);
		await this.root.locator(`${creator.entry}, ${creator.nothing}`).first().waitFor();
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
