/** `npm run docs:pictures`: takes the pictures of README and docs from a running editor. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/support/command.cts';
import { startBrowser } from './editor/browser.cts';
import { startHost } from './host/host.cts';
import { prepareSandbox } from './host/preparation.cts';
import { pictures, takePictures } from './pictures/takePictures.cts';

const usage = `Takes the pictures of the documentation into docs/pictures, light and dark.

  npm run docs:pictures -- [names]

Without names, all of them:
${pictures.map(({ name }) => `  ${name}`).join('\n')}`;

const tell = (line: string) => console.log(line);

/** The address that the nodes show; the real one has a port of its own on each run. */
const environment = { N8N_WEBHOOK_URL: 'https://n8n.example.com/' };

async function main(): Promise<void> {
	const { positionals, values } = parseArgs({
		allowPositionals: true,
		options: { help: { type: 'boolean' } },
	});
	if (values.help) return tell(usage);
	const folder = join(root, 'docs', 'pictures');
	mkdirSync(folder, { recursive: true });
	const browser = await startBrowser(tell);
	try {
		const host = await startHost({ environment, tell });
		try {
			await prepareSandbox(host.sandbox);
			const names = positionals.length > 0 ? positionals : undefined;
			await takePictures({ host, browser, folder, names, tell });
		} finally {
			await host.stop();
		}
	} finally {
		await browser.stop();
	}
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
