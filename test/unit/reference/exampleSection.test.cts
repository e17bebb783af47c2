import { exampleSection } from '../../../scripts/reference/examples/exampleSection.cts';
import { exampleFile } from '../../../scripts/reference/examples/exampleFile.cts';

const parameters = { resource: 'company', operation: 'get' };

test('a short example is shown as it is, with parameters and output', () => {
	const text = exampleSection({ parameters, items: [{ pk: 1 }] });
	expect(text).toMatch(/^\*\*Example\*\*/);
	expect(text).toContain('"operation": "get"');
	expect(text).toContain('The output item:\n\n```json\n{\n  "pk": 1\n}\n```');
});

test('a long example is folded', () => {
	const item = Object.fromEntries(Array.from({ length: 40 }, (_, field) => [`field_${field}`, field]));
	expect(exampleSection({ parameters, items: [item] })).toMatch(/^<details>[^]*<\/details>$/);
});

test('an example says what it leaves out: further items and elements of lists', () => {
	const text = exampleSection({ parameters, items: [{ stops: [1, 2] }, {}, {}] });
	expect(text).toContain(
		'The first of 3 output items, with these lists cut to their first element: `stops` (2):',
	);
});

test('an example names the files that go in and come out, without their bytes', () => {
	const file = exampleFile({ description: 'A picture or a PDF' });
	const text = exampleSection({
		parameters,
		files: { data: file },
		items: [{}],
		itemFiles: { scan: file },
	});
	expect(text).toContain(
		'The input item has the file `bon-de-livraison.pdf` (application/pdf, 43 B) in the binary field `data`.',
	);
	expect(text).toContain('in the binary field `scan`.');
	expect(text).not.toContain(file.data);
});

test('an example tells of the operation that ran before', () => {
	const text = exampleSection({ parameters, after: 'Add Unavailability', items: [{}] });
	expect(text).toContain('Parameters, after `Add Unavailability` on the same data:');
});

test('the file of an example is of a kind that the parameter takes', () => {
	expect(exampleFile({ description: 'A JPEG or PNG of at most 500 KiB' }).mimeType).toBe('image/png');
	expect(exampleFile({ description: 'A picture or a PDF' }).mimeType).toBe('application/pdf');
});
