/** What a node is given or gives, as its panel shows it on the left or on the right. */
import type { Locator } from 'playwright-core';
import { pane } from './selectors.cts';
import { until } from '../host/until.cts';

export type DataMode = 'schema' | 'table' | 'json';

export class DataPane {
	constructor(readonly root: Locator) {}

	async show(mode: DataMode): Promise<void> {
		await this.root.locator(pane.mode(mode)).click();
	}

	/** Names of the fields in the schema, nested ones too as far as they are unfolded. */
	async schema(): Promise<string[]> {
		const entries = this.root.locator(pane.schemaEntry);
		await entries.first().waitFor();
		const names = await entries.allInnerTexts();
		return names.map((name) => name.split('\n')[0].trim());
	}

	/** Whether the schema is what the package promises, before a run. */
	async isPreview(): Promise<boolean> {
		return (await this.root.locator(pane.preview).count()) > 0;
	}

	/** The items of the page that is shown, as texts by column. */
	async table(): Promise<Array<Record<string, string>>> {
		await this.show('table');
		const data = this.root.locator(`${pane.data} table`);
		await data.first().waitFor();
		const rows = await data
			.first()
			.evaluate((table) =>
				[...table.querySelectorAll('tr')].map((row) =>
					[...row.querySelectorAll<HTMLElement>('th, td')].map((cell) => cell.innerText.trim()),
				),
			);
		const [columns, ...items] = rows;
		return items.map((texts) =>
			// The last column holds the place for a scroll bar.
			Object.fromEntries(columns.flatMap((column, place) => (column ? [[column, texts[place]]] : []))),
		);
	}

	/** JSON as it is shown; of much data only what is in view. */
	async json(): Promise<string> {
		await this.show('json');
		const data = this.root.locator(pane.data);
		return await until(
			() => data.innerText(),
			(text) => /[[{]/.test(text),
		);
	}

	/** "1 item"; empty where there is nothing. */
	async count(): Promise<string> {
		const count = this.root.locator(pane.count);
		return (await count.count()) > 0 ? (await count.first().innerText()).trim() : '';
	}

	/** The error of the last run, with its description on further lines; empty where it succeeded. */
	async error(): Promise<string> {
		const texts: string[] = [];
		for (const part of [pane.error, pane.errorDescription]) {
			texts.push(...(await this.root.locator(part).allInnerTexts()));
		}
		return texts.map((text) => text.trim()).join('\n');
	}
}
