/** Takes the pictures one by one, each in its own window of the browser, in light and dark. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '../editor/browser.cts';
import type { Host } from '../host/host.cts';
import type { Tell } from '../host/installation.cts';
import { photograph } from './camera.cts';
import { panelPictures } from './panelPictures.cts';
import { schemes, type Picture } from './picture.cts';
import { screenPictures } from './screenPictures.cts';
import { workflowPictures } from './workflowPictures.cts';

/** In the order in which they are taken. */
export const pictures: Picture[] = [...screenPictures, ...workflowPictures, ...panelPictures];

/** Pixels of a picture per pixel of the page. */
const SCALE = 1.5;

export interface Taking {
	host: Host;
	browser: Browser;
	/** Where the files go. */
	folder: string;
	/** Pictures to be taken; left out, all. */
	names?: string[];
	tell: Tell;
}

async function take(picture: Picture, { browser, folder, host, tell }: Taking): Promise<void> {
	const editor = await browser.editor(host, { viewport: picture.window, scale: SCALE });
	try {
		await picture.open({ host, editor });
		for (const scheme of schemes) {
			const file = `${picture.name}-${scheme}.png`;
			const content = await photograph(editor.page, picture.frames, scheme);
			writeFileSync(join(folder, file), content);
			tell(`${file}  ${Math.round(content.length / 1000)} kB`);
		}
	} finally {
		await editor.page.context().close();
	}
}

/** @throws Error naming the picture that cannot be taken, or a name that no picture has */
export async function takePictures(taking: Taking): Promise<void> {
	const { names = pictures.map(({ name }) => name) } = taking;
	for (const name of names) {
		const picture = pictures.find((one) => one.name === name);
		if (!picture) throw new Error(`There is no picture "${name}"`);
		try {
			await take(picture, taking);
		} catch (error) {
			throw new Error(`The picture "${name}" cannot be taken: ${(error as Error).message}`, { cause: error });
		}
	}
}
