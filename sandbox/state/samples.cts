/**
 * A PDF of one A4 page with some lines of text, in WinAnsi encoding (French accents are fine), complete with its
 * cross-reference table.
 */
export function pdfOf(lines: readonly string[]): Buffer {
	const text = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
	const stream = `BT /F1 14 Tf 60 780 Td 20 TL\n${text}\nET`;
	const objects = [
		'<</Type/Catalog/Pages 2 0 R>>',
		'<</Type/Pages/Kids[3 0 R]/Count 1>>',
		'<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
		`<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
		'<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
	];
	let written = '%PDF-1.4\n';
	const offsets = objects.map((object, position) => {
		const offset = written.length;
		written += `${position + 1} 0 obj\n${object}\nendobj\n`;
		return `${String(offset).padStart(10, '0')} 00000 n \n`;
	});
	const count = objects.length + 1;
	const table = `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`;
	const trailer = `trailer\n<</Size ${count}/Root 1 0 R>>\nstartxref\n${written.length}\n%%EOF\n`;
	return Buffer.from(`${written}${table}${trailer}`, 'latin1'); // one byte per character, so the offsets hold
}

/** A JPEG of 16 × 16 grey pixels, what a phone's photo of a paper comes down to here. */
export const smallJpeg = Buffer.from(
	'/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI' +
		'CAgICAj/wAALCAAQABABAREA/8QAFgAAAwAAAAAAAAAAAAAAAAAAAAYH/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQAAPwBDWQI2/9k=',
	'base64',
);

const chunkSize = 65_536;

/** The bytes of a made-up file of that size, piece by piece: any size costs one piece of memory. */
export function* bytesOf(size: number): Generator<Buffer> {
	const chunk = Buffer.alloc(chunkSize, 'Dashdoc ');
	const opening = Buffer.from('%PDF-1.4\n');
	let left = size;
	while (left > 0) {
		const piece = chunk.subarray(0, Math.min(left, chunkSize));
		if (left === size && left >= opening.length)
			yield Buffer.concat([opening, piece.subarray(opening.length)]);
		else yield piece;
		left -= piece.length;
	}
}
