/** What can be changed while the sandbox runs. */
export interface Settings {
	/** Requests that any second may hold per token; 0 means no limit. Default 10, as documented. */
	requestsPerSecond: number;
	/** Form of the Retry-After header of a 429. The documentation names none; DRF sends seconds. */
	retryAfter: 'seconds' | 'http-date' | 'none';
	/** Milliseconds between the arrival of a request and its answer. */
	latency: number;
	/** Objects per page: one size for all lists, or sizes by operationId; null for Dashdoc's 20 or 100. */
	pageSize: number | Record<string, number> | null;
	/** Order of lists that nobody asked to be ordered: as described, or by the last change, so that changes move records. */
	listOrder: 'usual' | 'newest-change-first' | 'oldest-change-first';
	/** What a new company whose name exists already meets: the existing one, or a 400. The sources do not tell. */
	companyNameMatch: 'existing' | 'refuse';
	/**
	 * Whether `lookup_field=remote_id` works where the description only assumes it (addresses, truckers, support types
	 * and others); false reads the path as if the parameter were not there.
	 */
	assumedLookups: boolean;
	/** Among what plate, fleet number and external ID are unique: vehicles and trailers apart, or all of the fleet. */
	fleetScope: 'kind' | 'fleet';
	/** Whether every line of an invoice must name an invoice item, as companies that invoice by articles want it. */
	mandatoryInvoiceItems: boolean;
	/** Whether every answer is checked against the description; costs time on big lists. */
	validateAnswers: boolean;
	/**
	 * Where the URLs of files point: to the sandbox itself; to a second loopback listener without authentication, as
	 * object storages are; or to the sandbox, which then redirects to that one. The sources do not tell.
	 */
	documentHost: 'dashdoc' | 'storage' | 'redirect';
	/** Whether files on the sandbox's own host need the token, as Dashdoc's papers may. */
	documentToken: boolean;
	/** Whether the token opens the routes of the web app that are not documented (webhooks): yes, 403, or 404. */
	unlistedRoutes: 'offered' | 'forbidden' | 'missing';
	/** What a webhook sends, of which nothing is documented; see docs/sandbox.md. */
	webhookPayload: 'full' | 'without-data' | 'transport-object';
	/** How often an event is sent again although its receiver has acknowledged it. */
	webhookRepetitions: number;
	/** Milliseconds that a receiver has for its answer. */
	webhookTimeout: number;
	/** Seconds by which the clock in `Date` is ahead of the one that stamps the data; negative behind, null tells no date. */
	dateOffset: number | null;
	/** Host of the `next` and `previous` links, on purpose another one than the sandbox's own. */
	linkHost: string;
}

export const defaultSettings: Settings = {
	requestsPerSecond: 10,
	retryAfter: 'seconds',
	latency: 0,
	pageSize: null,
	listOrder: 'usual',
	companyNameMatch: 'existing',
	assumedLookups: true,
	fleetScope: 'kind',
	mandatoryInvoiceItems: false,
	validateAnswers: true,
	documentHost: 'dashdoc',
	documentToken: true,
	unlistedRoutes: 'offered',
	webhookPayload: 'full',
	webhookRepetitions: 0,
	webhookTimeout: 10_000,
	dateOffset: 0,
	linkHost: 'https://api.dashdoc.com',
};

const names = Object.keys(defaultSettings) as (keyof Settings)[];

/** The settings among a set of options. */
export function pickSettings(options: Partial<Settings>): Partial<Settings> {
	return Object.fromEntries(
		names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
	);
}
