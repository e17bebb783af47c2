/** One browser for all tests of a file, and waiting for what it comes to show. */
import { setTimeout as wait } from 'node:timers/promises';
import { startBrowser, type Browser, type EditorOptions } from '../../scripts/editor/browser.cts';
import type { Editor } from '../../scripts/editor/editor.cts';
import type { Host } from '../../scripts/host/host.cts';

/** A busy machine may take that long to show what follows an action; nothing waits that long on a quiet one. */
const MILLISECONDS_TO_SHOW = 30_000;

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

/** Reads again and again until it is right, or time is up; what was read last. */
export async function readUntil<T>(read: () => Promise<T>, isRight: (seen: T) => boolean): Promise<T> {
	const deadline = performance.now() + MILLISECONDS_TO_SHOW;
	for (;;) {
		const seen = await read();
		if (isRight(seen) || performance.now() > deadline) return seen;
		await wait(50);
	}
}
