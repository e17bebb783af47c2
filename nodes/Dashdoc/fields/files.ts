/** Files that may lie in the item or behind an address. */
import { FileAddress, InvalidValue, type Parameter } from '../declaration/parameter';
import { describe, file, readText, type Appearance } from './plain';

/**
 * A file of the input item, or the one behind an address: three parameters, of which the first says where it lies.
 * @param inItem what the file may be, where it comes from the item
 */
export function fileOrAddress<T extends string>(target: T, inItem: Appearance): Array<Parameter<T>> {
	const when = (value: string) => ({ show: { fileSource: [value] } });
	const inItemFile = file(target, { ...inItem, required: true, displayOptions: when('item') });
	return [
		{
			property: {
				...describe('File From', 'options', 'item', {
					name: 'fileSource',
					description: 'Where the file lies',
				}),
				options: [
					{ name: 'Binary Field', value: 'item', description: 'In the input item' },
					{ name: 'URL', value: 'address', description: 'Behind a web address, from which it is fetched' },
				],
			},
			targets: [],
		},
		inItemFile,
		{
			property: describe('File URL', 'string', '', {
				name: 'fileAddress',
				required: true,
				description:
					"Address of the file, with https; only Dashdoc's own addresses are asked with the API token",
				placeholder: 'e.g. https://files.example.com/cmr-2026-118.pdf',
				displayOptions: when('address'),
			}),
			targets: [target],
			place: (value) => ({ [target]: new FileAddress(readAddress(value)) }),
		},
	];
}

function readAddress(value: unknown): string {
	const address = readText(value).trim();
	if (URL.canParse(address)) return address;
	throw new InvalidValue(`"${address}" is not a web address`);
}
