/** The dialog of a credential. */
import type { Locator, Page } from 'playwright-core';
import { Parameter } from './parameter.cts';
import { credential, named } from './selectors.cts';

export interface CredentialTest {
	succeeded: boolean;
	/** Of a failure: n8n's words, and those of the node's package below them. */
	shown: string;
}

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

	/** Saves it, whereupon n8n tests it; what is shown of that. After a success the newer n8n closes the dialog. */
	async save(): Promise<CredentialTest> {
		const tested = this.page.waitForResponse((response) => response.url().endsWith('/credentials/test'));
		await this.page.locator(credential.save).click();
		const { data } = (await (await tested).json()) as { data: { status: string } };
		if (data.status === 'OK') {
			await this.page.locator(`${credential.success}:visible, ${credential.gone}`).first().waitFor();
			return { succeeded: true, shown: '' };
		}
		const failure = this.root.locator(credential.failure).first();
		await failure.waitFor();
		// The newer n8n folds the reason.
		const more = failure.locator(credential.more);
		if ((await more.count()) > 0) await more.click();
		return { succeeded: false, shown: (await failure.innerText()).trim() };
	}

	/** Closes it, where it is still open. */
	async close(): Promise<void> {
		const close = this.page.locator(credential.close).first();
		if (await close.isVisible()) await close.click();
		await this.root.waitFor({ state: 'hidden' });
	}
}
