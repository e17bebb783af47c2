import { isSuccess, type Body, type RawAnswer } from './answer';
import type { Explanation } from './clientError';
import { faultsOf } from './faults';
import { faultSentence, shortened } from './faultText';
import type { NetworkFailure } from './networkFailure';
import { retryAfter, type Effort } from './retry';
import type { AdjustableOption, ClientOptions, Wording } from './types';

/** The request that did not succeed, as far as texts speak of it. */
export interface Subject {
	method: string;
	/** Method and path template, e.g. `GET /contacts/{uid}/`. */
	route: string;
	/** Host that was called, with its port. */
	host: string;
	/** Whether that is another host than the credential's, which has never seen the token. */
	isElsewhere?: boolean;
	repeatable: boolean;
	wording: Wording;
	settings: Required<ClientOptions>;
	effort: Effort;
	/** Milliseconds of waiting that 'Maximum Wait' did not allow, or 0. */
	refused: number;
}

type Explained = Omit<Explanation, 'httpCode' | 'body'>;

/** Characters of foreign text in a message that is not Dashdoc's own complaint. */
const longestQuote = 120;

const checkBaseUrl = "Check 'Environment' and 'Base URL' of the Dashdoc credential.";
const checkNetwork = 'Check that this n8n may reach that host.';

/** What the user can do with an option where there was not enough time. */
const remedies: Readonly<Record<AdjustableOption, string>> = {
	maximumWait: "raise the option 'Maximum Wait'",
	requestsPerSecond: "lower 'Requests per Second'",
	timeout: "raise the option 'Timeout'",
};

/** Options that help where Dashdoc asks to wait. */
const waiting: readonly AdjustableOption[] = ['maximumWait', 'requestsPerSecond'];

/** A sentence of what the user can do: of the options that help those that there are, or patience. */
function advice({ adjustable }: Required<ClientOptions>, options: readonly AdjustableOption[]): string {
	const choices = options.filter((option) => adjustable.includes(option)).map((option) => remedies[option]);
	if (choices.length === 0) return 'Try again later.';
	const sentence = `${choices.join(', ')}, or run again later.`;
	return sentence[0].toUpperCase() + sentence.slice(1);
}

/** What to tell about an answer that is no success, or a success that cannot be read. */
export function explainAnswer(answer: RawAnswer, subject: Subject): Explanation {
	const { statusCode, body } = answer;
	return {
		...explained(answer, subject),
		httpCode: String(statusCode),
		body: body.form === 'json' ? body.value : body.form === 'empty' ? undefined : body.text,
	};
}

function explained(answer: RawAnswer, subject: Subject): Explained {
	const { statusCode } = answer;
	if (isSuccess(statusCode)) return unreadable(answer, subject);
	if (statusCode < 400) return redirected(answer, subject);
	if (statusCode >= 500) return outOfOrder(answer, subject);
	const explain = Object.hasOwn(byStatus, statusCode) ? byStatus[statusCode] : refused;
	return explain(answer, subject);
}

const byStatus: Readonly<Record<number, (answer: RawAnswer, subject: Subject) => Explained>> = {
	401: (answer, subject) => ({
		message: `Dashdoc does not accept the API token${inBrackets(wordsOf(answer.body, subject))}. Copy the current token from Dashdoc's settings (API section) into the credential`,
		description:
			"A new token ends the one before it, and each environment has its own: check 'API Token' and 'Environment' of the Dashdoc credential.",
		cause: 'credential-invalid',
	}),
	403: (answer, subject) => ({
		message: `Dashdoc does not allow this (403)${afterColon(wordsOf(answer.body, subject))}`,
		description:
			'The account of the API token lacks a right, or a feature that Dashdoc opens for each account. Ask your Dashdoc administrator.',
	}),
	404: notFound,
	405: (_, { route }) => ({
		message: `Dashdoc does not offer ${route} (405)`,
		description: 'Choose another operation, or check method and path.',
	}),
	413: ({ body }, subject) => ({
		message: `The request is too large for Dashdoc (413)${afterColon(wordsOf(body, subject))}. Send a smaller file, or less at once`,
		description: `Dashdoc did not accept ${subject.route} for its size. Pictures and scans often shrink without harm.`,
	}),
	429: throttled,
};

/** A request that Dashdoc understood and refused. */
function refused({ statusCode, body }: RawAnswer, subject: Subject): Explained {
	const words = wordsOf(body, subject);
	const isComplaint = body.form === 'json' && words !== '';
	return {
		message: isComplaint ? words : `Dashdoc refused the request (${statusCode})${afterColon(words)}`,
		description: `Dashdoc did not accept ${subject.route} (${statusCode}). Correct what is named and run it again.`,
	};
}

