import type { Resource } from '../../nodes/Dashdoc/declaration/operation';
import { outputSchema } from './outputSchema.cts';

/** Version of the node to which the schemas belong, as n8n writes it in the path. */
const nodeVersion = 'v1.0.0';

/** Text of every schema file by its path within `__schema__`, e.g. `v1.0.0/contact/invite.json`. */
export function schemaFiles(resources: readonly Resource[]): Map<string, string> {
	return new Map(
		resources.flatMap((resource) =>
			resource.operations.map((operation) => {
				const schema = JSON.stringify(outputSchema(resource, operation), null, '\t');
				return [`${nodeVersion}/${resource.value}/${operation.value}.json`, `${schema}\n`] as const;
			}),
		),
	);
}
