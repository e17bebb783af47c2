import type { Operation } from '../../declaration/operation';

/** What makes transports. */
export const creating: readonly Operation[] = [];