function notFound({ body }: RawAnswer, subject: Subject): Explained {
	const what = subject.wording.subject ?? subject.route;
	const words = wordsOf(body, subject);
	if (body.form !== 'json') {
		return {
			message: `Dashdoc found nothing ${subject.wording.subject ? 'for' : 'at'} ${what} (404)${afterColon(words)}`,
			description: `Check the identifier. If nothing at all is found: ${checkBaseUrl}`,
		};
	}
	const isGeneral = /^(not found|no .* matches the given query)\.?$/i.test(words);
	return {
		message: `Dashdoc found nothing ${subject.wording.subject ? 'for' : 'at'} ${what}${isGeneral ? '' : afterColon(words)}. Check the identifier`,
		description: 'It may have been deleted, belong to another account, or never have existed.',
	};
}

function throttled({ headers }: RawAnswer, { refused: delay, settings, effort }: Subject): Explained {
	const isAsked = retryAfter(headers, 0) !== undefined;
	const most = settings.maximumWait * 1000;
	const isChosen = settings.adjustable.includes('maximumWait');
	const said = isAsked
		? `asks to wait ${seconds(delay)}, but only ${seconds(Math.max(0, most - effort.waited))} of ${isChosen ? "'Maximum Wait'" : 'waiting'} are left`
		: `still does so after ${seconds(effort.waited)} of waiting${isChosen ? ` ('Maximum Wait' is ${seconds(most)})` : ''}`;
	return {
		message: `Dashdoc refuses requests, since too many arrive (429), and ${said}. ${advice(settings, waiting)}`,
		description: 'Dashdoc counts all programs that use the same API token together.',
		cause: 'rate-limited',
		retryAfterMs: delay,
	};
}

/** Dashdoc asked other requests of this credential for a pause that is too long for this one. */
export function explainPause(milliseconds: number, settings: Required<ClientOptions>): Explanation {
	const most = seconds(settings.maximumWait * 1000);
	const isChosen = settings.adjustable.includes('maximumWait');
	const limit = isChosen ? `is left of 'Maximum Wait' (${most})` : `can be waited here (${most})`;
	return {
		message: `Dashdoc asked for a pause of ${seconds(milliseconds)}, which is more than ${limit}. ${advice(settings, waiting)}`,
		description: 'Nothing was sent. Dashdoc counts all programs that use the same API token together.',
		httpCode: '429',
		cause: 'rate-limited',
		retryAfterMs: milliseconds,
	};
}

function outOfOrder({ statusCode, headers, body }: RawAnswer, subject: Subject): Explained {
	const { refused: delay, effort, settings } = subject;
	const isAsked = retryAfter(headers, 0) !== undefined && delay > 0;
	const asked = isAsked ? `; it asks to wait ${seconds(delay)}` : '';
	const words = `${tries(effort)}${asked}${afterColon(wordsOf(body, subject))}`;
	const next = isAsked ? advice(settings, waiting) : 'Run it again later.';
	return {
		...withOutcome(`Dashdoc could not handle the request (${statusCode})${words}`, subject),
		description: `${next} If it stays so, ask Dashdoc's support.`,
		cause: 'temporarily-unavailable',
		...(isAsked ? { retryAfterMs: delay } : {}),
	};
}

function redirected({ statusCode, headers }: RawAnswer, { host }: Subject): Explained {
	return {
		message: `${host} redirects to ${redirectTarget(headers.location, host)} (${statusCode}) instead of answering. ${checkBaseUrl}`,
		description: 'Redirects are not followed, so that the API token reaches no other host.',
		cause: 'configuration-invalid',
	};
}

/** Without query and credentials, in which secrets may travel. */
function redirectTarget(location: unknown, host: string): string {
	const base = `https://${host}`;
	if (typeof location !== 'string' || !URL.canParse(location, base)) return 'another address';
	const { host: target, pathname } = new URL(location, base);
	return shortened(`${target}${pathname}`, longestQuote);
}

