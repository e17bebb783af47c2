/** What a picture of the documentation is: a screen of the running editor, and the part of it that is shown. */
import type { Editor } from '../editor/editor.cts';
import type { Host } from '../host/host.cts';

/** Where pictures are taken. */
export interface Stage {
	host: Host;
	editor: Editor;
}

/** A part of the screen: the smallest rectangle around all visible elements that these selectors find. */
export interface Frame {
	/** CSS selectors. */
	around: string[];
	/** Pixels that are added on each side. */
	margin?: number;
	/** What lies above this element is cut off. */
	from?: string;
	/** What lies below this element is cut off. */
	until?: string;
}

export interface Size {
	width: number;
	height: number;
}

export interface Picture {
	/** Name of its files, without the scheme and the ending. */
	name: string;
	/** Size of the window. */
	window: Size;
	/** Brings the editor to where the picture is taken. */
	open(stage: Stage): Promise<void>;
	/** Several are put side by side; none: the whole window. */
	frames: Frame[];
}

/** Appearances of the editor; each picture is taken in all of them. */
export const schemes = ['light', 'dark'] as const;

export type Scheme = (typeof schemes)[number];
