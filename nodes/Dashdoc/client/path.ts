import { Refusal } from './refusal';

/**
 * What makes a value unfit to stand in the path of an address, as the second half of a sentence
 * (`'Contact ID' contains a slash`); undefined for a fit value. Values are encoded later, so that umlauts,
 * spaces and `%` are fit; what is refused here could point at another object or at a whole list.
 */
export function pathValueFault(value: string): string | undefined {
	if (value.trim() === '') return 'is empty';
	if (value === '.' || value === '..') return 'must be an identifier, not dots';
	if (/[/\\]/.test(value)) return 'contains a slash, which no identifier has';
	if (/[\p{Cc}\p{Cs}]/u.test(value)) return 'contains a character that cannot be sent, such as a line break';
	return undefined;
}

/**
 * Puts encoded values into the `{placeholders}` of a path.
 *
 * @param label how the user calls a placeholder
 * @throws {Refusal} when a value is missing or unfit
 */
export function fillPath(
	template: string,
	values: Readonly<Record<string, string | number>>,
	label: (placeholder: string) => string,
): string {
	return template.replace(/\{([^{}]*)\}/g, (_, placeholder: string) => {
		const value = Object.hasOwn(values, placeholder) ? String(values[placeholder]) : '';
		const fault = pathValueFault(value);
		if (fault) {
			throw new Refusal(`'${label(placeholder)}' ${fault}`, `It is part of the address ${template}.`);
		}
		return encodeURIComponent(value);
	});
}