function unreadable({ statusCode, body }: RawAnswer, subject: Subject): Explained {
	const isElsewhere = body.form === 'page';
	const what = {
		empty: `Dashdoc's answer (${statusCode}) is empty`,
		broken: `Dashdoc's answer (${statusCode}) was cut off and cannot be read`,
		page: `${subject.host} sent a web page instead of Dashdoc's answer (${statusCode})`,
		text: `Dashdoc's answer (${statusCode}) cannot be read`,
		json: `Dashdoc's answer (${statusCode}) does not have the expected form`,
	}[body.form];
	const words = body.form === 'page' || body.form === 'text' ? afterColon(wordsOf(body, subject)) : '';
	return {
		...withOutcome(`${what}${tries(subject.effort)}${words}`, subject),
		description: isElsewhere ? checkBaseUrl : 'Run it again later.',
		cause: isElsewhere ? 'configuration-invalid' : 'temporarily-unavailable',
	};
}

/** What to tell about an accepted answer that is JSON, but no list where a list was asked for. */
export function explainNoList(subject: Subject, body: unknown): Explanation {
	const { route } = subject;
	return {
		message: `Dashdoc's answer to ${route} is not a list`,
		description: 'Choose an operation for a single object, or check the path.',
		httpCode: '200',
		body,
	};
}

/** What to tell about a request without an answer. */
export function explainFailure(failure: NetworkFailure, subject: Subject): Explanation {
	return {
		...failureText(failure, subject),
		httpCode: failure.code,
		cause: failure.kind === 'certificate' ? 'configuration-invalid' : 'temporarily-unavailable',
	};
}

function failureText({ kind, code, text }: NetworkFailure, subject: Subject): Explained {
	const { host, settings, effort } = subject;
	const tried = tries(effort);
	const check = subject.isElsewhere ? checkNetwork : checkBaseUrl;
	switch (kind) {
		case 'unreachable':
			return {
				message: `${unreachableText(code, host)}${tried}. ${check}`,
				description: 'Check also that this n8n may reach the internet (network, DNS, proxy, firewall).',
			};
		case 'timeout':
			return {
				...withOutcome(`${host} did not answer within ${seconds(settings.timeout * 1000)}${tried}`, subject),
				description: advice(settings, ['timeout']),
			};
		case 'certificate':
			return {
				message: `The TLS connection to ${host} cannot be trusted (${code}). ${check}`,
				description: `Check the certificate of the host, and any proxy on the way: ${shortened(text, longestQuote)}`,
			};
		case 'lost':
			return {
				...withOutcome(`The connection to ${host} was lost before the answer was complete${tried}`, subject),
				description: 'Run it again later.',
			};
		default:
			return {
				message: `${host} could not be called: ${shortened(text, longestQuote)}`,
				description: check,
			};
	}
}

function unreachableText(code: string, host: string): string {
	if (code === 'ECONNREFUSED') return `${host} refused the connection`;
	if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return `The host ${host} was not found`;
	return `${host} cannot be reached (${code})`;
}

/** Whether a request that should change something did so is the first thing its sender must know. */
function withOutcome(
	message: string,
	{ method, repeatable }: Subject,
): Pick<Explained, 'isPerhapsDone' | 'message'> {
	if (method === 'GET') return { message };
	const advice = repeatable
		? 'It may have been carried out; sending it again does no harm'
		: 'It is not known whether Dashdoc carried it out: look there before you send it again';
	return { message: `${message}. ${advice}`, isPerhapsDone: true };
}

/** What an answer says, in words that a message can bear; empty when it says nothing. */
export function wordsOf(body: Body, { wording }: Subject): string {
	switch (body.form) {
		case 'empty':
			return '';
		case 'json':
			return faultSentence(faultsOf(body.value), wording.label);
		case 'page':
			return pageTitle(body.text);
		default:
			return shortened(body.text.replace(/\s+/g, ' '), longestQuote);
	}
}

/** Title of a page, else its first words; markup never reaches the user. */
function pageTitle(page: string): string {
	const title = /<(title|h1)\b[^>]*>([^<]+)</i.exec(page.slice(0, 20_000))?.[2];
	const text = title ?? page.slice(0, 20_000).replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ');
	const words = text
		.replace(/<[^>]*>?/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return words === '' ? '' : `"${shortened(words, longestQuote)}"`;
}

/** How often it was tried, if more than once. */
export function tries({ attempts }: Effort): string {
	return attempts > 1 ? ` (tried ${attempts} times)` : '';
}

function seconds(milliseconds: number): string {
	const count = Math.ceil(milliseconds / 1000);
	return `${count} ${count === 1 ? 'second' : 'seconds'}`;
}

export function afterColon(words: string): string {
	return words === '' ? '' : `: ${words}`;
}

function inBrackets(words: string): string {
	return words === '' ? '' : ` (${words.replace(/\.$/, '')})`;
}
