import type { Tell } from '../host/installation.cts';

export interface ServiceOptions {
	/** For all that it writes; removed by the caller. */
	folder: string;
	/** On loopback. */
	port: number;
	/** Told when a program has to be installed first. */
	tell: Tell;
	/** Ends the start halfway; what has begun is stopped. */
	signal?: AbortSignal;
}

/** A program that processes of n8n share. */
export interface Service {
	/** Tells n8n where it is. */
	environment: Record<string, string>;
	stop(): Promise<void>;
}
