import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** The n8n contexts from which Dashdoc can be called. */
export type ClientContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Method and path template of an endpoint, relative to `/api/v4`, e.g. `PATCH /contacts/{uid}/`. */
export type RouteText = `${Method} /${string}`;

export type QueryScalar = string | number | boolean;

/**
 * A list is sent as one comma separated value, the form of Dashdoc's `__in` filters. An empty one is refused before
 * anything is sent: Dashdoc would take it for "no filter" and answer, or change, everything.
 */
export type QueryValue = QueryScalar | readonly QueryScalar[] | undefined;

/** How an error may speak of a request in the user's words; the client itself knows no n8n parameter. */
export interface Wording {
	/** Display name behind a field of the body or query, given as dotted name without list positions. */
	label?: (field: string) => string | undefined;
	/** What the path points at, e.g. `Contact "687cddac"`; used when Dashdoc finds nothing there. */
	subject?: string;
}

/** n8n's own type of a stream of bytes: what `prepareBinaryData` takes besides a buffer. */
export type ByteStream = Exclude<Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0], Buffer>;

/** A file as part of a multipart body; what its reading throws leaves the client as it is. */
export type FormFile = {
	/** As the receiver shall see it, e.g. `protocole-sécurité.pdf`; of a path only the last part is sent. */
	fileName: string;
	/** Media type, e.g. `application/pdf`. */
	mediaType: string;
} & (HeldContent | StreamedContent);

/** Content that is in memory while it is sent. */
interface HeldContent {
	/** Called once per attempt, so that an upload that is sent again needs no second copy in the meantime. */
	read: () => Promise<Uint8Array>;
	open?: undefined;
}

/** Content of any length, of which only a few chunks are in memory at a time. */
interface StreamedContent {
	read?: undefined;
	/** Called once per attempt; the stream is read or destroyed by the client. */
	open: () => Promise<ByteStream>;
	/** Bytes that the stream holds, exactly: they are announced before the stream is read. */
	size: number;
}

/** One part of a multipart body: a plain field or a file. */
export interface FormPart {
	/** Dashdoc's name of the part, e.g. `document`. */
	name: string;
	/** Line breaks of a plain field travel as CRLF, as browsers send them. */
	value: string | FormFile;
}

/** What a request carries: JSON, a form, or nothing. */
type Payload =
	| { body?: IDataObject | IDataObject[]; form?: undefined }
	| {
			body?: undefined;
			/** Parts of a multipart body, in order; exclusive with `body`. */
			form?: readonly FormPart[];
	  };

/** One call of Dashdoc. Path values are encoded by the client; `undefined` query values are left out. */
export type DashdocRequest = Payload & {
	route: RouteText;
	path?: Readonly<Record<string, string | number>>;
	query?: Readonly<Record<string, QueryValue>>;
	/**
	 * Whether a second arrival does no harm. Left out: true for GET, PUT and DELETE, false for POST and PATCH.
	 * Only a repeatable request is sent again after a lost connection, a time-out or a 502, 503, 504.
	 */
	repeatable?: boolean;
	wording?: Wording;
};

/** What Dashdoc answered; an empty answer (204) has the body `undefined`. */
export interface DashdocAnswer {
	statusCode: number;
	/** Names in lower case. */
	headers: Readonly<Record<string, unknown>>;
	body: unknown;
}

/** A file of Dashdoc whose content is still to come. */
export interface DashdocFile {
	/**
	 * To be read or destroyed, since it holds a connection; not kept in memory. An interruption or a stop of the
	 * execution is an `error` of the stream.
	 */
	content: ByteStream;
	/** As its host names it, else the last part of its address; without path, never empty. */
	fileName: string;
	/** Without parameters; `application/octet-stream` when not told. */
	mediaType: string;
	/** Bytes, where told; as told, so not to be relied on. */
	size?: number;
}

export interface ListOptions {
	/** Number of objects wanted at most; left out: all of them. */
	limit?: number;
}

/** One page of a list, in Dashdoc's order. */
export interface ListPage {
	objects: IDataObject[];
	/** Number of objects over all pages; undefined when Dashdoc does not tell. */
	count?: number;
	hasNext: boolean;
	/** When Dashdoc answered by its own clock, milliseconds since 1970; undefined where it does not tell. */
	moment?: number;
}

/** Options that users may have under *Options* of a node. */
export type AdjustableOption = 'requestsPerSecond' | 'maximumWait' | 'timeout';

/** How Dashdoc is to be called. */
export interface ClientOptions {
	/** Requests per second for this credential, shared by the whole process; 0 lifts the pace. Default 10. */
	requestsPerSecond?: number;
	/** Seconds that one request may spend waiting to be sent again (429, outages), in all. Default 60. */
	maximumWait?: number;
	/** Seconds until an unanswered request counts as lost. Default 60. */
	timeout?: number;
	/** Which of these the user can set; messages advise no others. Default: all of them. */
	adjustable?: readonly AdjustableOption[];
}

/**
 * The only way to Dashdoc. Every method throws `NodeApiError` with a readable message for a refusal by Dashdoc,
 * `NodeOperationError` for a request that was not sent at all (credential, path), and n8n's cancellation when
 * the execution is stopped. What the `read` or the stream of a file throws goes through as it is; the request was
 * not sent then, or not to its end.
 */
export interface DashdocClient {
	send(request: DashdocRequest): Promise<DashdocAnswer>;
	/**
	 * All objects of a paged list (or of a bare array), in order, none twice, up to `limit`. A `page` in the query
	 * is ignored.
	 */
	list(request: DashdocRequest, options?: ListOptions): Promise<IDataObject[]>;
	/** One page of a list, for searches in the editor and for triggers; `page` counts from 1. */
	page(request: DashdocRequest, page: number): Promise<ListPage>;
	/**
	 * Opens a file by the address that an answer gives. Only Dashdoc itself gets the token, also after redirects.
	 *
	 * @param address absolute, or relative to Dashdoc's host
	 */
	download(address: string, wording?: Wording): Promise<DashdocFile>;
}
