import { createHash, timingSafeEqual } from 'crypto';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { credentialType } from '../Dashdoc/client/credential';

/** White space that HTTP drops around the value of a header. */
const surrounding = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/** The text that Dashdoc sends as authorization, from the credential; empty when the user entered none. */
export async function expectedAuthorization(context: IHookFunctions | IWebhookFunctions): Promise<string> {
	const { webhookAuthorization } = await context.getCredentials(credentialType);
	return typeof webhookAuthorization === 'string' ? webhookAuthorization.replace(surrounding, '') : '';
}

/**
 * Whether a header brings the expected text; the time that this takes tells nothing about the text.
 *
 * @param header value as Node.js reads it, one character per byte
 * @param expected without white space around it; an empty one matches nothing
 */
export function isAuthorized(header: unknown, expected: string): boolean {
	if (expected === '' || typeof header !== 'string') return false;
	// Senders write letters beyond ASCII in Latin-1 or in UTF-8.
	const readings = [header, Buffer.from(header, 'latin1').toString('utf8')];
	const matches = readings.map((reading) =>
		timingSafeEqual(digest(reading.replace(surrounding, '')), digest(expected)),
	);
	return matches.includes(true);
}

/** All digests have one length, as the comparison wants it. */
function digest(text: string): Buffer {
	return createHash('sha256').update(text, 'utf8').digest();
}
