import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The engine writes its settings file into this folder; it must not be the home of whoever runs the tests.
process.env.N8N_USER_FOLDER = join(tmpdir(), `n8n-nodes-dashdoc-tests-${process.pid}`);
process.env.N8N_LOG_LEVEL = 'silent';
mkdirSync(process.env.N8N_USER_FOLDER, { recursive: true });

// n8n-core declares its services with decorators and expects this to be there before it is loaded.
import 'reflect-metadata';
