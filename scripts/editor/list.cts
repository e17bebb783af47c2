/** Drop-down lists of n8n: their entries hang elsewhere in the page, and are told apart by an ID. */
import type { Locator } from 'playwright-core';
import { list } from './selectors.cts';

/** Opens the list in `root`, where it is closed; its entries. */
export async function openList(root: Locator): Promise<Locator> {
	const box = root.locator(list.combobox).first();
	if ((await box.getAttribute('aria-expanded')) !== 'true') await box.click();
	const id = await box.getAttribute('aria-controls');
	const entries = root.page().locator(list.entries(id ?? ''));
	await entries.first().waitFor();
	return entries;
}

/** What an entry says, without its description. */
async function nameOf(entry: Locator): Promise<string> {
	const headline = entry.locator(list.headline);
	const named = (await headline.count()) > 0 ? headline.first() : entry;
	return ((await named.textContent()) ?? '').trim();
}

/** Names of all entries. */
export async function namesIn(root: Locator): Promise<string[]> {
	const names: string[] = [];
	for (const entry of await (await openList(root)).all()) names.push(await nameOf(entry));
	return names;
}

/** Chooses an entry by its name. */
export async function choose(root: Locator, name: string): Promise<void> {
	const names: string[] = [];
	for (const entry of await (await openList(root)).all()) {
		const own = await nameOf(entry);
		if (own === name) return await entry.click();
		names.push(own);
	}
	throw new Error(`The list has no "${name}". It has: ${names.join(', ')}`);
}

/** Closes a list that is open, and nothing else. */
export async function closeList(root: Locator): Promise<void> {
	const box = root.locator(list.combobox).first();
	if ((await box.getAttribute('aria-expanded')) === 'true') await box.click();
}
