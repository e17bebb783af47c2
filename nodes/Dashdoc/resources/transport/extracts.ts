import type { Operation } from '../../declaration/operation';

/** Flat lists dug out of a transport. */
export const extracts: readonly Operation[] = [];
