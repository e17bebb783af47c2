/**
 * Writes the assembled parameters of the node as JSON, and in place of the built file that assembles them one that reads it:
 * what is the same every time is worked out once, when the package is built. Part of `npm run build`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { properties } from '../nodes/Dashdoc/properties';

const folder = join(__dirname, '..', 'dist', 'nodes', 'Dashdoc');
writeFileSync(join(folder, 'properties.json'), JSON.stringify(properties));
writeFileSync(
	join(folder, 'properties.js'),
	`'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
exports.properties = require('./properties.json');
`,
);
console.log(`${properties.length} parameters written`);
