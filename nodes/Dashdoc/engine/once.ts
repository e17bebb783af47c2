/**
 * What is read once for all items of an execution: those that ask at the same time share the answer that is awaited.
 * @param memory by key, as far as it was read
 * @throws as the reading does; a failure of one moment is not kept for the items that come later
 */
export async function once<T>(memory: Map<string, unknown>, key: string, read: () => Promise<T>): Promise<T> {
	const known = memory.get(key) as Promise<T> | undefined;
	if (known) return await known;
	const reading = read();
	memory.set(key, reading);
	reading.catch(() => memory.delete(key));
	return await reading;
}
