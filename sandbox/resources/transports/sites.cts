import { ok } from '../../http/answer.cts';
import { forbidden, notFound, refuseAll, refuseField } from '../../http/problems.cts';
import { textOf, type JsonObject } from '../../json.cts';
import type { Tenant } from '../../state/tenant.cts';
import type { Call, Handler } from '../resource.cts';
import { flowDown } from './charter.cts';
import { crewOf } from './crew.cts';
import { hasEnded, transportCollection } from './records.cts';
import { findSite, type SitePlace } from './search.cts';
import { recordActivity } from './status.cts';
import { fillSite } from './stops.cts';

function namedSite({ tenant, path }: Call): SitePlace {
	const place = findSite(tenant, 'uid', path.uid);
	if (!place) throw notFound();
	return place;
}

const updateSite: Handler = (call) => {
	const { transport, site } = namedSite(call);
	fillSite(site, { ...call.body }, call.tenant);
	call.tenant.touch(transportCollection, transport);
	flowDown(transport, call.tenant);
	return ok(site);
};

/** Events for what `mark-done` calls an activity: the arrival, where one comes before it, and the completion. */
const activities: Readonly<Record<string, { arrival?: string; completion: string }>> = {
	loading: { arrival: 'on_loading_site', completion: 'loading_complete' },
	unloading: { arrival: 'on_unloading_site', completion: 'unloading_complete' },
	bulking_break_started: { completion: 'bulking_break_started' },
	bulking_break_complete: { completion: 'bulking_break_complete' },
};

/** Tells what the phone would have told: the arrival unless it is known already, then the completion. */
const markSiteDone: Handler = (call) => {
	const { body, tenant } = call;
	const place = namedSite(call);
	const { transport, site } = place;
	if (hasEnded(transport)) throw forbidden('This transport has ended.');
	const { arrival, completion } = activities[textOf(body.category)];
	const now = tenant.world.clock.now();
	const completed = textOf(body.complete_date) || now;
	const arrived = textOf(body.on_site_date) || site.real_start || completed;
	if (Date.parse(completed) < Date.parse(arrived)) {
		const detail = 'The activity cannot be complete before the arrival.';
		throw refuseAll([{ path: ['complete_date'], detail, code: 'invalid' }]);
	}
	takePlates(place, body, tenant);
	if (arrival !== undefined && site.real_start === null) recordActivity(place, arrival, arrived, tenant);
	if (body.on_site_date !== undefined && arrival !== undefined) site.real_start = arrived;
	recordActivity(place, completion, completed, tenant);
	return ok(site);
};

/** The plates that did the work, on the segments that lead to the stop, or away from the first one. */
function takePlates({ transport, site }: SitePlace, body: Call['body'], tenant: Tenant): void {
	const { vehiclePlate, trailerPlates } = body;
	const written: JsonObject = {};
	if (textOf(vehiclePlate) !== '') written.vehicle = { license_plate: vehiclePlate };
	if (Array.isArray(trailerPlates)) {
		written.trailers = trailerPlates.map((license_plate) => ({ license_plate }));
	}
	const { segments } = transport;
	const leading = segments.filter(({ destination }) => destination === site);
	const concerned = leading.length > 0 ? leading : segments.filter(({ origin }) => origin === site);
	for (const segment of concerned) Object.assign(segment, crewOf(written, tenant));
}

const longestWindow = 2 * 3_600_000;

/** The conditions under which Dashdoc's web app offers to follow an arrival (concepts, section 11.2). */
const enableSiteEta: Handler = (call) => {
	const { transport, site } = namedSite(call);
	const [slot] = site.slots;
	const refused = (detail: string) => refuseField('eta_tracking', detail, 'invalid');
	if (!slot) throw refused('An asked time slot is needed to follow the arrival.');
	if (Date.parse(slot.end) - Date.parse(slot.start) > longestWindow) {
		throw refused('The asked time slot is longer than two hours.');
	}
	const { address } = site;
	if (address?.coords_validated !== true || address.latitude === null) {
		throw refused('The coordinates of the address are not validated.');
	}
	site.eta_tracking = true;
	site.eta ??= slot.start; // nothing is computed here: the crew is on time
	site.punctuality_status = 'probably_on_time';
	call.tenant.touch(transportCollection, transport);
	return ok();
};

/** Nothing is known of dock activities; a site is the nearest thing that such a uid can name. */
const markDockActivity: Handler = (call) => {
	call.tenant.touch(transportCollection, namedSite(call).transport);
	return ok();
};

/** Endpoints on the stops of a transport. */
export const siteHandlers: Readonly<Record<string, Handler>> = {
	updateSite,
	markSiteDone,
	enableSiteEta,
	markDockActivityLoaded: markDockActivity,
	markDockActivityUnloaded: markDockActivity,
};
