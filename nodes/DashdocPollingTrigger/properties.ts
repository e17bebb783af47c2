/** What a user sets in the editor. */
import type { INodeProperties } from 'n8n-workflow';
import { choices, watches } from './watches';

const choosing: INodeProperties[] = Object.entries(choices).map(([event, { options, ...rest }]) => ({
	...rest,
	type: 'multiOptions',
	default: [],
	options: options.map((one) => ({ ...one })),
	displayOptions: { show: { event: [event] } },
}));

export const properties: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		default: 'transportUpdated',
		description: 'What starts the workflow; what is deleted in Dashdoc is not seen',
		options: watches.map(({ name, value, description }) => ({ name, value, description })),
	},
	...choosing,
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simplified',
		description: 'How much of what Dashdoc answers to return',
		options: [
			{ name: 'Raw', value: 'raw', description: 'Everything that Dashdoc answers' },
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'The most useful fields, without nesting, as the Dashdoc node gives them',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Requests per Second',
				name: 'requestsPerSecond',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 10,
				description:
					'Most requests that leave in any second, for all workflows with this credential. Dashdoc allows 10; 0 lifts the limit.',
			},
			{
				displayName: 'Start From',
				name: 'startFrom',
				type: 'dateTime',
				default: '',
				description:
					'What happened at this moment or later is told when the workflow is published; left out, only what happens from then on',
			},
		],
	},
];
