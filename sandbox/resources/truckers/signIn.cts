import type { State } from '../../state/state.cts';
import { findByInviteCode, truckerCollection } from './records.cts';

/** What the mobile app learns when a trucker signs in. */
export interface SignedIn {
	trucker: number;
	display_name: string;
}

/**
 * Plays the mobile app: signs the trucker in to whom the invite code belongs. A code works once; afterwards it, and
 * any that was never given out, leads nowhere (undefined) until a new one is generated.
 */
export function signInWithCode({ tenants }: State, code: string): SignedIn | undefined {
	const found = findByInviteCode(tenants, code);
	if (!found) return undefined;
	const { tenant, trucker } = found;
	trucker.invite_code = null;
	tenant.touch(truckerCollection, trucker);
	trucker.user.last_login = tenant.world.clock.now();
	return { trucker: trucker.pk, display_name: trucker.display_name };
}
