import type { IDataObject } from 'n8n-workflow';
import { flag, rowOf, text, whole, type Columns } from '../../columns';
import { sitesOf, transportColumns, type Part, type Site, type Transport } from './parts';

interface SiteSource extends Part {
	site: Site;
	/** From 1 on. */
	position: number;
}

export const siteRowColumns: Columns<SiteSource> = {
	...transportColumns,
	uid: text("Dashdoc's ID of the site", ({ site }) => site.uid),
	remote_id: text('External ID of the site', ({ site }) => site.remote_id),
	position: whole('Place of the site on the route, from 1 on', ({ position }) => position),
	category: text('What is done there, e.g. `loading`', ({ site }) => site.category),
	reference: text('Reference at the site', ({ site }) => site.reference),
	name: text('Name of the place', ({ site }) => site.address?.name),
	company: text('Company at the place', ({ site }) => site.address?.company?.name),
	address: text('Street', ({ site }) => site.address?.address),
	postcode: text('Postcode', ({ site }) => site.address?.postcode),
	city: text('City', ({ site }) => site.address?.city),
	country: text('Two-letter country code', ({ site }) => site.address?.country),
	asked_start: text(
		'Start of the first slot that the shipper asks for',
		({ site }) => site.slots?.[0]?.start,
	),
	asked_end: text('End of the first slot that the shipper asks for', ({ site }) => site.slots?.[0]?.end),
	planned_start: text('Earliest arrival that the carrier plans', ({ site }) => site.scheduled_range?.start),
	planned_end: text('Latest arrival that the carrier plans', ({ site }) => site.scheduled_range?.end),
	eta: text('Expected arrival', ({ site }) => site.eta),
	real_start: text('Arrival', ({ site }) => site.real_start),
	real_end: text('Departure', ({ site }) => site.real_end),
	minutes_on_site: whole('Minutes from arrival to departure', ({ site }) => minutesBetween(site)),
	punctuality_status: text(
		'Whether it is or was on time, e.g. `late`',
		({ site }) => site.punctuality_status,
	),
	is_cancelled: flag('Whether the stop was cancelled', ({ site }) => site.is_cancelled),
};

function minutesBetween({ real_start, real_end }: Site): number | null {
	const minutes = Math.round((Date.parse(real_end ?? '') - Date.parse(real_start ?? '')) / 60_000);
	return Number.isNaN(minutes) ? null : minutes;
}

/** One row per stop, in the order of the route, with its times as asked, planned and real. */
export function sites(transport: Transport): IDataObject[] {
	return sitesOf(transport).map((site, index) =>
		rowOf(siteRowColumns, { transport, site, position: index + 1 }),
	);
}
