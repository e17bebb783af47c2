/** Takes a picture of what the editor shows, calm and cut to its frames. */
import type { Page } from 'playwright-core';
import { named } from '../editor/selectors.cts';
import type { Frame, Scheme } from './picture.cts';

interface Rectangle {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** What covers others, moves into view or is about n8n itself. */
const unwanted = [
	'.el-notification',
	...[
		'add-sticky-button',
		'canvas-background',
		'canvas-minimap',
		'canvas-node-toolbar',
		'command-bar-button',
		'credential-edit-instance-ai-help-button',
		'instance-ai-canvas-action-button',
		'node-creator-plus-button',
		'node-error-view-instance-ai-button',
		'node-feature-request',
		'project-instance-ai-menu-item',
		'toggle-focus-panel-button',
	].map(named),
	'[data-test-id^="execute-workflow-button"]',
];

const calm = `
	* { caret-color: transparent !important; animation: none !important; transition: none !important; }
	${unwanted.join(', ')} { display: none !important; }
`;

/** Pixels between two frames that are side by side. */
const GAP = 24;

/** Pixels that are left before a cut. */
const BREATH = 14;

/** Switches the editor to an appearance, and lets it finish what it draws. */
async function settle(page: Page, scheme: Scheme): Promise<void> {
	await page.emulateMedia({ colorScheme: scheme });
	await page.evaluate(async () => {
		await document.fonts.ready;
		await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
		for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
	});
}

/** @throws Error naming the selector that finds nothing */
async function rectangleOf(page: Page, { around, from, margin = 0, until }: Frame): Promise<Rectangle> {
	const boxes = async (selector: string): Promise<DOMRect[]> => {
		// A connection that is straight has no height.
		const found = await page.locator(selector).evaluateAll((elements) =>
			elements
				.filter((element) => element.checkVisibility())
				.map((element) => element.getBoundingClientRect())
				.filter(({ width, height }) => width + height > 0),
		);
		if (found.length === 0) throw new Error(`Nothing is shown of ${selector}`);
		return found;
	};
	const all = (await Promise.all(around.map(boxes))).flat();
	const left = Math.min(...all.map((box) => box.left)) - margin;
	const right = Math.max(...all.map((box) => box.right)) + margin;
	const top = from
		? (await boxes(from))[0].top - BREATH / 2
		: Math.min(...all.map((box) => box.top)) - margin;
	const bottom = until
		? (await boxes(until))[0].bottom + BREATH
		: Math.max(...all.map((box) => box.bottom)) + margin;
	const [x, y] = [left, top].map((edge) => Math.max(0, Math.round(edge)));
	return { x, y, width: Math.floor(right) - x, height: Math.round(bottom) - y };
}

interface Shot {
	content: Buffer;
	/** Pixels of the page. */
	width: number;
}

/** Puts pictures side by side, on a page of their own. */
async function joined(page: Page, shots: Shot[], background: string): Promise<Buffer> {
	const images = shots.map(
		({ content, width }) =>
			`<img width="${width}" src="data:image/png;base64,${content.toString('base64')}">`,
	);
	const style = `display: inline-flex; align-items: start; gap: ${GAP}px; background: ${background}`;
	const sheet = await page.context().newPage();
	try {
		await sheet.setContent(`<body style="margin: 0"><div style="${style}">${images.join('')}</div>`);
		return await sheet.locator('div').screenshot();
	} finally {
		await sheet.close();
	}
}

/** Colour of what is behind a frame. */
const backgroundOf = async (page: Page, { around: [first] }: Frame): Promise<string> =>
	await page
		.locator(first)
		.first()
		.evaluate((element) => getComputedStyle(element).backgroundColor);

/** A PNG of the frames as they are shown in an appearance. */
export async function photograph(page: Page, frames: Frame[], scheme: Scheme): Promise<Buffer> {
	await page.addStyleTag({ content: calm });
	await settle(page, scheme);
	if (frames.length === 0) return await page.screenshot();
	const shots: Shot[] = [];
	for (const frame of frames) {
		const clip = await rectangleOf(page, frame);
		shots.push({ content: await page.screenshot({ clip }), width: clip.width });
	}
	return shots.length === 1
		? shots[0].content
		: await joined(page, shots, await backgroundOf(page, frames[0]));
}
