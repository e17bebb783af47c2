import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { isReadable, isSuccess, type Body, type RawAnswer } from './answer';
import { attempt } from './attempt';
import { cancelSignal, wasStopped } from './cancellation';
import { apiError, cancellationError, refusalError, type Explanation } from './clientError';
import { readConnection, type Connection } from './credential';
import { exchange } from './exchange';
import { explainAnswer, explainFailure, explainNoList, explainPause, type Subject } from './explain';
import { explainLostFile, explainNoFile, explainUnreachedFile } from './explainFile';
import { describeFile } from './fileHeaders';
import { UnreadFile } from './form';
import { listPageOf } from './listPage';
import { openFile, type Opened } from './openFile';
import { PausedTooLong } from './pace';
import { paceOf } from './paces';
import { readList } from './pages';
import { Refusal } from './refusal';
import { callOf, isRepeatable, partsOf } from './request';
import { noEffort } from './retry';
import type {
	ClientContext,
	ClientOptions,
	DashdocAnswer,
	DashdocClient,
	DashdocFile,
	DashdocRequest,
	ListOptions,
	ListPage,
	Wording,
} from './types';

const defaults: Required<ClientOptions> = {
	requestsPerSecond: 10,
	maximumWait: 60,
	timeout: 60,
	adjustable: ['maximumWait', 'requestsPerSecond', 'timeout'],
};

/** An answer of any status, and what is needed to speak of it. */
interface Performed {
	answer: RawAnswer;
	subject: Subject;
	token: string;
}

/**
 * A client for one node and its credential. The credential is read with the first request, once.
 *
 * @param context of the running node, trigger or editor read
 * @param options of the user; what is no usable number counts as not given
 * @param signal ends all waiting, for contexts that have no Stop button; what is on its way comes to its end
 */
export function createClient(
	context: ClientContext,
	options: ClientOptions = {},
	signal = cancelSignal(context),
): DashdocClient {
	const settings = {
		requestsPerSecond: usable(options.requestsPerSecond) ?? defaults.requestsPerSecond,
		maximumWait: usable(options.maximumWait) ?? defaults.maximumWait,
		timeout: usable(options.timeout) || defaults.timeout,
		adjustable: options.adjustable ?? defaults.adjustable,
	};
	return new Client(context, settings, signal);
}

function usable(value: number | undefined): number | undefined {
	return typeof value === 'number' && value >= 0 ? value : undefined;
}

class Client implements DashdocClient {
	private connecting?: Promise<Connection>;

	constructor(
		private readonly context: ClientContext,
		private readonly settings: Required<ClientOptions>,
		private readonly signal: AbortSignal | undefined,
	) {}

	async send(request: DashdocRequest): Promise<DashdocAnswer> {
		const { statusCode, headers, body } = this.accepted(await this.perform(request));
		return { statusCode, headers, body: valueOf(body) };
	}

	async list(request: DashdocRequest, { limit }: ListOptions = {}): Promise<IDataObject[]> {
		return await readList(async (page) => await this.readPage(request, page), limit);
	}

	async page(request: DashdocRequest, page: number): Promise<ListPage> {
		const answer = await this.readPage(request, page);
		return answer === 'gone' ? { objects: [], hasNext: false } : answer;
	}

	async download(address: string, wording: Wording = {}): Promise<DashdocFile> {
		const connection = await this.translating(this.connect());
		const { maximumWait, timeout, requestsPerSecond } = this.settings;
		const opened = await this.translating(
			openFile(address, wording.subject ?? 'the file', {
				context: this.context,
				connection,
				requestsPerSecond,
				maximumWait: maximumWait * 1000,
				timeout: timeout * 1000,
			}),
		);
		const subject = this.subjectOfFile(opened, wording);
		const { outcome, target, isLost } = opened;
		if (outcome.failure) throw this.error(explainUnreachedFile(outcome.failure, subject), connection.token);
		const { headers, body } = outcome.answer;
		if (body.form === 'file') return { content: body.stream, ...describeFile(headers, target.url) };
		const explain = isLost ? explainLostFile : explainNoFile;
		throw this.error(explain({ ...outcome.answer, body }, subject), connection.token);
	}

