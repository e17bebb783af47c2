/**
 * The sandbox's own time. It stands still while nothing changes and moves on one second with every change, so that
 * two runs with the same requests give the same answers, and no two changes share an instant.
 */
export class Clock {
	private time: number;

	constructor(private readonly start: string) {
		this.time = Date.parse(start);
		if (Number.isNaN(this.time)) throw new Error(`Not a date-time: ${start}`);
	}

	/** The current instant, ISO 8601 in UTC. */
	now(): string {
		return new Date(this.time).toISOString();
	}

	/** Moves one second on and returns the new instant. */
	tick(): string {
		return this.advance(1);
	}

	/** Moves on by a number of seconds and returns the new instant. */
	advance(seconds: number): string {
		this.time += seconds * 1000;
		return this.now();
	}

	reset(): void {
		this.time = Date.parse(this.start);
	}
}
