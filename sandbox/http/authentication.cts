import type { IncomingHttpHeaders } from 'node:http';
import type { Tenant } from '../state/tenant.cts';
import type { Report } from '../description/requests.cts';
import { refuse } from './problems.cts';

const challenge = { 'WWW-Authenticate': 'Token' };

/**
 * The tenant whose token the request carries as `Authorization: Token <token>`; throws a 401 otherwise. A header
 * that has another form is reported, a well-formed wrong token is not: that is a user's mistake.
 */
export function authenticate(
	headers: IncomingHttpHeaders,
	tenants: readonly Tenant[],
	report: Report,
): Tenant {
	const { authorization } = headers;
	if ('authentication' in headers) {
		report('authentication-header', 'The header is called Authorization, not Authentication');
	}
	if (authorization === undefined) {
		throw refuse(401, 'Authentication credentials were not provided.', 'not_authenticated', challenge);
	}
	const token = /^Token ([^\s]+)$/.exec(authorization)?.[1];
	if (token === undefined) {
		report('authentication-header', 'The header reads "Token", one space and the token');
		throw refuse(401, 'Invalid token header.', 'authentication_failed', challenge);
	}
	const tenant = tenants.find((candidate) => candidate.token === token);
	if (!tenant) throw refuse(401, 'Invalid token.', 'authentication_failed', challenge);
	return tenant;
}
