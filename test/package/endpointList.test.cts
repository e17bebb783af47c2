import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resources } from '../../nodes/Dashdoc/resources';
import { apiOperations } from '../../scripts/reference/apiDescription.cts';
import { endpointList } from '../../scripts/reference/endpointList.cts';
import { isOwned, usesByRoute } from '../../scripts/reference/uses.cts';
import { root } from '../support/command.cts';

const { entries, leftOut } = endpointList();
const listed = entries.flatMap(({ routes }) => routes.map(({ route }) => route));
const described = apiOperations().map(({ route }) => route);
const uses = usesByRoute(resources);
const nameOf = (path: readonly string[]) => path.join(' › ');

describe("Dashdoc's list of endpoints", () => {
	test('has the 75 entries of the documentation, each once', () => {
		const names = entries.map(({ path }) => nameOf(path));
		expect(names).toHaveLength(75);
		expect(new Set(names).size).toBe(75);
	});

	test('names every operation of the API description once, and nothing else', () => {
		expect([...listed].sort()).toEqual([...described].sort());
	});

	test('says with the words of the description how well each operation is known', () => {
		const words = new Set(entries.flatMap(({ routes }) => routes.map(({ evidence }) => evidence)));
		expect([...words].sort()).toEqual(['assumed', 'documented', 'observed']);
	});

	test.each(entries.map(({ path, routes }) => [nameOf(path), path, routes] as const))(
		'%s has a row with its operations on the coverage page',
		(name, _, routes) => {
			const page = readFileSync(join(root, 'docs/coverage.md'), 'utf8');
			const rows = page.split('\n').filter((line) => line.startsWith(`| ${name} | `));
			const row = rows.find((line) => routes.every(({ route }) => line.includes(`\`${route}\``)));
			expect({ name, row }).toEqual({ name, row: expect.any(String) as string });
		},
	);
});

describe('what the node leaves out on purpose', () => {
	test.each([...leftOut])('%s is known, has a reason and no operation', (route, reason) => {
		expect(described).toContain(route);
		expect(reason).toMatch(/^[A-Z].{20,}\.$/);
		expect(isOwned(uses, route)).toBe(false);
	});
});

describe('nothing is missing of', () => {
	test.each(entries.map(({ path, routes }) => [nameOf(path), routes] as const))('%s', (_, routes) => {
		const missing = routes
			.map(({ route }) => route)
			.filter((route) => !isOwned(uses, route) && !leftOut.has(route));
		expect(missing).toEqual([]);
	});

	test('the API description, but what is left out on purpose', () => {
		expect(described).toHaveLength(155);
		expect([...leftOut.keys()]).toEqual(['DELETE /transports/', 'POST /transports/mark-invoiced/']);
		expect(described.filter((route) => isOwned(uses, route))).toHaveLength(153);
	});
});
