import type { Resource } from '../declaration/operation';
import { address } from './address';
import { adrUnCode } from './adrUnCode';
import { apiRequest } from './apiRequest';
import { carbonFootprint } from './carbonFootprint';
import { company } from './company';
import { contact } from './contact';
import { delivery } from './delivery';
import { dockActivity } from './dockActivity';
import { invoice } from './invoice';
import { invoiceItem } from './invoiceItem';
import { loadingPlan } from './loadingPlan';
import { manager } from './manager';
import { securityProtocol } from './securityProtocol';
import { segment } from './segment';
import { site } from './site';
import { supportsExchange } from './supportsExchange';
import { supportType } from './supportType';
import { telematics } from './telematics';
import { trackDechets } from './trackDechets';
import { trackingFile } from './trackingFile';
import { trailer } from './trailer';
import { transport } from './transport';
import { transportMessage } from './transportMessage';
import { transportStatus } from './transportStatus';
import { transportTemplate } from './transportTemplate';
import { trip } from './trip';
import { trucker } from './trucker';
import { vehicle } from './vehicle';
import { wasteCompany } from './wasteCompany';
import { wasteContact } from './wasteContact';
import { wasteForm } from './wasteForm';

/** All resources of the action node; the first one is the editor's default. */
export const resources: readonly Resource[] = [
	transport,
	address,
	adrUnCode,
	apiRequest,
	carbonFootprint,
	company,
	contact,
	delivery,
	dockActivity,
	invoice,
	invoiceItem,
	loadingPlan,
	manager,
	securityProtocol,
	segment,
	site,
	supportsExchange,
	supportType,
	telematics,
	trackDechets,
	trackingFile,
	trailer,
	transportMessage,
	transportStatus,
	transportTemplate,
	trip,
	trucker,
	vehicle,
	wasteCompany,
	wasteContact,
	wasteForm,
];
