import type { Parameter } from '../declaration/parameter';

/** Return All and Limit of every list; the engine reads them by these names. */
export const listing: ReadonlyArray<Parameter<never>> = [
	{
		property: {
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		targets: [],
	},
	{
		property: {
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { returnAll: [false] } },
		},
		targets: [],
	},
];

/** Of actions on a list; the engine reads it by this name. */
export const sendTogether: Parameter<never> = {
	property: {
		displayName: 'Send Together',
		name: 'sendTogether',
		type: 'boolean',
		default: false,
		description:
			'Whether items of this execution with the same settings go in one request, up to 50 at a time, which is faster; each keeps its own result',
	},
	targets: [],
};

/** How much of a big object comes out. */
export const output: ReadonlyArray<Parameter<never>> = [
	{
		property: {
			displayName: 'Output',
			name: 'output',
			type: 'options',
			default: 'simplified',
			description: 'How much of what Dashdoc answers to return',
			options: [
				{
					name: 'Raw',
					value: 'raw',
					description: 'Everything that Dashdoc answers',
				},
				{
					name: 'Selected Fields',
					value: 'selected',
					description: 'The fields that you name; the identifier is always kept',
				},
				{
					name: 'Simplified',
					value: 'simplified',
					description: 'The ten most useful fields, without nesting',
				},
			],
		},
		targets: [],
	},
	{
		property: {
			displayName: 'Fields',
			name: 'fields',
			type: 'string',
			default: '',
			placeholder: 'e.g. name, primary_address.city',
			description: "Dashdoc's names of the fields to return, separated by commas, with dots for nested ones",
			displayOptions: { show: { output: ['selected'] } },
		},
		targets: [],
	},
];

/** How politely and how patiently Dashdoc is called; on every operation. */
export const options: Parameter<never> = {
	property: {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Maximum Wait',
				name: 'maximumWait',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 60,
				description:
					'Seconds that one request may spend waiting in all when Dashdoc asks to slow down or does not answer',
			},
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
				displayName: 'Timeout',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60,
				description: 'Seconds after which a request without answer counts as lost',
			},
		],
	},
	targets: [],
};
