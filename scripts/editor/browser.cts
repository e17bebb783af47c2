/** Chromium without a window, on a profile of its own; every editor in it has a session of its own. */
import { chromium, type BrowserContext } from 'playwright-core';
import { ensurePrograms } from '../host/debian.cts';
import type { Host } from '../host/host.cts';
import type { Tell } from '../host/installation.cts';
import { Editor } from './editor.cts';

export interface EditorOptions {
	scheme?: 'light' | 'dark';
	viewport?: { width: number; height: number };
	/** Pixels of a picture per pixel of the page. */
	scale?: number;
}

export interface Browser {
	/** An editor of this n8n, signed in as its owner. */
	editor(host: Pick<Host, 'url' | 'owner'>, options?: EditorOptions): Promise<Editor>;
	stop(): Promise<void>;
}

const chromiumProgram = {
	program: 'chromium',
	others: ['chromium-browser', 'google-chrome', 'google-chrome-stable'],
	package: 'chromium',
	folders: ['/Applications/Google Chrome.app/Contents/MacOS', '/Applications/Chromium.app/Contents/MacOS'],
};

const parameters = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// Whatever the editor wants from elsewhere: tests need nobody but this machine.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Time for a step on a busy machine; nothing waits that long on a quiet one. */
const MILLISECONDS_PER_STEP = 60_000;

/** Movements are over at once: each would be waited for, and say nothing. */
const withoutMovement = '*, ::before, ::after { transition: none !important; animation: none !important; }';

/** n8n binds a session to the browser that began it. */
const browserId = 'n8n-nodes-dashdoc-browser';

async function signIn(context: BrowserContext, { owner, url }: Pick<Host, 'url' | 'owner'>): Promise<void> {
	await context.addInitScript((id) => localStorage.setItem('n8n-browserId', id), browserId);
	const answer = await context.request.post(`${url}/rest/login`, {
		headers: { 'browser-id': browserId },
		data: { emailOrLdapLoginId: owner.email, password: owner.password },
	});
	if (!answer.ok()) throw new Error(`n8n refused to sign in: ${answer.status()} ${await answer.text()}`);
}

/** Starts Chromium, which is installed where it is missing and that is possible. */
export async function startBrowser(tell: Tell = () => {}): Promise<Browser> {
	const [executablePath] = ensurePrograms([chromiumProgram], tell);
	const browser = await chromium.launch({ executablePath, args: parameters, chromiumSandbox: false });
	return {
		async editor(host, { scale = 1, scheme = 'light', viewport = { width: 1440, height: 900 } } = {}) {
			const context = await browser.newContext({
				colorScheme: scheme,
				deviceScaleFactor: scale,
				viewport,
				locale: 'en-GB',
				timezoneId: 'Europe/Paris',
				reducedMotion: 'reduce',
			});
			context.setDefaultTimeout(MILLISECONDS_PER_STEP);
			await context.addInitScript((css) => {
				const sheet = new CSSStyleSheet();
				sheet.replaceSync(css);
				document.adoptedStyleSheets.push(sheet);
			}, withoutMovement);
			await signIn(context, host);
			return new Editor(await context.newPage(), host.url);
		},
		stop: async () => await browser.close(),
	};
}
