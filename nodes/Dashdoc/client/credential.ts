import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { resolveBaseUrl } from './baseUrl';
import { Refusal } from './refusal';
import type { ClientContext } from './types';

/** Name of n8n's credential type. */
export const credentialType = 'dashdocApi';

/** Where to call, and as whom. */
export interface Connection {
	/** Without a trailing slash, ends in `/api/v4`. */
	baseUrl: string;
	/** Only for keeping it out of texts; n8n itself sends it. */
	token: string;
	/** Stands for address and token together without telling the token. */
	key: string;
}

/**
 * Reads the credential that the user chose.
 *
 * @throws {Refusal} when address or token cannot work
 */
export async function readConnection(context: ClientContext): Promise<Connection> {
	return connectionOf(await context.getCredentials(credentialType));
}

/** @throws {Refusal} when address or token cannot work */
export function connectionOf(credential: ICredentialDataDecryptedObject): Connection {
	const baseUrl = resolveBaseUrl(credential);
	const token = checkedToken(credential.apiToken);
	const key = createHash('sha256').update(`${baseUrl}\n${token}`).digest('hex');
	return { baseUrl, token, key };
}

/** What fails here would otherwise fail as a header, with a text that helps nobody. */
function checkedToken(token: unknown): string {
	if (typeof token !== 'string' || token === '') throw refuse('is empty');
	if (/[\s\p{Cc}]/u.test(token)) throw refuse('contains a space, a line break or a control character');
	if (!/^[\x21-\x7e]+$/.test(token)) throw refuse('contains a character that no token has');
	return token;
}

function refuse(what: string): Refusal {
	return new Refusal(
		`The credential's 'API Token' ${what}`,
		"Copy the token from Dashdoc's settings (API section) and paste it alone, without the word Token.",
	);
}
