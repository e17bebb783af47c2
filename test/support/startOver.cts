import type { Sandbox } from '../../sandbox/index.cts';

/** Data that are as they were prepared, as long as no request has written. */
const prepared = new WeakSet<Sandbox['state']>();

/**
 * Begins anew with the data of the start, and an empty log. They are built only where they may have been changed, which
 * takes longer than most of what is tried on them.
 * @param prepare adds what is needed besides, always the same for one sandbox
 */
export function startOver(sandbox: Sandbox, prepare: (sandbox: Sandbox) => void = () => {}): void {
	const hasWritten = sandbox.requests().some(({ method }) => method !== 'GET');
	if (!hasWritten && prepared.has(sandbox.state)) return sandbox.clearRequests();
	sandbox.reset();
	prepare(sandbox);
	prepared.add(sandbox.state);
}
