import { deepCopy } from 'n8n-workflow';
import type { IWebhookFunctions, Workflow } from 'n8n-workflow';

/**
 * Makes n8n store the static data that this call has changed. Since 2.41 it builds the workflow once more from the same object
 * before it stores them, by which they count as unchanged; a copy of our own stays changed. Does nothing where the context
 * shows no workflow.
 */
export function keepChange(context: IWebhookFunctions): void {
	const { workflow } = context as unknown as { workflow?: Workflow };
	workflow?.overrideStaticData?.(deepCopy(workflow.staticData));
}
