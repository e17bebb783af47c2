import type { ListedResource } from '../traffic/changes.cts';
import { addresses } from './addresses.cts';
import { companies } from './companies/companies.cts';
import { contacts } from './contacts.cts';
import { trailers, vehicles } from './fleet/fleet.cts';
import { invoiceItems } from './invoiceItems.cts';
import { invoices } from './invoices.cts';
import { managers } from './managers.cts';
import { adrUnCodes, loadingPlans, trackingFiles } from './reference.cts';
import type { AnyResource, Handler } from './resource.cts';
import { securityProtocols } from './securityProtocols/securityProtocols.cts';
import { handlersOf } from './standard.cts';
import { supportTypes } from './supportTypes.cts';
import { supportsExchangeHandlers } from './supportsExchanges.cts';
import { telematicTraces, telematicVehicles } from './telematics.cts';
import { trackDechets } from './trackDechets.cts';
import { transportOperationCategories } from './transportOperationCategories.cts';
import { deliveryHandlers } from './transports/deliveries.cts';
import { transportMessageHandlers } from './transports/messages.cts';
import { segmentHandlers } from './transports/segments.cts';
import { siteHandlers } from './transports/sites.cts';
import { transportStatusHandlers } from './transports/status.cts';
import { transportTemplates } from './transports/templates.cts';
import { transports } from './transports/transports.cts';
import { trips } from './trips.cts';
import { truckers } from './truckers/truckers.cts';
import { wamCompanyHandlers } from './wam/companies.cts';
import { wamContacts } from './wam/contacts.cts';
import { wamForms } from './wam/forms.cts';

/** Every resource that is more than a few loose operations. A new one is added here and nowhere else. */
export const resources: readonly AnyResource[] = [
	addresses,
	adrUnCodes,
	companies,
	contacts,
	invoiceItems,
	invoices,
	loadingPlans,
	managers,
	securityProtocols,
	supportTypes,
	telematicTraces,
	telematicVehicles,
	trackDechets,
	trackingFiles,
	trailers,
	transportOperationCategories,
	transportTemplates,
	transports,
	trips,
	truckers,
	vehicles,
	wamContacts,
	wamForms,
];

/** The handler of every operation, by operationId. */
export const handlers: Readonly<Record<string, Handler>> = Object.assign(
	{},
	...resources.map(handlersOf),
	deliveryHandlers,
	segmentHandlers,
	siteHandlers,
	supportsExchangeHandlers,
	transportMessageHandlers,
	transportStatusHandlers,
	wamCompanyHandlers,
) as Record<string, Handler>;

/** The resource behind each list of stored objects, by operationId. */
export const listedResources: Readonly<Record<string, ListedResource | undefined>> = Object.fromEntries(
	resources.flatMap((resource) =>
		resource.operations.list === undefined ? [] : [[resource.operations.list, resource as ListedResource]],
	),
);
