import { answerMismatch } from './description/answers.cts';
import { checkRequest } from './description/requests.cts';
import { findOperation, type Operation } from './description/operations.cts';
import { route, type Route } from './description/router.cts';
import type { Answer } from './http/answer.cts';
import { authenticate } from './http/authentication.cts';
import type { Download } from './media.cts';
import type { Body } from './http/body.cts';
import { notFound, refuse, Refusal } from './http/problems.cts';
import { pageOf } from './resources/paging.cts';
import { handlers, listedResources } from './resources/registry.cts';
import type { Call } from './resources/resource.cts';
import type { Settings } from './settings.cts';
import { buildState, type Hosts, type State } from './state/state.cts';
import type { Tenant } from './state/tenant.cts';
import { Changes } from './traffic/changes.cts';
import { Faults, isProcessed, type Fault } from './traffic/faults.cts';
import { Counters } from './traffic/figures.cts';
import { RequestLog, type RequestRecord } from './traffic/log.cts';
import { RateLimit } from './traffic/rateLimit.cts';
import { unlistedRoute, type UnlistedOperation, type UnlistedRoute } from './unlisted.cts';
import { violationOf, type AnswerViolation, type Violation, type ViolationKind } from './violations.cts';
import type { SeedOptions } from './seed/seed.cts';
import type { IncomingHttpHeaders } from 'node:http';

const apiRoot = '/api/v4';

/** Most violations that are kept; a run with more of them has been judged anyway. */
const violationLimit = 10_000;

/** A request as it arrived, before its body was read. */
export interface Arrival {
	method: string;
	/** Path as sent, without the query. */
	path: string;
	search: URLSearchParams;
	headers: IncomingHttpHeaders;
	/** Milliseconds on the monotonic clock of the process. */
	time: number;
}

/** A request that was let in. */
interface Admitted<Kind extends Operation | UnlistedOperation = Operation | UnlistedOperation> {
	operation: Kind;
	values: Readonly<Record<string, string>>;
	tenant: Tenant;
}

const isListed = (admitted: Admitted): admitted is Admitted<Operation> => 'answers' in admitted.operation;

/** What came of the checks that are made at the moment of arrival. */
export interface Admission {
	record: RequestRecord;
	/** The operation and the tenant, or the refusal that was decided on at once. */
	admitted: Admitted | Answer;
	fault: Fault | undefined;
}

/** Dashdoc without the network: admits requests, answers them, and keeps account of all of it. */
export class Engine {
	readonly log = new RequestLog();
	readonly counters = new Counters();
	readonly faults = new Faults();
	readonly changes = new Changes();
	readonly violations: Violation[] = [];
	readonly answerViolations: AnswerViolation[] = [];
	readonly downloads: Download[] = [];
	settings: Settings;
	state: State;
	private readonly rateLimit = new RateLimit();
	private started = performance.now();

	constructor(
		private readonly initialSettings: Settings,
		private readonly seed: SeedOptions,
		private readonly hosts: Hosts,
	) {
		this.settings = { ...initialSettings };
		this.state = buildState(seed, hosts);
	}

	/** Back to the state after the start: data, time, settings, log and figures. */
	reset(): void {
		this.settings = { ...this.initialSettings };
		this.state = buildState(this.seed, this.hosts);
		this.clearTraffic();
		this.faults.set([]);
		this.changes.set([]);
	}

	/** Forgets requests, violations and figures; the data stay. */
	clearTraffic(): void {
		this.log.clear();
		this.counters.clear();
		this.rateLimit.clear();
		this.violations.length = 0;
		this.answerViolations.length = 0;
		this.downloads.length = 0;
		this.started = performance.now();
	}

	/**
	 * What is decided the moment a request arrives, in Django's order: route (404), token (401), rate (429),
	 * method (405). The rate is judged here and not after the body was read, because it goes by the arrival.
	 */
	admit(arrival: Arrival): Admission {
		const record = this.log.open({
			arrival: arrival.time - this.started,
			method: arrival.method,
			path: arrival.path,
			query: Object.fromEntries(arrival.search),
			headers: loggedHeaders(arrival.headers),
		});
		this.counters.arrived(arrival.headers.authorization ?? '', arrival.time);
		try {
			return this.judge(arrival, record);
		} catch (error) {
			return { record, admitted: answerOf(error), fault: undefined };
		}
	}

	private judge(arrival: Arrival, record: RequestRecord): Admission {
		const report = this.reporter(record);
		const found = findRoute(arrival);
		if ('operation' in found) record.operationId = found.operation.operationId;
		if (found.kind === 'unknown') {
			report('unknown-route', `Dashdoc has no ${arrival.method} ${arrival.path}`);
			throw notFound();
		}
		if (found.kind === 'missing-slash') {
			report('missing-trailing-slash', `${arrival.path} lacks its trailing slash`);
			throw notFound();
		}
		const tenant = authenticate(arrival.headers, this.state.tenants, report);
		record.tenant = tenant.name;
		const wait = this.rateLimit.admit(tenant.token, arrival.time, this.settings.requestsPerSecond);
		if (wait > 0) throw this.throttled(wait);
		if (found.kind === 'method-not-allowed') {
			report('method-not-allowed', `${arrival.path} takes ${found.allowed.join(', ')}`);
			throw refuse(405, `Method "${arrival.method}" not allowed.`, 'method_not_allowed', {
				Allow: found.allowed.join(', '),
			});
		}
		if (found.kind === 'unlisted') this.refuseUnlisted();
		const { operation, values } = found;
		const path = arrival.path.slice(apiRoot.length);
		const fault = this.faults.strike(arrival.method, path, operation.operationId);
		record.fault = fault?.kind;
		return { record, admitted: { operation, values, tenant }, fault };
	}

