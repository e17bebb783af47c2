import type { Resource } from '../declaration/operation';
import { apiRequest } from './apiRequest';
import { company } from './company';
import { contact } from './contact';
import { transport } from './transport';

/** All resources of the action node; the first one is the editor's default. */
export const resources: readonly Resource[] = [transport, apiRequest, company, contact];
