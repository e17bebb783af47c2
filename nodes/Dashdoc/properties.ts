import type { INodeProperties } from 'n8n-workflow';
import { assembleProperties } from './engine/assemble';
import { resources } from './resources';

/**
 * All parameters of the node. The build puts what comes out here in place of the built file (scripts/properties.cts), so
 * that n8n shows the node without loading its declarations.
 */
export const properties: readonly INodeProperties[] = assembleProperties(resources);
