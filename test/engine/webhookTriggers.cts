/** What the tests of the webhook trigger share: a Dashdoc that calls, an n8n that is called. */
import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { DashdocTrigger } from '../../nodes/DashdocTrigger/DashdocTrigger.node';
import type { Sandbox } from '../../sandbox/index.cts';
import { recordActivity } from '../../sandbox/resources/transports/status.cts';
import { transportCollection, type StoredTransport } from '../../sandbox/resources/transports/records.cts';
import { credentialFor } from '../support/sandboxed.cts';
import type { WebhookEndpoint } from '../support/webhookEndpoint.cts';

/** What the user entered in Dashdoc and in the credential. */
export const authorization = 'Bearer une-clé/très longue=42';

export const trigger = new DashdocTrigger();

/** The trigger with these parameters; its credential knows the authorization unless changed. */
export const triggerFor = (
	sandbox: Pick<Sandbox, 'url' | 'token'>,
	parameters: INodeParameters = {},
	credential: ICredentialDataDecryptedObject = {},
) => ({
	nodeType: trigger,
	parameters,
	credential: { ...credentialFor(sandbox), webhookAuthorization: authorization, ...credential },
});

/** A transport that is planned and not begun, with its crew. */
export function plannedTransport(sandbox: Sandbox, skip = 0): StoredTransport {
	const transports = sandbox.state.tenants[0].of(transportCollection).all();
	const planned = transports.filter(
		({ deleted, global_status, segments }) =>
			deleted === null && global_status === 'accepted' && segments.every(({ trucker }) => trucker !== null),
	);
	return planned[skip];
}

/** The crew reports something at the first stop; time goes on. */
export function report(
	sandbox: Sandbox,
	category: string,
	transport: StoredTransport = plannedTransport(sandbox),
): StoredTransport {
	const [tenant] = sandbox.state.tenants;
	const site = transport.deliveries[0].origin;
	recordActivity({ transport, site }, category, tenant.world.clock.now(), tenant);
	return transport;
}

export interface Call {
	body?: unknown;
	headers?: Record<string, string>;
	method?: string;
	contentType?: string;
}

/** Calls the webhook as Dashdoc, or somebody who would like to be it; texts go out as they are. */
export async function post(
	{ webhookUrl }: Pick<WebhookEndpoint, 'webhookUrl'>,
	{ body, headers, method = 'POST', contentType = 'application/json' }: Call,
): Promise<{ status: number; text: string }> {
	const own = { Authorization: Buffer.from(authorization, 'utf8').toString('latin1') };
	const response = await fetch(webhookUrl, {
		method,
		headers: { 'Content-Type': contentType, ...(headers ?? own) },
		...(method !== 'GET' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
	});
	return { status: response.status, text: await response.text() };
}
