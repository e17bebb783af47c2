import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/Dashdoc/declaration/operation';
import type { Parameter } from '../../nodes/Dashdoc/declaration/parameter';
import { resources } from '../../nodes/Dashdoc/resources';
import { schemaFiles } from '../../scripts/reference/schemaFiles.cts';
import { outputSchema } from '../../scripts/reference/outputSchema.cts';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { filesIn } from '../support/builtPackage.cts';
import { root } from '../support/command.cts';
import { run, searchList, type Subject } from '../support/engine.cts';

const folder = 'dist/nodes/Dashdoc/__schema__';

describe('the fields that the editor shows before the first run', () => {
	const generated = schemaFiles(resources);

	test.each([...generated])('%s is built as declared', (path, text) => {
		expect(readFileSync(join(root, folder, path), 'utf8')).toBe(text);
	});

	test('there is a schema for every operation and for nothing else', () => {
		const operations = resources.flatMap(({ operations, value }) =>
			operations.map((operation) => `v1.0.0/${value}/${operation.value}.json`),
		);
		expect(
			filesIn(folder)
				.map((file) => file.slice(folder.length + 1))
				.sort(),
		).toEqual(operations.sort());
	});
});

describe('what an operation gives out fits its schema', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ requestsPerSecond: 0 });
	});
	beforeEach(() => sandbox.reset());
	afterAll(async () => await sandbox.close());

	const cases = resources.flatMap((resource) =>
		resource.operations.map(
			(operation) => [`${resource.name}: ${operation.name}`, resource, operation] as const,
		),
	);
	test.each(cases)('%s', async (_, resource, operation) => {
		const items = await succeedingItems(sandbox, resource, operation);
		expect(items).not.toEqual([]);
		const schema = outputSchema(resource, operation);
		// Where the user names the endpoint, the fields of the answer are not known.
		const isOpen = operation.route === undefined;
		const validate = new Ajv({ strict: false, allErrors: true }).compile({
			...schema,
			additionalProperties: isOpen,
		});
		for (const { json } of items) {
			validate(json);
			expect(validate.errors ?? []).toEqual([]);
		}
	});
});

/** So many existing objects are tried, since some refuse: a contact without address cannot be invited. */
const candidates = 10;

/** Runs an operation with its required parameters on existing objects and gives the items of those that worked. */
async function succeedingItems(
	{ token, url }: Sandbox,
	{ value }: Resource,
	operation: Operation,
): Promise<INodeExecutionData[]> {
	const credential = { apiToken: token, environment: 'custom', baseUrl: url };
	const required = operation.parameters.filter(
		({ property }) => property.required && !property.displayOptions,
	);
	const values = await Promise.all(
		required.map(
			async (parameter) => [parameter.property.name, await valuesOf(parameter, { credential })] as const,
		),
	);
	const { outputs } = await run({
		credential,
		parameters: {
			resource: value,
			operation: operation.value,
			options: { requestsPerSecond: 0 },
			...Object.fromEntries(required.map(({ property }) => [property.name, expressionFor(property)])),
			...changeFor(operation),
		},
		items: Array.from({ length: candidates }, (_, item) => ({
			json: Object.fromEntries(values.map(([name, list]) => [name, list[item % list.length]])),
		})),
		node: { onError: 'continueRegularOutput' },
	});
	return outputs[0].filter(({ json }) => json.error === undefined);
}

function expressionFor({ name, type }: Parameter['property']): INodeParameters[string] {
	const value = `={{ $json.${name} }}`;
	return type === 'resourceLocator' ? { __rl: true, mode: 'id', value } : value;
}

/** Existing objects for a locator; the example that the editor shows for anything else. */
async function valuesOf({ property }: Parameter, subject: Subject): Promise<Array<string | number>> {
	const list = property.modes?.find(({ name }) => name === 'list')?.typeOptions?.searchListMethod;
	if (list === undefined) return [property.placeholder?.replace('e.g. ', '') ?? (property.default as string)];
	const values = existing.get(list) ?? (await searchValues(subject, list));
	existing.set(list, values);
	return values;
}

/** Values by list search; every test starts from the same data, so that one search per list is enough. */
const existing = new Map<string, Array<string | number>>();

async function searchValues(subject: Subject, list: string): Promise<Array<string | number>> {
	const { results } = await searchList(subject, list);
	return results.slice(0, candidates).map(({ value }) => value as string | number);
}

/** An update must change something: the first field that takes a plain text. */
function changeFor({ parameters }: Operation): INodeParameters {
	const fields = parameters.find(({ property }) => property.name === 'updateFields')?.members ?? [];
	const field = fields.find(({ property }) => property.type === 'string' && property.placeholder)?.property;
	return field ? { updateFields: { [field.name]: field.placeholder?.replace('e.g. ', '') ?? '' } } : {};
}
