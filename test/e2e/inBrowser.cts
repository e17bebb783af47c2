/** One browser for all tests of a file. */
import { startBrowser, type Browser, type EditorOptions } from '../../scripts/editor/browser.cts';
import type { Editor } from '../../scripts/editor/editor.cts';
import type { Host } from '../../scripts/host/host.cts';

/**
 * Starts a browser before the first test and stops it after the last.
 * @param host gives the host once it has started
 * @param take gets the editor, signed in, before the first test
 */
export function useEditor(host: () => Host, take: (editor: Editor) => void, options?: EditorOptions): void {
	let browser: Browser | undefined;
	beforeAll(async () => {
		browser = await startBrowser((line) => process.stderr.write(`${line}\n`));
		take(await browser.editor(host(), options));
	});
	afterAll(async () => await browser?.stop());
}
