/** Names that mean nothing, or a folder, to whoever stores the file. */
const meaningless = /^\.{0,2}$/;

/**
 * The name under which a file is sent: the last part of what may be a path, in one line and without the quotes
 * that enclose it in the header of its part. What is empty or only dots then becomes `file`.
 */
export function safeFileName(name: string): string {
	const last = name.replace(/^.*[/\\]/s, '');
	const safe = last
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '_')
		.replace(/"/g, "'")
		.trim();
	return meaningless.test(safe) ? 'file' : safe;
}
