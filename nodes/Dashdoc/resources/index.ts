import type { Resource } from '../declaration/operation';
import { address } from './address';
import { adrUnCode } from './adrUnCode';
import { apiRequest } from './apiRequest';
import { carbonFootprint } from './carbonFootprint';
import { company } from './company';
import { contact } from './contact';
import { manager } from './manager';
import { securityProtocol } from './securityProtocol';
import { supportType } from './supportType';
import { telematics } from './telematics';
import { trailer } from './trailer';
import { transport } from './transport';
import { trucker } from './trucker';
import { vehicle } from './vehicle';

/** All resources of the action node; the first one is the editor's default. */
export const resources: readonly Resource[] = [
	transport,
	address,
	adrUnCode,
	apiRequest,
	carbonFootprint,
	company,
	contact,
	manager,
	securityProtocol,
	supportType,
	telematics,
	trailer,
	trucker,
	vehicle,
];
