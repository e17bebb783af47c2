import { join } from 'node:path';
import { Dashdoc } from '../../nodes/Dashdoc/Dashdoc.node';
import { builtNodes, manifest } from '../support/builtPackage.cts';
import { root, runCommand } from '../support/command.cts';

jest.setTimeout(180_000); // programs are started, on machines that may be busy

/** Plain JavaScript for a fresh process: tells the files of the package that are loaded once n8n shows the node. */
const measurement = `
const [file, name] = process.argv.slice(1);
new (require(file)[name])();
console.log(JSON.stringify(Object.keys(require.cache)));
`;

test('showing the node loads no declarations, and nothing that runs it', async () => {
	const file = join(root, manifest.n8n.nodes[0]);
	const { stderr, stdout } = await runCommand(process.execPath, ['-e', measurement, file, 'Dashdoc']);
	expect(stderr).toBe('');
	const folder = join(root, 'dist', 'nodes', 'Dashdoc', '/');
	const loaded = (JSON.parse(stdout) as string[])
		.filter((path) => path.startsWith(folder))
		.map((path) => path.slice(folder.length));
	expect(loaded).toEqual(expect.arrayContaining(['Dashdoc.node.js', 'properties.json', 'lookups/index.js']));
	expect(loaded.filter((path) => /^(engine|client|resources|fields)\//.test(path))).toEqual([]);
});

test('what the build wrote is what the declarations say', () => {
	const [{ instance }] = builtNodes();
	const { properties } = new Dashdoc().description;
	expect(JSON.stringify(instance.description.properties)).toBe(JSON.stringify(properties));
});
