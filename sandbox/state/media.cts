import { bytesOf, pdfOf, smallJpeg } from './samples.cts';

/** A file that was uploaded. */
export interface MediaFile {
	filename: string;
	mediaType: string;
	content: Buffer;
}

/** A file as it is served. */
export interface ServedFile {
	filename: string;
	mediaType: string;
	/** Bytes. */
	size: number;
	/** False to leave the size out of the answer, as servers do that make a file while they send it. */
	isSizeTold: boolean;
	pieces: () => Iterable<Buffer>;
}

/** How big a made-up file is to be. */
export interface MadeFile {
	filename: string;
	mediaType: string;
	/** Bytes. */
	size: number;
	isSizeTold: boolean;
}

/** Most bytes of uploaded files that are kept; the oldest go first. */
const capacity = 200 * 1024 * 1024;

/** Files behind the URLs that answers give: uploaded ones, generated papers, and made-up ones of any size. */
export class Media {
	private readonly files = new Map<string, MediaFile>();
	private readonly papers = new Map<string, readonly string[]>();
	private readonly made = new Map<string, MadeFile>();
	private size = 0;

	constructor(
		private readonly url: string,
		private readonly storageUrl: string,
	) {}

	/** Keeps an uploaded file and returns its URL. */
	add(uid: string, file: MediaFile): string {
		const path = pathOf(uid, file.filename);
		this.files.set(path, file);
		this.size += file.content.length;
		for (const [oldest, { content }] of this.files) {
			if (this.size <= capacity || oldest === path) break;
			this.files.delete(oldest);
			this.size -= content.length;
		}
		return `${this.url}${path}`;
	}

	/** URL of a PDF that Dashdoc itself makes, such as a consignment note, with lines of text below its name. */
	generated(name: string, ...lines: string[]): string {
		const path = pathOf('generated', `${name}.pdf`);
		this.papers.set(path, [name, ...lines]);
		return `${this.url}${path}`;
	}

	/** URL of a small photo. */
	photo(name: string): string {
		return this.add(name, { filename: `${name}.jpg`, mediaType: 'image/jpeg', content: smallJpeg });
	}

	/** URL of a file of any size, which exists only while it is sent. */
	make(uid: string, file: MadeFile): string {
		const path = pathOf(uid, file.filename);
		this.made.set(path, file);
		return `${this.url}${path}`;
	}

	/** The file at a path (as sent, still encoded). */
	find(path: string): ServedFile | undefined {
		const made = this.made.get(path);
		if (made) return { ...made, pieces: () => bytesOf(made.size) };
		const file = this.files.get(path);
		if (file) return served(file);
		const lines = this.papers.get(path);
		const filename = decodeURIComponent(path.split('/').pop() ?? '');
		return lines && served({ filename, mediaType: 'application/pdf', content: pdfOf(lines) });
	}

	/** Where the object storage has a file that the API has at that path; signed, as such addresses are. */
	inStorage(path: string): string {
		return `${this.storageUrl}${path}?X-Amz-Expires=300&X-Amz-Signature=5a4db0c0ffee`;
	}

	/** An answer with the addresses of files replaced by those in the storage. */
	toStorage(json: string): string {
		return json.replace(
			new RegExp(`"${escaped(this.url)}(/media/[^"]*)"`, 'g'),
			(_, path: string) => `"${this.inStorage(path)}"`,
		);
	}
}

function pathOf(folder: string, filename: string): string {
	return `/media/${folder}/${encodeURIComponent(filename)}`;
}

function served({ filename, mediaType, content }: MediaFile): ServedFile {
	return { filename, mediaType, size: content.length, isSizeTold: true, pieces: () => [content] };
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
