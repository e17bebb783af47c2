/** Milliseconds of a day. */
const day = 86_400_000;

/**
 * The sandbox's own time. It stands still while nothing changes and moves on one second with every change, so that
 * two runs with the same requests give the same answers, and no two changes share an instant.
 */
export class Clock {
	private time: number;
	private text: string;

	constructor(start: string) {
		this.time = Date.parse(start);
		if (Number.isNaN(this.time)) throw new Error(`Not a date-time: ${start}`);
		this.text = new Date(this.time).toISOString();
	}

	/** The current instant, ISO 8601 in UTC. */
	now(): string {
		return this.text;
	}

	/** The instant that lies that many days back; with a negative number, ahead. */
	daysAgo(days: number): string {
		return new Date(this.time - days * day).toISOString();
	}

	/** Moves one second on and returns the new instant. */
	tick(): string {
		return this.advance(1);
	}

	/** Moves on by a number of seconds and returns the new instant. */
	advance(seconds: number): string {
		this.time += seconds * 1000;
		this.text = new Date(this.time).toISOString();
		return this.text;
	}
}
