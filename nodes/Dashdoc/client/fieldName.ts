/** Names whose plain reading would not be the word that users know. */
const knownNames: Readonly<Record<string, string>> = {
	pk: 'ID',
	uid: 'ID',
	remote_id: 'External ID',
};

const acronyms = new Set(['adr', 'api', 'cmr', 'eta', 'id', 'iban', 'pdf', 'siren', 'un', 'url', 'vat']);

/** Endings of Dashdoc's filters; the name of the field says enough. */
const filterEnding = /__(?:in|not|not_in|exclude|gte?|lte?|range|icontains|isnull)$/;

/** A field of Dashdoc in the words of its screens: `license_plate` gives `License Plate`. */
export function readableName(field: string): string {
	const name = field.replace(filterEnding, '');
	if (Object.hasOwn(knownNames, name)) return knownNames[name];
	const words = name
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.split(/[\s_-]+/)
		.filter((word) => word !== '')
		.map((word) => word.toLowerCase());
	return words.map(capitalised).join(' ') || field;
}

function capitalised(word: string): string {
	return acronyms.has(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1);
}
