/** How to stop what was started, the latest first; what is stopped once is forgotten. */
export class Endings {
	private readonly endings: Array<() => Promise<void>> = [];

	add(end: () => Promise<void>): void {
		this.endings.push(end);
	}

	/** Stops everything, also where one of it cannot be stopped; then rejects with the first reason. */
	async all(): Promise<void> {
		const failures: unknown[] = [];
		for (let end = this.endings.pop(); end; end = this.endings.pop()) {
			await end().catch((error: unknown) => failures.push(error));
		}
		if (failures.length > 0) throw failures[0];
	}
}
