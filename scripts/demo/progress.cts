/** Shows which node of a workflow is at work; on a terminal the line of the current node counts along. */
export class Progress {
	private current: { name: string; since: number; requestsBefore: number } | undefined;
	private readonly timer: NodeJS.Timeout | undefined;

	constructor(
		private readonly requests: () => number,
		private readonly out: NodeJS.WriteStream = process.stdout,
	) {
		if (out.isTTY) this.timer = setInterval(() => this.show('\r'), 100);
	}

	/** A node starts, so the one before is done. */
	start(name: string): void {
		this.finishLine();
		this.current = { name, since: performance.now(), requestsBefore: this.requests() };
	}

	/** The workflow is done. */
	end(): void {
		clearInterval(this.timer);
		this.finishLine();
		this.current = undefined;
	}

	private finishLine(): void {
		if (this.current) this.show(this.out.isTTY ? '\r' : '', '\n');
	}

	private show(before: string, after = ''): void {
		if (!this.current) return;
		const { name, since, requestsBefore } = this.current;
		const requests = this.requests() - requestsBefore;
		const seconds = ((performance.now() - since) / 1000).toFixed(1);
		const told = requests > 0 ? `${String(requests).padStart(5)} requests ${seconds.padStart(6)} s` : '';
		this.out.write(`${before}  ${name.padEnd(34)}${told}${after}`);
	}
}
