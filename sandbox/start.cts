import { controlOf, figuresOf } from './control/control.cts';
import { Engine } from './engine.cts';
import { finalizeInvoice, type StoredInvoice } from './resources/invoices.cts';
import { listedResources } from './resources/registry.cts';
import type { StoredWamForm } from './resources/wam/records.cts';
import type { StoredMessage } from './resources/transports/records.cts';
import { defaultSeed, type SeedOptions } from './seed/seed.cts';
import type { Download } from './media.cts';
import { makeDocument, type MadeDocument } from './control/documents.cts';
import { moveWasteForm } from './control/wasteForms.cts';
import { enterWebhook, type EnteredWebhook } from './control/webhooks.cts';
import { close, listen, serve, serveStorage } from './server.cts';
import { defaultSettings, pickSettings, type Settings } from './settings.cts';
import type { State } from './state/state.cts';
import { applyChange, type Change } from './traffic/changes.cts';
import type { Fault } from './traffic/faults.cts';
import type { Figures } from './traffic/figures.cts';
import type { RequestRecord } from './traffic/log.cts';
import { sendRound, type SentWebhook } from './webhooks/sending.cts';
import type { AnswerViolation, Violation } from './violations.cts';

/** How a sandbox is to start; everything has a default. */
export interface SandboxOptions extends Partial<Settings>, Partial<SeedOptions> {
	/** 0, the default, means any free port. */
	port?: number;
}

/** A running sandbox. */
export interface Sandbox {
	/** Address without path, e.g. `http://127.0.0.1:4321`; what the credential's Base URL takes. */
	readonly url: string;
	/** Root of the API, `<url>/api/v4`. */
	readonly apiUrl: string;
	/** Address of the second listener that plays the object storage; see the setting `documentHost`. */
	readonly storageUrl: string;
	/** Token of the tenant with the full set of data. */
	readonly token: string;
	/** Token of a second company with data of its own, none of which the first one sees. */
	readonly otherToken: string;
	/** The data, read and changed at will by tests. */
	readonly state: State;
	close(): Promise<void>;
	requests(): readonly RequestRecord[];
	violations(): readonly Violation[];
	/** Answers that the description does not allow: faults of the sandbox itself. */
	answerViolations(): readonly AnswerViolation[];
	/** Files that were asked for, from either host, the oldest first. */
	downloads(): readonly Download[];
	/** Hangs a file of that many megabytes on a transport and returns its URL, uid and more. */
	addDocument(document: MadeDocument): StoredMessage;
	/** Moves a waste form into another status, as its parties do on their way. */
	moveWasteForm(uid: string, status: string): StoredWamForm;
	/** Makes a draft invoice final, as people do it in the app; `number` null leaves the numbering to others. */
	finalizeInvoice(uid: string, number?: string | null): StoredInvoice;
	/** Enters a webhook in the first tenant's settings, as a user does; by default of all events. */
	addWebhook(webhook: EnteredWebhook): void;
	/** One round of the job that calls the webhooks, for what happened since the last one. */
	sendWebhooks(): Promise<SentWebhook[]>;
	figures(): Figures;
	/** Back to the state after the start. */
	reset(): void;
	/** Forgets requests, violations and figures; the data stay. */
	clearRequests(): void;
	/** Replaces all faults. */
	setFaults(...faults: Fault[]): void;
	/** Replaces all changes that are to happen while lists are read. */
	setChanges(...changes: Change[]): void;
	/** Changes a list at once. */
	change(change: Omit<Change, 'page' | 'when'>): void;
	/** Changes settings and returns all of them. */
	settings(changed?: Partial<Settings>): Settings;
}

/** Starts a sandbox on 127.0.0.1. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { server, url } = await listen(options.port ?? 0);
	const storage = await listen(0);
	const engine = new Engine(
		{ ...defaultSettings, ...pickSettings(options) },
		{ ...defaultSeed, ...options },
		{ url, storageUrl: storage.url },
	);
	serve(server, engine, controlOf(engine));
	serveStorage(storage.server, engine);
	return {
		url,
		apiUrl: `${url}/api/v4`,
		token: engine.state.tenants[0].token,
		otherToken: engine.state.tenants[1].token,
		get state() {
			return engine.state;
		},
		storageUrl: storage.url,
		close: async () => void (await Promise.all([close(server), close(storage.server)])),
		requests: () => engine.log.all(),
		violations: () => engine.violations,
		answerViolations: () => engine.answerViolations,
		downloads: () => engine.downloads,
		addDocument: (document) => makeDocument(engine.state, document),
		moveWasteForm: (uid, status) => moveWasteForm(engine.state, uid, status),
		finalizeInvoice: (uid, number) => finalizeInvoice(engine.state, uid, number),
		addWebhook: (webhook) => void enterWebhook(engine.state.tenants[0], webhook),
		sendWebhooks: async () => await sendRound(engine.state, engine.settings),
		figures: () => figuresOf(engine),
		reset: () => engine.reset(),
		clearRequests: () => engine.clearTraffic(),
		setFaults: (...faults) => engine.faults.set(faults),
		setChanges: (...changes) => engine.changes.set(changes),
		change: (change) => {
			const resource = listedResources[change.list];
			if (!resource) throw new Error(`${change.list} is no list of stored objects`);
			applyChange({ ...change, page: 1, when: 'before' }, resource, engine.state.tenants[0]);
		},
		settings: (changed = {}) => {
			engine.settings = { ...engine.settings, ...changed };
			return engine.settings;
		},
	};
}
