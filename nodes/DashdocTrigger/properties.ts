import type { INodeProperties } from 'n8n-workflow';
import { eventGroups } from './events';

/** The ways to tell Dashdoc where to send events. */
export type Connect = 'settings' | 'automatic';

/** How much of an event comes out. */
export type Output = 'simplified' | 'raw' | 'fetchTransport';

const steps = [
	'Copy the Production URL above.',
	"In Dashdoc open the settings, section API, part webhooks, and add one; if it is missing there, ask Dashdoc's support to switch webhooks on.",
	'Enter a name, the URL, and as authorization a text of your own that is hard to guess; choose the events.',
	"Enter the same text as Webhook Authorization in this node's credential, and publish the workflow.",
];

/** n8n shows links and lists of a notice, and strips other tags: line breaks too. */
const notice = (name: string, connect: Connect, displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'notice',
	default: '',
	displayOptions: { show: { connect: [connect] } },
});

const choosingEvents: INodeProperties[] = eventGroups.map(
	({ parameter, displayName, description, events }) => ({
		displayName,
		name: parameter,
		type: 'multiOptions',
		default: [],
		description,
		options: events.map((one) => ({ ...one })),
		displayOptions: { show: { events: ['chosen'] } },
	}),
);

/** What a user sets in the editor. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Connect',
		name: 'connect',
		type: 'options',
		default: 'settings',
		description: 'How Dashdoc learns where to send its events',
		options: [
			{
				name: 'Automatically (Beta)',
				value: 'automatic',
				description:
					'This node enters the webhook while the workflow is published; not every account allows it',
			},
			{
				name: "In Dashdoc's Settings",
				value: 'settings',
				description: 'You enter the webhook yourself, once; works for every account that has webhooks',
			},
		],
	},
	notice('settingsNotice', 'settings', `<ul>${steps.map((step) => `<li>${step}</li>`).join('')}</ul>`),
	notice(
		'automaticNotice',
		'automatic',
		"Enters the webhook in Dashdoc when you publish the workflow and removes it when you unpublish it, with the Webhook Authorization of the credential. It uses addresses that Dashdoc's documentation does not list: should Dashdoc refuse or change them, choose In Dashdoc's Settings.",
	),
	{
		displayName: 'Events',
		name: 'events',
		type: 'options',
		default: 'any',
		description: 'Which events start the workflow; others are answered and dropped',
		options: [
			{ name: 'Any Event', value: 'any', description: 'Whatever Dashdoc sends' },
			{ name: 'Chosen Events', value: 'chosen', description: 'Only those that you choose below' },
		],
	},
	...choosingEvents,
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simplified',
		description: 'How much of an event to return',
		options: [
			{
				name: 'Fetch Transport',
				value: 'fetchTransport',
				description:
					'The simplified event and the whole transport as it is now, which takes one request per event',
			},
			{ name: 'Raw', value: 'raw', description: 'Everything that Dashdoc sends' },
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'The ten most useful fields, without nesting',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		placeholder: 'Add Option',
		options: [
			{
				displayName: 'Accept Without Authorization',
				name: 'acceptWithoutAuthorization',
				type: 'boolean',
				default: false,
				description:
					'Whether to take every call, whatever its authorization; anybody who learns the URL can then start the workflow',
			},
		],
	},
];
