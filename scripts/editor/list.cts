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

/** What entries say, without their descriptions. */
async function namesOf(entries: Locator): Promise<string[]> {
	return await entries.evaluateAll(
		(all, headline) => all.map((one) => (one.querySelector(headline) ?? one).textContent?.trim() ?? ''),
		list.headline,
	);
}

/** Names of all entries. */
export async function namesIn(root: Locator): Promise<string[]> {
	return await namesOf(await openList(root));
}

/** Chooses an entry by its name. */
export async function choose(root: Locator, name: string): Promise<void> {
	const entries = await openList(root);
	const names = await namesOf(entries);
	if (!names.includes(name)) throw new Error(`The list has no "${name}". It has: ${names.join(', ')}`);
	await entries.nth(names.indexOf(name)).click();
}

/** Closes a list that is open, and nothing else. */
export async function closeList(root: Locator): Promise<void> {
	const box = root.locator(list.combobox).first();
	if ((await box.getAttribute('aria-expanded')) === 'true') await box.click();
}
