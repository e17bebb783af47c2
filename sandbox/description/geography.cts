import type { Problem, ProblemPath } from '../http/problems.cts';
import { isJsonObject, type Json } from '../json.cts';

/** Regions that ICU names though they are no countries of ISO 3166-1 (reserved, private or made for tests). */
const noCountries = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '));

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Whether a text is an ISO 3166-1 alpha-2 code in upper case; withdrawn codes and slips such as UK are not. */
export function isCountryCode(text: string): boolean {
	if (!/^[A-Z]{2}$/.test(text) || noCountries.has(text)) return false;
	// a withdrawn code is one that ICU would write differently
	return regions.of(text) !== undefined && Intl.getCanonicalLocales(`und-${text}`)[0] === `und-${text}`;
}

/** Degrees that a coordinate may not exceed on either side of zero. */
const farthest: ReadonlyMap<string, number> = new Map([
	['latitude', 90],
	['longitude', 180],
]);

const countries = new Set(['country', 'country_code']);

/**
 * Countries and coordinates, wherever they stand in a body, that no place on earth has. The schemas do not tell, the
 * documentation does (ISO 3166-1 alpha-2, upper case). An unset country (`""`) is left to the schema.
 */
export function misplacedIn(body: Json | undefined, path: ProblemPath = []): Problem[] {
	if (Array.isArray(body)) return body.flatMap((item, position) => misplacedIn(item, [...path, position]));
	if (!isJsonObject(body)) return [];
	return Object.entries(body).flatMap(([name, value]) => {
		const detail = misplacement(name, value);
		return detail
			? [{ path: [...path, name], detail, code: 'invalid' }]
			: misplacedIn(value, [...path, name]);
	});
}

function misplacement(name: string, value: Json | undefined): string | undefined {
	if (countries.has(name) && typeof value === 'string' && value !== '' && !isCountryCode(value)) {
		return `"${value}" is not a valid choice.`;
	}
	const limit = farthest.get(name);
	if (limit !== undefined && typeof value === 'number' && Math.abs(value) > limit) {
		return `Ensure this value lies between -${limit} and ${limit}.`;
	}
	return undefined;
}
