/** A file that the sandbox serves. */
export interface MediaFile {
	filename: string;
	mediaType: string;
	content: Buffer;
}

/** Most bytes of uploaded files that are kept; the oldest go first. */
const capacity = 200 * 1024 * 1024;

/** Files behind the URLs that answers give: uploaded ones, and a small PDF for every generated document. */
export class Media {
	private readonly files = new Map<string, MediaFile>();
	private size = 0;

	constructor(private readonly url: string) {}

	/** Keeps an uploaded file and returns its URL. */
	add(uid: string, file: MediaFile): string {
		const path = `/media/${uid}/${encodeURIComponent(file.filename)}`;
		this.files.set(path, file);
		this.size += file.content.length;
		for (const [oldest, { content }] of this.files) {
			if (this.size <= capacity || oldest === path) break;
			this.files.delete(oldest);
			this.size -= content.length;
		}
		return `${this.url}${path}`;
	}

	/** URL of a document that Dashdoc itself makes, such as a consignment note. */
	generated(name: string): string {
		return `${this.url}/media/generated/${encodeURIComponent(name)}.pdf`;
	}

	/** The file at a path (as sent, still encoded). */
	find(path: string): MediaFile | undefined {
		const generated = /^\/media\/generated\/([^/]+\.pdf)$/.exec(path);
		if (generated) return { filename: generated[1], mediaType: 'application/pdf', content: smallPdf };
		return this.files.get(path);
	}
}

/** A PDF of one empty A4 page; readers accept it without a cross-reference table. */
const smallPdf = Buffer.from(
	[
		'%PDF-1.4',
		'1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
		'2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
		'3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj',
		'trailer<</Root 1 0 R>>',
		'%%EOF',
		'',
	].join('\n'),
);
