/** n8n's editor as a person uses it. */
import type { Locator, Page } from 'playwright-core';
import { followExecutions, type Executions } from './executions.cts';
import { NodeCreator } from './nodeCreator.cts';
import { NodePanel } from './nodePanel.cts';
import { gatherProblems, type Problems } from './problems.cts';
import { canvas, toast } from './selectors.cts';

export class Editor {
	/** Console errors and refused requests, gathered all the time. */
	readonly problems: Problems;

	readonly creator: NodeCreator;

	readonly panel: NodePanel;

	private readonly executions: Executions;

	/** @param page signed in, and without a document yet */
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		this.problems = gatherProblems(page, url);
		this.executions = followExecutions(page);
		this.creator = new NodeCreator(page);
		this.panel = new NodePanel(page, this.executions);
	}

	/** Opens any address of the editor, such as `/home/credentials`. */
	async visit(path: string): Promise<void> {
		await this.page.goto(`${this.url}${path}`);
	}

	/** Opens an empty canvas. */
	async newWorkflow(): Promise<void> {
		await this.visit('/workflow/new');
		await this.page.locator(canvas.firstStep).waitFor();
	}

	/** Opens a workflow; resolves when its nodes are shown. */
	async openWorkflow(id: string): Promise<void> {
		await this.visit(`/workflow/${id}`);
		await this.page.locator(canvas.anyNode).first().waitFor();
	}

	/** Opens the panel of a node by its address, without the way over the canvas. */
	async openPanel(workflow: string, nodeId: string): Promise<NodePanel> {
		await this.visit(`/workflow/${workflow}/${nodeId}`);
		await this.panel.ready();
		return this.panel;
	}

	/** Opens the panel of a node by a double click on the canvas. */
	async openNode(name: string): Promise<NodePanel> {
		await this.node(name).dblclick();
		await this.panel.ready();
		return this.panel;
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(canvas.node(name));
	}

	/** Opens the node creator: for the first step, behind a node, or below an agent on one of its connections. */
	async add(place: { after?: string; below?: string; connection?: string } = {}): Promise<NodeCreator> {
		const { after, below, connection = 'ai_tool' } = place;
		const nodes = await this.page.locator(canvas.anyNode).count();
		const anywhere = nodes > 0 ? canvas.addStep : canvas.firstStep;
		const behind = after ? canvas.plusAfter(after) : anywhere;
		await this.page.locator(below ? canvas.plusBelow(below, connection) : behind).click();
		await this.creator.ready();
		return this.creator;
	}

	/** "Execute workflow"; resolves when the editor was told of its end. */
	async run(): Promise<void> {
		await this.executions.after(() => this.page.locator(canvas.execute).first().click());
	}

	async zoomToFit(): Promise<void> {
		await this.page.locator(canvas.zoomToFit).click();
	}

	/** Messages in the corner. */
	async messages(): Promise<string[]> {
		return await this.page.locator(toast.whole).allInnerTexts();
	}

	/** Closes the messages, which cover what is below them. */
	async dismissMessages(): Promise<void> {
		for (const close of await this.page.locator(toast.close).all()) {
			await close.click({ timeout: 2000 }).catch(() => {}); // it went by itself
		}
	}
}
