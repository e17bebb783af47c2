import type { Operation } from '../../declaration/operation';

/** Documents of transports. */
export const documents: readonly Operation[] = [];
