import type { IBinaryData, IDataObject, INodeParameters } from 'n8n-workflow';

/** An operation as it was really run against the sandbox. */
export interface WorkedExample {
	/** What the node was given; nothing but what differs from its defaults. */
	parameters: INodeParameters;
	/** Files of the input item by the name of their field; left out where there are none. */
	files?: Readonly<Record<string, IBinaryData>>;
	/** Name of the operation that ran before on the same data; left out where none was needed. */
	after?: string;
	/** What had happened before, e.g. `a chartered transport`; left out where the data are those of the start. */
	given?: string;
	/** The items that came out, one at least. */
	items: readonly IDataObject[];
	/** What came out of the same run on other things. */
	furtherItems?: readonly IDataObject[];
	/** Files of the first item by the name of their field. */
	itemFiles?: Readonly<Record<string, IBinaryData>>;
}

/** What the documentation has for an operation: a run that worked, or why none did. */
export type Example = WorkedExample | { problem: string };

/** Examples by resource and operation, as `exampleKey` names them. */
export type Examples = ReadonlyMap<string, Example>;

/** Names an operation among all examples, e.g. `contact.invite`. */
export function exampleKey(resource: { value: string }, operation: { value: string }): string {
	return `${resource.value}.${operation.value}`;
}
