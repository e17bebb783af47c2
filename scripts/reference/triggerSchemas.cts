/** Output schemas of the triggers, which have neither resources nor operations. */
import type { RowField } from '../../nodes/Dashdoc/declaration/operation';
import { simplifiedFields } from '../../nodes/DashdocTrigger/items';

/** Fields of the default output of each trigger, by the folder of its node. */
export const triggerFields: Readonly<Record<string, Readonly<Record<string, RowField>>>> = {
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
