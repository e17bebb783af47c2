/** Which requests a fault strikes; what is left out does not matter. */
export interface FaultMatch {
	method?: string;
	/** Path below `/api/v4`; a placeholder stands for any one segment: `/contacts/{uid}/invite/`. */
	path?: string;
	operationId?: string;
	/** Strikes only from the nth matching request on, counted from 1 since the fault was set. */
	nth?: number;
}

/** How a fault shows. */
export type FaultEffect =
	/** This status and body instead of an answer. */
	| { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
	/** A 429 with that Retry-After (text as it is, null for none; left out: by the settings). */
	| { kind: 'too-many-requests'; retryAfter?: string | null }
	/** The connection breaks and nothing was done. */
	| { kind: 'reset-before' }
	/** The connection breaks after the work was done. */
	| { kind: 'reset-after' }
	/** The connection breaks in the middle of the answer. */
	| { kind: 'reset-within' }
	/** No answer ever. */
	| { kind: 'hang' }
	/** The true answer, later. */
	| { kind: 'latency'; milliseconds: number }
	/** A complete answer whose JSON ends early. */
	| { kind: 'cut-off-json' }
	/** A web page instead of JSON, with status 200 or another one. */
	| { kind: 'html'; status?: number; title?: string }
	/** Status 200 (or another one) and nothing else. */
	| { kind: 'empty'; status?: number }
	/** Bytes that are no JSON, labelled as JSON. */
	| { kind: 'garbage' };

export type Fault = FaultEffect & {
	match?: FaultMatch;
	/** How many requests it strikes; 1 unless given, 0 for all. */
	times?: number;
	/** Whether the request takes effect; each kind has its natural default. */
	processed?: boolean;
};

const processedByNature: Readonly<Record<FaultEffect['kind'], boolean>> = {
	status: false,
	'too-many-requests': false,
	'reset-before': false,
	'reset-after': true,
	'reset-within': true,
	hang: false,
	latency: true,
	'cut-off-json': true,
	html: false,
	empty: false,
	garbage: false,
};

/** Whether a request struck by this fault takes effect. */
export function isProcessed(fault: Fault): boolean {
	return fault.processed ?? processedByNature[fault.kind];
}

interface ArmedFault {
	fault: Fault;
	path: RegExp | undefined;
	met: number;
	struck: number;
}

/** The faults that wait for their requests. */
export class Faults {
	private armed: ArmedFault[] = [];

	/** Replaces all faults. */
	set(faults: readonly Fault[]): void {
		this.armed = [];
		this.add(faults);
	}

	add(faults: readonly Fault[]): void {
		for (const fault of faults) {
			this.armed.push({ fault, path: pathPattern(fault.match?.path), met: 0, struck: 0 });
		}
	}

	/** The faults that are still to strike. */
	pending(): Fault[] {
		return this.armed.filter((armed) => !isSpent(armed)).map(({ fault }) => fault);
	}

	/** The fault that strikes this request, if any; the first one that was set wins. */
	strike(method: string, path: string, operationId: string): Fault | undefined {
		let chosen: Fault | undefined;
		for (const armed of this.armed) {
			if (isSpent(armed) || !matches(armed, method, path, operationId)) continue;
			armed.met += 1;
			if (chosen || armed.met < (armed.fault.match?.nth ?? 1)) continue;
			armed.struck += 1;
			chosen = armed.fault;
		}
		return chosen;
	}
}

function isSpent({ fault, struck }: ArmedFault): boolean {
	const times = fault.times ?? 1;
	return times > 0 && struck >= times;
}

function matches({ fault, path: pattern }: ArmedFault, method: string, path: string, operationId: string) {
	const match = fault.match ?? {};
	return (
		(match.method === undefined || match.method.toUpperCase() === method) &&
		(match.operationId === undefined || match.operationId === operationId) &&
		(pattern === undefined || pattern.test(path))
	);
}

function pathPattern(path: string | undefined): RegExp | undefined {
	if (path === undefined) return undefined;
	const parts = path.split(/\{[^}]*\}/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('[^/]+')}$`);
}
