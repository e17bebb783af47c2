import type { Json } from '../json.cts';

/** One request to the API as the sandbox saw it; control requests are not logged. */
export interface RequestRecord {
	/** Counts from 1. */
	sequence: number;
	/** Milliseconds since the sandbox started, on a monotonic clock. */
	arrival: number;
	method: string;
	path: string;
	query: Record<string, string>;
	/** Names in lower case, the token replaced by "…". */
	headers: Record<string, string>;
	/** The JSON body, or the text fields of a multipart one. */
	body?: Json;
	/** Files of a multipart body. */
	files?: { field: string; filename: string; mediaType: string; size: number }[];
	/** Name of the tenant that the token belongs to. */
	tenant?: string;
	operationId?: string;
	/** What was answered; missing while nothing is, or when the connection was cut on purpose. */
	status?: number;
	/** Kind of the fault that struck this request. */
	fault?: string;
	/** Milliseconds from arrival to the end of the answer. */
	duration?: number;
	/** Whether the request took effect: false for refused ones and for faults that strike before. */
	processed: boolean;
}

/** The requests of a run, oldest first; bounded, so that a long run does not fill the memory. */
export class RequestLog {
	private records: RequestRecord[] = [];
	private count = 0;

	constructor(private readonly limit = 50_000) {}

	/** Adds a request that has just arrived and returns its record, to be completed later. */
	open(record: Omit<RequestRecord, 'sequence' | 'processed'>): RequestRecord {
		this.count += 1;
		const opened = { ...record, sequence: this.count, processed: false };
		this.records.push(opened);
		if (this.records.length > this.limit * 1.1) this.records = this.records.slice(-this.limit);
		return opened;
	}

	all(): readonly RequestRecord[] {
		return this.records.slice(-this.limit);
	}

	clear(): void {
		this.records = [];
		this.count = 0;
	}
}
