/** The dialog of a credential. */
import type { Locator, Page } from 'playwright-core';
import { Parameter } from './parameter.cts';
import { credential, named } from './selectors.cts';

export class CredentialDialog {
	private readonly root: Locator;

	constructor(private readonly page: Page) {
		this.root = page.locator(credential.whole);
	}

	async ready(): Promise<void> {
		await this.root.locator(credential.fields).first().waitFor();
	}

	/** A field by its name, such as `apiToken`. */
	field(name: string): Parameter {
		return new Parameter(this.root.locator(named(`parameter-input-${name}`)));
	}

	/** Saves it; n8n then tests it. Resolves to what is shown of that: its words of success, or the reason of the refusal. */
	async save(): Promise<string> {
		const tested = this.page.waitForResponse((response) => response.url().endsWith('/credentials/test'));
		await this.page.locator(credential.save).click();
		const { data } = (await (await tested).json()) as { data: { status: string } };
		const banner = this.root.locator(data.status === 'OK' ? credential.success : credential.failure);
		const more = banner.locator(credential.more);
		await banner.waitFor();
		if ((await more.count()) > 0) await more.click();
		return (await banner.innerText()).trim();
	}

	async close(): Promise<void> {
		await this.page.locator(credential.close).first().click();
		await this.root.waitFor({ state: 'hidden' });
	}
}