	/** Page 1 is asked for without naming it: lists without pages do not know the parameter. */
	private async readPage(request: DashdocRequest, page: number): Promise<ListPage | 'gone'> {
		const query = { ...request.query, page: page > 1 ? page : undefined };
		const performed = await this.perform({ ...request, query });
		if (performed.answer.statusCode === 404 && page > 1) return 'gone';
		const answer = this.accepted(performed);
		const body = valueOf(answer.body);
		const read = listPageOf(body, page);
		if (read) return { ...read, moment: momentOf(answer) };
		throw this.error(explainNoList(performed.subject, body), performed.token);
	}

	/** @throws NodeApiError unless Dashdoc accepted the request and its answer can be read */
	private accepted({ answer, subject, token }: Performed): RawAnswer {
		const isGood = isSuccess(answer.statusCode) && isReadable(answer, subject.method);
		if (isGood) return answer;
		throw this.error(explainAnswer(answer, subject), token);
	}

	private async perform(request: DashdocRequest): Promise<Performed> {
		return await this.translating(this.exchange(request));
	}

	private async translating<T>(work: Promise<T>): Promise<T> {
		return await work.catch((error: unknown) => {
			throw this.translated(error);
		});
	}

	private async connect(): Promise<Connection> {
		return await (this.connecting ??= readConnection(this.context));
	}

	private async exchange(request: DashdocRequest): Promise<Performed> {
		const connection = await this.connect();
		const { token, key } = connection;
		const { requestsPerSecond, maximumWait, timeout } = this.settings;
		const call = callOf(request, connection.baseUrl, timeout * 1000);
		const { outcome, effort, refused } = await exchange(
			{
				method: call.method,
				repeatable: isRepeatable(request),
				isLong: call.form !== undefined,
				attempt: async () => await attempt(this.context, call),
			},
			{
				context: this.context,
				pace: () => paceOf(key),
				requestsPerSecond,
				maximumWait: maximumWait * 1000,
				signal: this.signal,
			},
		);
		const subject = { ...this.subjectOf(request, connection), effort, refused };
		if (outcome.failure) throw this.error(explainFailure(outcome.failure, subject), token);
		return { answer: withoutGhost(outcome.answer, subject), subject, token };
	}

	private subjectOf(request: DashdocRequest, { baseUrl }: Connection): Subject {
		return {
			...partsOf(request),
			route: request.route,
			host: new URL(baseUrl).host,
			repeatable: isRepeatable(request),
			wording: request.wording ?? {},
			settings: this.settings,
			effort: noEffort,
			refused: 0,
		};
	}

	private subjectOfFile({ target, effort, refused }: Opened, wording: Wording): Subject {
		return {
			method: 'GET',
			// Without the query, in which a file store may have its secrets.
			route: `GET ${target.url.pathname}`,
			host: target.url.host,
			isElsewhere: !target.isOwn,
			repeatable: true,
			wording,
			settings: this.settings,
			effort,
			refused,
		};
	}

	private error(explanation: Explanation, token: string): NodeApiError {
		return apiError(this.context.getNode(), explanation, token);
	}

	/** What stopped a request before it got an answer, in n8n's classes; what is not ours stays as it is. */
	private translated(error: unknown): unknown {
		const node = this.context.getNode();
		if (error instanceof UnreadFile) return error.reason;
		if (error instanceof Refusal) return refusalError(node, error);
		if (error instanceof PausedTooLong) {
			return this.error(explainPause(error.milliseconds, this.settings), '');
		}
		if (wasStopped(error, this.signal)) return cancellationError(node);
		return error instanceof NodeApiError ? error : new NodeOperationError(node, error as Error);
	}
}

/** A deletion that was sent again and finds nothing has done its work the first time. */
function withoutGhost(answer: RawAnswer, { method, effort }: Subject): RawAnswer {
	const isDone = method === 'DELETE' && answer.statusCode === 404 && effort.perhapsDone;
	return isDone ? { statusCode: 204, headers: answer.headers, body: { form: 'empty' } } : answer;
}

function valueOf(body: Body): unknown {
	return body.form === 'json' ? body.value : undefined;
}

/** When the server answered, by its own clock. */
function momentOf({ headers: { date } }: RawAnswer): number | undefined {
	const moment = typeof date === 'string' ? Date.parse(date) : NaN;
	return Number.isNaN(moment) ? undefined : moment;
}
