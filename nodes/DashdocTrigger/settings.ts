import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { eventGroups, eventNames } from './events';
import type { Connect, Output } from './properties';

/** What the user set in the editor, as the trigger uses it. */
export interface Settings {
	connect: Connect;
	/** Dashdoc's names of the events that start the workflow; undefined for whatever comes. */
	events?: ReadonlySet<string>;
	output: Output;
	/** Whether calls are taken whatever their authorization. */
	isOpen: boolean;
}

export function readSettings(context: IHookFunctions | IWebhookFunctions): Settings {
	return {
		connect: context.getNodeParameter('connect', 'settings') as Connect,
		output: context.getNodeParameter('output', 'simplified') as Output,
		isOpen: context.getNodeParameter('options.acceptWithoutAuthorization', false) === true,
		...(context.getNodeParameter('events', 'any') === 'chosen' && { events: chosenEvents(context) }),
	};
}

/** An expression may give the names as a text with commas. */
function chosenEvents(context: IHookFunctions | IWebhookFunctions): ReadonlySet<string> {
	const chosen = eventGroups.flatMap(({ parameter }): unknown[] => {
		const value: unknown = context.getNodeParameter(parameter, []);
		return Array.isArray(value) ? value : String(value ?? '').split(',');
	});
	return new Set(chosen.map((name) => String(name).trim()).filter((name) => name !== ''));
}

/** The events to subscribe to in Dashdoc, in its own order. */
export function subscriptionsOf({ events }: Settings): string[] {
	return events ? [...events] : [...eventNames];
}
