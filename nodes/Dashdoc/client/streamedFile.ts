import type { ByteStream } from './types';

type Chunk = Uint8Array<ArrayBuffer>;

/**
 * A file of a form whose content comes from a stream while it is sent. `FormData` keeps a `File` as it is, and who
 * sends the form reads `size` and `stream()`, chunk by chunk.
 */
export class StreamedFile extends File {
	/** What reading the stream threw. */
	failure?: { reason: unknown };

	private isClosed = false;

	/** @param length bytes of the stream, which are announced before it is read */
	constructor(
		name: string,
		mediaType: string,
		private readonly length: number,
		private readonly source: ByteStream,
	) {
		super([], name, { type: mediaType });
		Object.defineProperty(this, 'size', { value: length });
		// A stream may fail before anybody reads it; whoever reads it then gets the same error.
		source.on('error', () => undefined);
	}

	override stream(): ReadableStream<Chunk> {
		const chunks = this.source[Symbol.asyncIterator]() as AsyncIterator<Chunk>;
		let sent = 0;
		return new ReadableStream<Chunk>(
			{
				pull: async (sink) => {
					const { done, value } = await chunks.next().catch((reason: unknown) => this.fail(reason));
					sent += done ? 0 : value.byteLength;
					// Missing bytes would leave the receiver waiting, further ones would be taken for another request.
					if (sent > this.length) this.fail(this.wrongSize('more than'));
					if (done && sent < this.length) this.fail(this.wrongSize(`only ${sent} of`));
					if (done) sink.close();
					else sink.enqueue(value);
				},
				cancel: () => this.close(),
			},
			{ highWaterMark: 0 },
		);
	}

	/** Lets go of the stream, read or not. */
	close(): void {
		this.isClosed = true;
		this.source.destroy();
	}

	private fail(reason: unknown): never {
		if (!this.isClosed) this.failure ??= { reason };
		throw reason;
	}

	private wrongSize(what: string): Error {
		return new Error(`The file "${this.name}" has ${what} the ${this.length} bytes that its store tells`);
	}
}
