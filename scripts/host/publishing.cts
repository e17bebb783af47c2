/** How the generations of n8n publish a workflow, which n8n 1 calls activating it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { Refusal } from './refusal.cts';
import { isFirstGeneration, type Versions } from './versions.cts';

/** What became of the triggers of a workflow that was published. */
export interface Publication {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ nodeId: string; status: string; errorMessage?: string | null }>;
}

/** What of the REST API is needed here; see `N8nRest`. */
interface Rest {
	call<T = IDataObject>(method: string, path: string, body?: unknown): Promise<T>;
}

interface Workflow {
	id: string;
	versionId: string;
}

export interface Publishing {
	/** Resolves when the triggers are on or have failed. */
	publish(rest: Rest, workflow: Workflow): Promise<Publication>;
	/** Resolves when the triggers are off. */
	unpublish(rest: Rest, workflow: Workflow): Promise<void>;
}

async function publicationOf(
	rest: Rest,
	{ id }: Workflow,
	isAwaited: (one: Publication) => boolean,
): Promise<Publication> {
	for (;;) {
		const publication = await rest.call<Publication>('GET', `/workflows/${id}/publication-status`);
		if (isAwaited(publication)) return publication;
		await wait(200);
	}
}

/** Done in the background; n8n tells how far it is. */
const inBackground: Publishing = {
	async publish(rest, workflow) {
		await rest.call('POST', `/workflows/${workflow.id}/activate`, { versionId: workflow.versionId });
		return await publicationOf(rest, workflow, ({ status }) =>
			['published', 'partial', 'failed'].includes(status),
		);
	},
	async unpublish(rest, workflow) {
		await rest.call('POST', `/workflows/${workflow.id}/deactivate`, {});
		await publicationOf(rest, workflow, ({ status }) => status === 'not_published');
	},
};

/** Done when n8n answers; a trigger that fails is a refusal. */
const atOnce: Publishing = {
	async publish(rest, { id, versionId }) {
		try {
			await rest.call('PATCH', `/workflows/${id}`, { active: true, versionId });
			return { status: 'published', triggers: [] };
		} catch (error) {
			if (!(error instanceof Refusal && error.status === 400)) throw error;
			const { message } = JSON.parse(error.body) as { message: string };
			return { status: 'failed', triggers: [{ nodeId: '', status: 'failed', errorMessage: message }] };
		}
	},
	async unpublish(rest, { id, versionId }) {
		await rest.call('PATCH', `/workflows/${id}`, { active: false, versionId });
	},
};

export const publishingOf = (versions: Versions): Publishing =>
	isFirstGeneration(versions) ? atOnce : inBackground;
