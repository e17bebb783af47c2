/** The routes by which the web app's settings screen manages webhooks (concepts, section 17). */
import { created, noContent, ok, type Answer } from '../http/answer.cts';
import { notFound, refuse, refuseField } from '../http/problems.cts';
import { isJsonObject, type JsonObject } from '../json.cts';
import { pageEnvelope } from '../resources/paging.cts';
import type { UnlistedCall, UnlistedOperation } from '../unlisted.cts';
import { webhookEvents } from './eventNames.cts';
import { addConnector, connectorCollection, connectorView, type StoredConnector } from './records.cts';

/** The screen's list has pages; how long they are is not known. */
const pageSize = 20;

const known = new Set<unknown>(webhookEvents);

const connectorOf = ({ path, tenant }: UnlistedCall): StoredConnector => {
	const connector = tenant.of(connectorCollection).get(path.pk);
	if (!connector) throw notFound();
	return connector;
};

function list(call: UnlistedCall): Answer {
	return ok(pageEnvelope(call, call.tenant.of(connectorCollection).all(), pageSize, connectorView));
}

function create({ body, tenant }: UnlistedCall): Answer {
	const { enabled, parameters } = bodyOf(body);
	const { version, ...form } = checked(parameters);
	for (const member of ['name', 'url', 'subscriptions'] as const) {
		if (form[member] === undefined) {
			throw refuseField(`parameters.${member}`, 'This field is required.', 'required');
		}
	}
	const { name = '', url = '', authorization = '', subscriptions = [] } = form;
	const connector = addConnector(
		tenant,
		{ name, url, authorization, subscriptions },
		{ enabled: enabled !== false, version },
	);
	return created(connectorView(connector));
}

function update(call: UnlistedCall): Answer {
	const connector = connectorOf(call);
	const { enabled, parameters } = bodyOf(call.body);
	Object.assign(connector.parameters, checked(parameters));
	if (typeof enabled === 'boolean') connector.enabled = enabled;
	return ok(connectorView(connector));
}

function remove(call: UnlistedCall): Answer {
	call.tenant.of(connectorCollection).remove(connectorOf(call));
	return noContent();
}

/** A user has mended the receiver: what waits is tried anew. */
function resume(call: UnlistedCall): Answer {
	const connector = connectorOf(call);
	connector.parameters.sending_on_hold = false;
	connector.retried_events_count = 0;
	for (const pending of connector.queue) pending.retries = 0;
	return ok(connectorView(connector));
}

function bodyOf(body: unknown): { enabled?: unknown; parameters: JsonObject } {
	if (!isJsonObject(body)) throw refuse(400, 'A JSON object is expected.', 'parse_error');
	const { enabled, parameters = {} } = body;
	if (!isJsonObject(parameters)) throw refuseField('parameters', 'A JSON object is expected.', 'invalid');
	return { enabled, parameters };
}

interface CheckedForm {
	name?: string;
	url?: string;
	authorization?: string;
	subscriptions?: string[];
	version?: string;
}

/** The members of the form that came, all of them right; the settings' screen asks for name, URL and one event. */
function checked({ name, url, authorization, subscriptions, version }: JsonObject): CheckedForm {
	if (subscriptions !== undefined) {
		const isRight = Array.isArray(subscriptions) && subscriptions.every((one) => known.has(one));
		if (!isRight) throw refuseField('parameters.subscriptions', 'Not a valid choice.', 'invalid_choice');
		if (subscriptions.length === 0) {
			throw refuseField('parameters.subscriptions', 'This list may not be empty.', 'empty');
		}
	}
	const address = text('url', url);
	if (address !== undefined && !/^https?:\/\/\S+$/.test(address)) {
		throw refuseField('parameters.url', 'Enter a valid URL.', 'invalid');
	}
	const form: CheckedForm = {
		name: text('name', name),
		url: address,
		authorization: text('authorization', authorization, true),
		subscriptions: subscriptions as string[] | undefined,
		version: text('version', version),
	};
	return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined));
}

function text(member: string, value: unknown, mayBeEmpty = false): string | undefined {
	if (value === undefined) return undefined;
	if (typeof value !== 'string') throw refuseField(`parameters.${member}`, 'Not a valid string.', 'invalid');
	if (!mayBeEmpty && value.trim() === '') {
		throw refuseField(`parameters.${member}`, 'This field may not be blank.', 'blank');
	}
	return value;
}

export const webhookOperations: readonly UnlistedOperation[] = [
	{ operationId: 'listWebhookConnectors', method: 'GET', path: '/webhook-v2-connector/', answer: list },
	{ operationId: 'createWebhookConnector', method: 'POST', path: '/webhook-v2-connector/', answer: create },
	{
		operationId: 'updateWebhookConnector',
		method: 'PATCH',
		path: '/webhook-v2-connector/{pk}/',
		answer: update,
	},
	{
		operationId: 'deleteWebhookConnector',
		method: 'DELETE',
		path: '/webhook-v2-connector/{pk}/',
		answer: remove,
	},
	{
		operationId: 'resumeWebhookConnector',
		method: 'POST',
		path: '/webhook-v2-connector/{pk}/resume/',
		answer: resume,
	},
];
