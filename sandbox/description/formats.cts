/** Date-times with an offset other than Z that the running validation met, see {@link watchOffsets}. */
let offsets: string[] = [];

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const date = /^\d{4}-\d{2}-\d{2}$/;
const email = /^[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+$/;

/**
 * The formats of the description, as Dashdoc reads them. A uid is an opaque string (`uuid` refuses nothing), an
 * unset e-mail address is `""`, and a date-time needs a zone: naive ones are refused, offsets other than `Z` are
 * accepted but noted, because the documentation advises against them.
 */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
	'date-time': (text) => {
		if (!dateTime.test(text) || Number.isNaN(Date.parse(text))) return false;
		if (!text.endsWith('Z')) offsets.push(text);
		return true;
	},
	date: (text) => date.test(text) && !Number.isNaN(Date.parse(text)),
	email: (text) => text === '' || email.test(text),
	decimal: (text) => /^-?\d+(\.\d+)?$/.test(text),
	uri: (text) => URL.canParse(text),
	uuid: () => true,
	binary: () => true,
	float: () => true,
};

/** Runs a validation and returns the date-times with an offset that it met. */
export function watchOffsets(validate: () => void): readonly string[] {
	offsets = [];
	validate();
	const met = offsets;
	offsets = [];
	return met;
}
