/** Internal name of a parameter from its label: `External ID` → `externalId`, `Created After` → `createdAfter`. */
export function parameterName(displayName: string): string {
	return displayName
		.replace(/[^A-Za-z0-9 ]/g, '')
		.split(' ')
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
		.join('')
		.replace(/^./, (first) => first.toLowerCase());
}

/** `a vehicle`, `an address`. */
export function withArticle(noun: string): string {
	return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
