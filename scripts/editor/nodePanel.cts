/** The panel of a node: parameters in the middle, input on the left, output on the right. */
import type { Locator, Page } from 'playwright-core';
import { CredentialDialog } from './credentialDialog.cts';
import { DataPane } from './dataPane.cts';
import type { Executions } from './executions.cts';
import { choose } from './list.cts';
import { Parameter } from './parameter.cts';
import { pane, panel, parameter, toast } from './selectors.cts';

/** A field that is shown. */
export interface ShownParameter {
	label: string;
	/** Below the node's parameters; without one: collections, rows and notices. */
	path?: string;
	hasIssues: boolean;
}

export class NodePanel {
	readonly root: Locator;

	readonly input: DataPane;

	readonly output: DataPane;

	constructor(
		private readonly page: Page,
		private readonly executions: Executions,
	) {
		this.root = page.locator(panel.whole);
		this.input = new DataPane(page.locator(panel.input));
		this.output = new DataPane(page.locator(panel.output));
	}

	/** Resolves when the panel shows its parameters. */
	async ready(): Promise<void> {
		await this.root.locator(parameter.item).first().waitFor();
	}

	/** A field by its path below the node's parameters, such as `contact` or `loads.load[0].weight`. */
	parameter(path: string): Parameter {
		return new Parameter(this.root.locator(parameter.byPath(path)));
	}

	/** Chooses resource and operation by their names. */
	async operation(resource: string, operation: string): Promise<void> {
		await this.parameter('resource').choose(resource);
		await this.parameter('operation').choose(operation);
	}

	/** All fields that are shown, in their order. */
	async parameters(): Promise<ShownParameter[]> {
		const items = this.root.locator(`${panel.parameters} ${parameter.item}:visible`);
		const { issues, item, label, path } = parameter;
		// Each part counts for the field that is nearest around it.
		return await items.evaluateAll(
			(found, css) =>
				found.map((one) => {
					const [name, value, sign] = [css.label, `[${css.path}]`, css.issues].map((part) =>
						[...one.querySelectorAll(part)].find((element) => element.closest(css.item) === one),
					);
					return {
						label: name?.textContent?.trim() ?? '',
						path: value?.getAttribute(css.path)?.replace(/^parameters\./, ''),
						hasIssues: sign !== undefined,
					};
				}),
			{ issues, item, label, path },
		);
	}

	/** A collection or rows by the name of the parameter; of several, the last. */
	collection(name: string): Locator {
		const label = this.page.locator(parameter.labelOf(name));
		return this.root.locator(parameter.item).filter({ has: label }).last();
	}

	/** Adds a field to a collection, by its name in the list "Add Field". */
	async addField(collection: string, field: string): Promise<void> {
		await choose(this.collection(collection).locator(parameter.addToCollection), field);
	}

	/** Adds a row to a list of rows. */
	async addRow(rows: string): Promise<void> {
		await this.collection(rows).locator(parameter.addRow).last().click();
	}

	/** Opens a new credential for the node. */
	async newCredential(): Promise<CredentialDialog> {
		await this.root.locator(panel.credential).click();
		await this.page.locator(panel.newCredential).click();
		const dialog = new CredentialDialog(this.page);
		await dialog.ready();
		return dialog;
	}

	/** Name of the credential that is chosen. */
	async credential(): Promise<string> {
		return await this.root.locator(panel.credential).locator('input').inputValue();
	}

	/**
	 * "Execute step": runs the node with what comes before it; resolves when its output or error is shown.
	 * @throws what n8n says where nothing could be run
	 */
	async run(): Promise<void> {
		await this.executions.after(() => this.root.locator(panel.execute).click());
		const { error, executing, status } = pane;
		const output = this.output.root;
		await output.locator(executing).waitFor({ state: 'hidden' });
		const refusal = this.page.locator(toast.refusal);
		await output.locator(`${status}, ${error}`).or(refusal).first().waitFor();
		if ((await refusal.count()) > 0 && (await output.locator(`${status}, ${error}`).count()) === 0) {
			throw new Error(await refusal.first().innerText());
		}
	}

	async close(): Promise<void> {
		await this.root.locator(panel.close).click();
		await this.root.waitFor({ state: 'hidden' });
	}
}
