/**
 * What Dashdoc sends. Its documentation does not show the payload, so several forms are understood (docs/triggers.md),
 * and whatever is not understood is handed on whole.
 */
import { isObject } from '../Dashdoc/client/isObject';
import type { Event, Transport } from '../Dashdoc/resources/transport/extract/parts';
import { eventNameOf } from './events';

type Members = Readonly<Record<string, unknown>>;

/** One event as far as a payload tells it. */
export interface Delivery {
	/** As it came. */
	payload: unknown;
	/** Dashdoc's name, e.g. `on_loading_site`; undefined when no form that is understood names one. */
	event?: string;
	/** Whether it is one of the events that can be chosen. */
	isKnown: boolean;
	/** Dashdoc's ID of the event. */
	eventUid?: string;
	/** When it happened, as Dashdoc writes it. */
	happened?: string;
	transportUid?: string;
	/** The status update, empty when none came. */
	update: Event;
	/** The transport as it was sent, with lists and objects where they belong; undefined when none came. */
	transport?: Transport;
}

/** One delivery for an object, one for each element of a list. */
export function readDeliveries(body: unknown): Delivery[] {
	return (Array.isArray(body) ? (body as unknown[]) : [body]).map(readDelivery);
}

function readDelivery(payload: unknown): Delivery {
	if (!isObject(payload)) return { payload, isKnown: false, update: {} };
	// The log of Dashdoc's settings shows the payload within a record of the event.
	const inner = isObject(payload.payload) ? payload.payload : payload;
	const update = updateOf(inner);
	const { event, isKnown } = nameOf([inner, payload], update);
	const places = [update, inner, payload];
	// What belongs to a trip is no transport, though it stands in the same place.
	const isTrip = /^trip[._]/.test(event ?? '') || payload.entity_type === 'trip';
	const transport = isTrip ? undefined : transportOf(inner, update);
	return {
		payload,
		...(event !== undefined && { event }),
		isKnown,
		eventUid: text(update.uid) ?? text(inner.event_uid),
		happened: momentOf(places),
		transportUid: text(transport?.uid) ?? transportUidOf(places),
		update: asEvent(update),
		...(transport && { transport: asTransport(transport) }),
	};
}

/** The status update: under `event` or `status_update`, or the payload itself when it has a category. */
function updateOf(payload: Members): Members {
	const inside = [payload.event, payload.status_update].find(isObject);
	return inside ?? (text(payload.category) === undefined ? {} : payload);
}

/** The transport: under `data` or `transport`, or within the status update. */
function transportOf(payload: Members, update: Members): Members | undefined {
	const data =
		isObject(payload.data) && isObject(payload.data.transport) ? payload.data.transport : payload.data;
	return [data, payload.transport, update.transport].find(isObject);
}

/**
 * The first name that is known, else the first one that can only be an event's: any other text may stand for anything,
 * and whoever chose events must not lose one for it.
 */
function nameOf(payloads: readonly Members[], update: Members): Pick<Delivery, 'event' | 'isKnown'> {
	const candidates = payloads.flatMap((payload) => candidatesOf(payload, update));
	const named = candidates.flatMap(({ value, isInForm }) => {
		const written = text(value);
		return written === undefined ? [] : [{ ...eventNameOf(written), isInForm, written }];
	});
	const found =
		named.find(({ isKnown }) => isKnown) ??
		named.find(({ written }) => /^(transport|trip)\./.test(written)) ??
		named.find(({ isInForm }) => isInForm);
	return found ? { event: found.name, isKnown: found.isKnown } : { isKnown: false };
}

/** Where a name may stand, and whether the rest of that form is there. */
function candidatesOf(payload: Members, update: Members): { value: unknown; isInForm: boolean }[] {
	const tellsUpdate = text(update.uid) !== undefined || text(update.category) !== undefined;
	const tellsTransport = uidIn(transportOf(payload, update)) !== undefined;
	const tellsId = [payload.event_uid, transportUidOf([payload, update]), payload.entity_uid].some(text);
	return [
		{ value: payload.type, isInForm: tellsUpdate || tellsTransport },
		{ value: payload.event, isInForm: tellsId },
		{ value: payload.event_type, isInForm: tellsId },
		{ value: update.category, isInForm: text(update.uid) !== undefined || tellsTransport || tellsId },
	];
}

/** The device's time comes first: it may have been offline. */
function momentOf(places: readonly Members[]): string | undefined {
	return firstText(
		places.flatMap(({ created_device, created, timestamp }) => [created_device, created, timestamp]),
	);
}

function transportUidOf(places: readonly Members[]): string | undefined {
	return firstText(
		places.flatMap(({ transport, transport_uid, entity_type, entity_uid }) => [
			transport,
			transport_uid,
			entity_type === 'transport' ? entity_uid : undefined,
		]),
	);
}

const firstText = (values: readonly unknown[]): string | undefined =>
	values.map(text).find((value) => value !== undefined);

/** A text that says something. */
function text(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function asEvent(update: Members): Event {
	return {
		...update,
		author: objectOr(update.author),
		target: objectOr(update.target),
		site: uidIn(update.site),
		segment: uidIn(update.segment),
	};
}

/**
 * A transport with lists and objects where the rows of a transport look into lists and objects, so that no odd payload
 * ends in a crash; whatever else it should have may be missing.
 */
export function asTransport(transport: Members): Transport {
	const checked = {
		...transport,
		deliveries: objectsOf(transport.deliveries).map(withStops),
		segments: objectsOf(transport.segments).map((segment) => ({
			...withStops(segment),
			trucker: objectOr(segment.trucker),
		})),
	};
	return checked as unknown as Transport;
}

const withStops = (part: Members): object => ({
	...part,
	origin: stopOr(part.origin),
	destination: stopOr(part.destination),
});

const stopOr = (site: unknown): object | undefined =>
	isObject(site) ? { ...site, address: objectOr(site.address) } : undefined;

const uidIn = (value: unknown): string | undefined => text(isObject(value) ? value.uid : value);

const objectOr = (value: unknown): Members | undefined => (isObject(value) ? value : undefined);

const objectsOf = (value: unknown): Members[] => (Array.isArray(value) ? value.filter(isObject) : []);
