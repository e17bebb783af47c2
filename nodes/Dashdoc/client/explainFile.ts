import { isSuccess, type RawAnswer } from './answer';
import type { Explanation } from './clientError';
import { afterColon, explainAnswer, explainFailure, tries, wordsOf, type Subject } from './explain';
import { shortened } from './faultText';
import { isUnknownHost, type NetworkFailure } from './networkFailure';

/** Characters of foreign text in a message. */
const longestQuote = 120;

/** Statuses with which a file store answers to an address that no longer holds. */
const expiredStatuses = new Set([400, 401, 403, 404, 410]);

/** What to tell about an answer in place of a file. */
export function explainNoFile(answer: RawAnswer, subject: Subject): Explanation {
	return subject.isElsewhere ? explainElsewhere(answer, subject) : explainAnswer(answer, subject);
}

/** What to tell about a file of which nothing came. */
export function explainUnreachedFile(failure: NetworkFailure, subject: Subject): Explanation {
	const explanation = explainFailure(failure, subject);
	if (!subject.isElsewhere) return explanation;
	const fault = isUnknownHost(failure) ? 'unknown' : 'unreached';
	return { ...explanation, elsewhere: { host: subject.host, fault } };
}

/** What to tell about addresses that only lead to further ones. */
export function explainLostFile({ statusCode }: RawAnswer, { host, wording }: Subject): Explanation {
	return {
		message: `${host} still redirects after three redirects (${statusCode}) instead of giving ${wording.subject ?? 'the file'}`,
		description: "Run it again later. If it stays so, ask Dashdoc's support.",
		httpCode: String(statusCode),
	};
}

/** The body is not kept: file stores put the secrets of an address into it. */
function explainElsewhere(answer: RawAnswer, subject: Subject): Explanation {
	const { statusCode } = answer;
	const { host, wording, effort } = subject;
	const said = afterColon(storeWords(answer, subject)).replace(/\.$/, '');
	const what = `${host}, where Dashdoc keeps ${wording.subject ?? 'the file'}, did not give it (${statusCode})${tries(effort)}${said}`;
	const httpCode = String(statusCode);
	const elsewhere = { host, fault: 'refused' } as const;
	if (expiredStatuses.has(statusCode)) {
		return {
			message: `${what}. Its address may have expired: read it from Dashdoc again and download at once`,
			description: 'Such addresses often hold for some minutes only.',
			httpCode,
			elsewhere,
		};
	}
	return {
		message: what,
		description: 'Run it again later.',
		httpCode,
		elsewhere,
		cause: statusCode === 429 ? 'rate-limited' : 'temporarily-unavailable',
	};
}

/** File stores answer in XML, with one sentence for people in it. */
function storeWords(answer: RawAnswer, subject: Subject): string {
	const { statusCode, body } = answer;
	if (isSuccess(statusCode)) return '';
	const message = body.form === 'page' ? /<Message>([^<]+)</.exec(body.text)?.[1] : undefined;
	return message === undefined ? wordsOf(body, subject) : shortened(message.trim(), longestQuote);
}
