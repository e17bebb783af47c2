/**
 * The webhooks that an account has, through the routes of Dashdoc's own settings screen. They are not in Dashdoc's
 * documentation, and so not in api/openapi.yaml: what is written here was seen in the web app.
 */
import { isObject } from '../Dashdoc/client/isObject';
import type { DashdocClient, RouteText } from '../Dashdoc/client/types';

const routes = {
	list: 'GET /webhook-v2-connector/',
	create: 'POST /webhook-v2-connector/',
	update: 'PATCH /webhook-v2-connector/{pk}/',
	remove: 'DELETE /webhook-v2-connector/{pk}/',
	resume: 'POST /webhook-v2-connector/{pk}/resume/',
} as const satisfies Readonly<Record<string, RouteText>>;

/** What the settings screen asks for. */
export interface ConnectorForm {
	name: string;
	url: string;
	/** Sent with every call, presumably as the header Authorization. */
	authorization: string;
	/** Dashdoc's names of events. */
	subscriptions: readonly string[];
}

/** A webhook as Dashdoc shows it; whatever it leaves out is missing. */
export interface Connector extends Partial<ConnectorForm> {
	pk: number | string;
	isEnabled: boolean;
	/** Whether Dashdoc stopped sending after repeated failures. */
	isOnHold: boolean;
}

/** The webhooks that lead to an address. */
export async function connectorsTo(client: DashdocClient, url: string): Promise<Connector[]> {
	const objects = await client.list({ route: routes.list });
	return objects.flatMap((object) => readConnector(object)).filter((connector) => connector.url === url);
}

function readConnector({ pk, enabled, parameters }: Readonly<Record<string, unknown>>): Connector[] {
	if ((typeof pk !== 'number' && typeof pk !== 'string') || !isObject(parameters)) return [];
	const { name, url, authorization, subscriptions, sending_on_hold } = parameters;
	return [
		{
			pk,
			isEnabled: enabled !== false,
			isOnHold: sending_on_hold === true,
			name: textOr(name),
			url: textOr(url),
			authorization: textOr(authorization),
			subscriptions: Array.isArray(subscriptions) ? subscriptions.map(String) : undefined,
		},
	];
}

const textOr = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Whether a webhook sends what the form asks for; what Dashdoc does not show counts as different. */
export function fits(connector: Connector, { authorization, subscriptions }: ConnectorForm): boolean {
	const { isEnabled, isOnHold } = connector;
	const listed = (names: readonly string[] = []) => [...names].sort().join('\n');
	return (
		isEnabled &&
		!isOnHold &&
		connector.authorization === authorization &&
		listed(connector.subscriptions) === listed(subscriptions)
	);
}

const bodyOf = (form: ConnectorForm) => ({
	enabled: true,
	parameters: { ...form, subscriptions: [...form.subscriptions], version: 'v4' },
});

export async function createConnector(client: DashdocClient, form: ConnectorForm): Promise<void> {
	await client.send({ route: routes.create, body: bodyOf(form) });
}

/** The same values set twice are the same values. */
export async function updateConnector(
	client: DashdocClient,
	{ pk, isOnHold }: Connector,
	form: ConnectorForm,
): Promise<void> {
	await client.send({ route: routes.update, path: { pk }, body: bodyOf(form), repeatable: true });
	if (isOnHold) await client.send({ route: routes.resume, path: { pk }, repeatable: true });
}

export async function removeConnector(client: DashdocClient, { pk }: Connector): Promise<void> {
	await client.send({ route: routes.remove, path: { pk } });
}
