/** Output schemas of the triggers, which have neither resources nor operations. */
import type { RowField } from '../../nodes/Dashdoc/declaration/operation';
import { transport } from '../../nodes/Dashdoc/resources/transport';
import { simplifiedFields } from '../../nodes/DashdocTrigger/items';
import { outputFields } from './outputSchema.cts';

/** A transport as lists of the Dashdoc node give it: what the polling trigger gives unless told otherwise. */
function transportFields(): Record<string, RowField> {
	const listing = transport.operations.find(({ value }) => value === 'getAll');
	if (!listing) throw new Error('Transports have no list');
	return Object.fromEntries(
		outputFields(transport, listing).map(({ name, schema: { type }, description = '' }) => {
			const [plain] = [type].flat().filter((one) => one !== 'null');
			return [name, { type: plain as RowField['type'], description }];
		}),
	);
}

/** Fields of the default output of each trigger, by the folder of its node. */
export const triggerFields: Readonly<Record<string, Readonly<Record<string, RowField>>>> = {
	DashdocPollingTrigger: transportFields(),
	DashdocTrigger: simplifiedFields,
};

/** Where n8n looks: the editor at the first path, the look-up of its assistant at the second one as well. */
const paths = ['v1.0.0.json', 'v1.0.0/output.json'];

/** Text of every schema file of a trigger by its path within `__schema__`. */
export function triggerSchemaFiles(fields: Readonly<Record<string, RowField>>): Map<string, string> {
	const properties = Object.fromEntries(
		Object.entries(fields).map(([name, { type }]) => [name, { type: [type, 'null'] }]),
	);
	const text = `${JSON.stringify({ type: 'object', properties, version: 1 }, null, '\t')}\n`;
	return new Map(paths.map((path) => [path, text]));
}
