import { createRequire } from 'node:module';
import type * as Start from './start.cts';

// Not by import: on Node 20, tsx treats the npm packages below an imported *.cts file as ES modules and some of
// them then fail to load. A plain require is the same everywhere.
const start = createRequire(__filename)('./start.cts') as typeof Start;

/** Starts a sandbox on 127.0.0.1. Rejects when the port is taken. */
export const startSandbox = start.startSandbox;

export type { Sandbox, SandboxOptions } from './start.cts';
export type { Settings } from './settings.cts';
export type { MadeDocument } from './control/documents.cts';
export type { Download } from './media.cts';
export type { Change } from './traffic/changes.cts';
export type { Fault, FaultMatch } from './traffic/faults.cts';
export type { Figures } from './traffic/figures.cts';
export type { RequestRecord } from './traffic/log.cts';
export type { AnswerViolation, Violation, ViolationKind } from './violations.cts';
