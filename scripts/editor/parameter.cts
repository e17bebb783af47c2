/** One field of a node's panel or of a credential. */
import type { Locator } from 'playwright-core';
import { choose, closeList, namesIn } from './list.cts';
import { LocatorField } from './locatorField.cts';
import { list, locator, parameter } from './selectors.cts';

export class Parameter {
	/** @param input what holds the field's value, below its label */
	constructor(readonly input: Locator) {}

	/** The field with its label. */
	get item(): Locator {
		return this.input.locator(`xpath=ancestor::*[@data-test-id="parameter-item"][1]`);
	}

	async label(): Promise<string> {
		return ((await this.item.locator(parameter.label).first().textContent()) ?? '').trim();
	}

	/** What it shows: text, name of the chosen entry, "on" or "off", names of several entries with commas between. */
	async value(): Promise<string> {
		const has = async (css: string) => (await this.input.locator(css).count()) > 0;
		if (await has(locator.input)) return await this.input.locator(locator.input).inputValue();
		if (await has(parameter.code)) return (await this.input.locator(parameter.code).innerText()).trim();
		if (await has(parameter.switch)) {
			return (await this.input.locator('input').isChecked()) ? 'on' : 'off';
		}
		if (await has(parameter.tags)) {
			return (await this.input.locator(parameter.tags).allInnerTexts()).join(', ');
		}
		const field = this.input.locator('input, textarea').first();
		const value = await field.inputValue();
		// While a list is open, the chosen entry has made room for what is searched.
		return value || ((await has(list.combobox)) ? ((await field.getAttribute('placeholder')) ?? '') : '');
	}

	/** Writes into a text, number, date or JSON field. */
	async fill(text: string): Promise<void> {
		const code = this.input.locator(parameter.code);
		if ((await code.count()) > 0) return await code.first().fill(text);
		const field = this.input.locator('input, textarea').first();
		await field.fill(text);
		await field.press('Tab');
	}

	/** Turns the field into an expression, and writes it, without `=` in front: `{{ $json.email }}`. */
	async express(expression: string): Promise<void> {
		await this.item.hover();
		await this.item.locator(parameter.asExpression).first().click();
		await this.input.locator(parameter.code).first().fill(expression);
	}

	async choose(name: string): Promise<void> {
		await choose(this.input, name);
	}

	/** Names in its list, which is closed again. Lists that n8n loads are waited for. */
	async entries(): Promise<string[]> {
		const names = await namesIn(this.input);
		await closeList(this.input);
		return names;
	}

	async toggle(): Promise<void> {
		await this.input.locator(parameter.switch).click();
	}

	get locator(): LocatorField {
		return new LocatorField(this.input);
	}
}
