import type { RequestRecord } from './log.cts';

/** Totals of a run. */
export interface Figures {
	requests: number;
	/** Number of answers by status; `none` counts requests that were left without an answer on purpose. */
	byStatus: Record<string, number>;
	byOperation: Record<string, number>;
	/** The most requests of one token, refused ones included, that arrived within any second. */
	mostInOneSecond: number;
	violations: number;
	answerViolations: number;
	/** How often each contact was invited, by uid; contacts never invited are left out. */
	invitations: Record<string, number>;
}

/** Counts requests as they come and go, so that the figures outlive the bounded log. */
export class Counters {
	private requests = 0;
	private byStatus: Record<string, number> = {};
	private byOperation: Record<string, number> = {};
	private mostInOneSecond = 0;
	private readonly recent = new Map<string, number[]>();

	/** Counts an arrival, `now` in milliseconds on a monotonic clock. */
	arrived(token: string, now: number): void {
		this.requests += 1;
		const times = this.recent.get(token) ?? [];
		while (times.length > 0 && times[0] <= now - 1000) times.shift();
		times.push(now);
		this.recent.set(token, times);
		this.mostInOneSecond = Math.max(this.mostInOneSecond, times.length);
	}

	finished({ status, operationId }: RequestRecord): void {
		const label = String(status ?? 'none');
		this.byStatus[label] = (this.byStatus[label] ?? 0) + 1;
		if (operationId) this.byOperation[operationId] = (this.byOperation[operationId] ?? 0) + 1;
	}

	read() {
		return {
			requests: this.requests,
			byStatus: { ...this.byStatus },
			byOperation: { ...this.byOperation },
			mostInOneSecond: this.mostInOneSecond,
		};
	}

	clear(): void {
		this.requests = 0;
		this.byStatus = {};
		this.byOperation = {};
		this.mostInOneSecond = 0;
		this.recent.clear();
	}
}
