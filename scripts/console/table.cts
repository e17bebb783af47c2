/** A table of plain text: columns as wide as their widest cell. */
export function textTable(heads: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const all = [heads, ...rows];
	const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column].length)));
	const line = (row: readonly string[]) =>
		row
			.map((cell, column) => cell.padEnd(widths[column]))
			.join('  ')
			.trimEnd();
	const rule = widths.map((width) => '-'.repeat(width)).join('  ');
	return [line(heads), rule, ...rows.map(line)].join('\n');
}
