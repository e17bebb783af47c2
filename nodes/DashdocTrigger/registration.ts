import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IHookFunctions } from 'n8n-workflow';
import { isLoopback, resolveBaseUrl } from '../Dashdoc/client/baseUrl';
import { createClient } from '../Dashdoc/client/createClient';
import { credentialType } from '../Dashdoc/client/credential';
import { expectedAuthorization } from './authorization';
import {
	connectorsTo,
	createConnector,
	fits,
	removeConnector,
	updateConnector,
	type ConnectorForm,
} from './connectors';
import { readSettings, subscriptionsOf } from './settings';

/** Whether nothing is left to be entered in Dashdoc. @throws NodeOperationError for settings that cannot work */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const form = await checkedForm(context);
	if (readSettings(context).connect === 'settings') return true;
	return await managing(context, async () => {
		const [connector] = await connectorsTo(clientOf(context), form.url);
		return connector !== undefined && fits(connector, form);
	});
}

/** Enters the webhook, or brings the one that leads here up to date; a second call changes nothing more. */
export async function register(context: IHookFunctions): Promise<boolean> {
	const form = await checkedForm(context);
	return await managing(context, async () => {
		const client = clientOf(context);
		const [connector] = await connectorsTo(client, form.url);
		if (!connector) await createConnector(client, form);
		else if (!fits(connector, form)) await updateConnector(client, connector, form);
		return true;
	});
}

/** Removes every webhook that leads here; none is fine. */
export async function unregister(context: IHookFunctions): Promise<boolean> {
	if (readSettings(context).connect === 'settings') return true;
	return await managing(context, async () => {
		const client = clientOf(context);
		for (const connector of await connectorsTo(client, urlOf(context))) {
			await removeConnector(client, connector).catch((error: unknown) => {
				if (httpCodeOf(error) !== '404') throw error;
			});
		}
		return true;
	});
}

/** Publishing has no options of the user. */
const clientOf = (context: IHookFunctions) => createClient(context, { adjustable: [] });

const urlOf = (context: IHookFunctions): string => context.getNodeWebhookUrl('default') ?? '';

/** What is to be entered in Dashdoc. @throws NodeOperationError for settings that cannot work */
async function checkedForm(context: IHookFunctions): Promise<ConnectorForm> {
	const settings = readSettings(context);
	const authorization = await expectedAuthorization(context);
	if (authorization === '' && !settings.isOpen) {
		throw new NodeOperationError(
			context.getNode(),
			"The credential's 'Webhook Authorization' is empty, so every call would be turned away",
			{
				description:
					"Enter there the text that Dashdoc is to send along. To take calls from anybody, add the option 'Accept Without Authorization'.",
			},
		);
	}
	const subscriptions = subscriptionsOf(settings);
	if (subscriptions.length === 0) {
		throw new NodeOperationError(
			context.getNode(),
			'No event is chosen, so nothing would start the workflow',
			{
				description: "Choose at least one event, or set 'Events' to Any Event.",
			},
		);
	}
	const url = urlOf(context);
	if (settings.connect === 'automatic') await refuseUnreachable(context, url);
	const name = `n8n: ${context.getWorkflow().name ?? 'workflow'}`.slice(0, 100);
	return { name, url, authorization, subscriptions };
}

/** A Dashdoc elsewhere cannot call this machine by a name that every machine has for itself. */
async function refuseUnreachable(context: IHookFunctions, url: string): Promise<void> {
	const { environment, baseUrl } = await context.getCredentials(credentialType);
	const isOwn = (address: string) => URL.canParse(address) && isLoopback(new URL(address).hostname);
	if (!isOwn(url) || isOwn(resolveBaseUrl({ environment, baseUrl }))) return;
	throw new NodeOperationError(context.getNode(), `Dashdoc cannot reach this n8n at ${new URL(url).host}`, {
		description:
			'Give n8n an address that can be reached from the internet (environment variable N8N_WEBHOOK_URL), and publish again.',
	});
}

/** Runs what calls the unlisted routes, and says what to do where Dashdoc refuses them. */
async function managing<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	return await work().catch(async (error: unknown) => {
		if (!(error instanceof NodeApiError)) throw error;
		throw refused(context, withoutSecrets(error, await expectedAuthorization(context)));
	});
}

/** Shorter ones are no secrets, and removing them would garble every text. */
const shortestSecret = 4;

/** What Dashdoc answers here holds the authorizations of all webhooks of the account, or repeats the one that was sent. */
function withoutSecrets(error: NodeApiError, authorization: string): NodeApiError {
	delete error.context.data;
	if (authorization.length < shortestSecret) return error;
	const cleaned = (text: string) => text.replaceAll(authorization, '***');
	error.message = cleaned(error.message);
	error.description = cleaned(error.description ?? '');
	error.stack = cleaned(error.stack ?? '');
	return error;
}

/** Statuses by which Dashdoc would close routes to API tokens, or no longer have them. */
const closed = new Set(['403', '404', '405']);

function refused(context: IHookFunctions, error: NodeApiError): Error {
	if (!closed.has(httpCodeOf(error) ?? '')) return error;
	return new NodeOperationError(
		context.getNode(),
		`Dashdoc does not let this API token manage webhooks. Set 'Connect' to In Dashdoc's Settings`,
		{ description: `Then enter the webhook there yourself. Dashdoc's answer: ${error.message}` },
	);
}

const httpCodeOf = (error: unknown): string | undefined =>
	error instanceof NodeApiError && error.httpCode !== null ? error.httpCode : undefined;