	/** As an account to which the screens of the web app are closed, or an API that has dropped what they used. */
	private refuseUnlisted(): void {
		const { unlistedRoutes } = this.settings;
		if (unlistedRoutes === 'missing') throw notFound();
		if (unlistedRoutes === 'forbidden') {
			throw refuse(403, 'You do not have permission to perform this action.', 'permission_denied');
		}
	}

	/** The answer to an admitted request; never throws. */
	answer({ record, admitted, fault }: Admission, search: URLSearchParams, body: Body): Answer {
		if ('status' in admitted) {
			const operation = findOperation(record.operationId ?? '');
			if (operation) this.checkAnswer(operation, admitted, record);
			return admitted;
		}
		if (fault?.kind === 'too-many-requests') return answerOf(this.throttled(1000, fault.retryAfter));
		if (fault && !isProcessed(fault)) return { status: 200 }; // the fault decides what the client sees of it
		if (!isListed(admitted)) {
			return this.answerUnlisted(admitted as Admitted<UnlistedOperation>, record, search, body);
		}
		const { operation, values, tenant } = admitted;
		const report = this.reporter(record);
		const { assumedLookups } = this.settings;
		let answer: Answer;
		try {
			const checked = checkRequest(operation, { values, search, body, assumedLookups }, report);
			const call = { operation, path: values, search, tenant, settings: this.settings, report, ...checked };
			this.happen(call, 'before');
			answer = handlers[operation.operationId](call);
			record.processed = true;
			this.happen(call, 'after');
		} catch (error) {
			answer = answerOf(error);
		}
		this.checkAnswer(operation, answer, record);
		return answer;
	}

	/** Nothing describes these requests and answers, so nothing is compared. */
	private answerUnlisted(
		{ operation, values, tenant }: Admitted<UnlistedOperation>,
		record: RequestRecord,
		search: URLSearchParams,
		body: Body,
	): Answer {
		const { settings } = this;
		const query = { page: Number(search.get('page') ?? 1) };
		const value = body.kind === 'json' ? body.value : undefined;
		try {
			const answer = operation.answer({
				operation,
				path: values,
				query,
				search,
				body: value,
				tenant,
				settings,
			});
			record.processed = true;
			return answer;
		} catch (error) {
			return answerOf(error);
		}
	}

	/** Lets the changes happen that are due around the page that this call asks for. */
	private happen({ operation, query, tenant }: Call, when: 'before' | 'after'): void {
		const list = operation.operationId;
		const resource = listedResources[list];
		if (resource) this.changes.happen({ list, page: pageOf({ query }), when }, resource, tenant);
	}

	/** To be told when a request has got its answer, or has been left without one on purpose. */
	finish(record: RequestRecord, status: number | undefined): void {
		record.status = status;
		record.duration = performance.now() - this.started - record.arrival;
		this.counters.finished(record);
	}

	private reporter(record: RequestRecord) {
		return (kind: ViolationKind, message: string) => {
			if (this.violations.length < violationLimit) this.violations.push(violationOf(record, kind, message));
		};
	}

	private checkAnswer(operation: Operation, answer: Answer, record: RequestRecord): void {
		if (!this.settings.validateAnswers) return;
		const message = answerMismatch(operation, answer);
		if (message === undefined || this.answerViolations.length >= violationLimit) return;
		const { sequence } = record;
		const { operationId } = operation;
		this.answerViolations.push({ message, sequence, operationId, status: answer.status });
	}

	/** DRF's answer to a client that comes too often; `wait` in milliseconds. */
	private throttled(wait: number, retryAfter?: string | null): Refusal {
		const seconds = Math.max(1, Math.ceil(wait / 1000));
		const form = retryAfter === undefined ? this.settings.retryAfter : retryAfter;
		const values: Readonly<Record<string, string>> = {
			seconds: String(seconds),
			// the form knows whole seconds only; rounded down it would call the client back too early
			'http-date': new Date(Math.ceil((Date.now() + wait) / 1000) * 1000).toUTCString(),
		};
		const headers = form === null || form === 'none' ? undefined : { 'Retry-After': values[form] ?? form };
		const unit = seconds === 1 ? 'second' : 'seconds';
		const detail = `Request was throttled. Expected available in ${seconds} ${unit}.`;
		return refuse(429, detail, 'throttled', headers);
	}
}

function findRoute({ method, path }: Arrival): Route | UnlistedRoute {
	if (!path.startsWith(`${apiRoot}/`)) return { kind: 'unknown' };
	const own = path.slice(apiRoot.length);
	return unlistedRoute(method, own) ?? route(method, own);
}

/** Refusals are answers; anything else is a fault of the sandbox and shows as Dashdoc's 500 would. */
function answerOf(error: unknown): Answer {
	if (error instanceof Refusal) return error.answer;
	console.error(error);
	return { status: 500, body: { detail: 'The sandbox failed; see its output.' } };
}

function loggedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => {
			const text = [value].flat().join(', ');
			const isSecret = name === 'authorization' || name === 'authentication';
			return [name, isSecret ? text.replace(/^(\S+ +)?.*$/s, '$1…') : text];
		}),
	);
}
