import type { Resource } from '../../../nodes/Dashdoc/declaration/operation';
import { startQuickSandbox } from '../../../test/support/sandboxed.cts';
import { exampleKey, type Example, type Examples } from './example.cts';
import { ExampleRunner } from './exampleRunner.cts';

/**
 * Runs every operation of the resources; the same declarations and sandbox give the same examples.
 * @param runs on so many things each is run, where there are so many
 */
export async function allExamples(resources: readonly Resource[], runs = 1): Promise<Examples> {
	const sandbox = await startQuickSandbox();
	try {
		const runner = await ExampleRunner.on(sandbox, resources);
		const examples = new Map<string, Example>();
		for (const resource of resources) {
			for (const operation of resource.operations) {
				examples.set(exampleKey(resource, operation), await runner.exampleOf(resource, operation, runs));
			}
		}
		return examples;
	} finally {
		await sandbox.close();
	}
}
