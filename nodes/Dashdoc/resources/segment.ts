import {
	operation,
	type BesideField,
	type BuiltRequest,
	type Check,
	type Result,
} from '../declaration/operation';
import type { AnswerOf, RequestParts, Route } from '../declaration/route';
import { additionalFields, nestedFields } from '../fields/collections';
import { crew, sendToTrucker } from '../fields/crew';
import { inPathOrExternalId, reference, severalInQuery, uidOf } from '../fields/locators';
import { bodyJson, demanded, identifiers, text, textList } from '../fields/plain';
import { delivery as deliveryThing, segment as segmentThing } from '../fields/parts';
import { clearSite, siteDetails } from '../fields/siteFields';
import { plannedFields, sitePlace } from '../fields/sites';
import { company } from '../fields/things';
import { resource, update, type Noun } from './standard';

const noun: Noun = { singular: 'segment', plural: 'segments' };

const locator = inPathOrExternalId('path.uid', segmentThing, {
	description: 'Leg of a transport; its uid stands under segments in the Raw output of the transport',
});

const instructions = text('body.instructions', 'Instructions', {
	description: 'What the chartered carrier has to know, up to 1000 characters; also the place for plates',
	placeholder: 'e.g. Remorque EF-456-GH, quai 4',
});

type Transport = AnswerOf<'POST /segments/{uid}/assign/'>;

/** Dashdoc answers with the whole transport; what is asked for is so many of its segments, from the named one on. */
function segmentsOf(transport: Transport, { path: { uid } }: BuiltRequest, count: number): Result[] {
	const { segments = [] } = transport;
	const first = segments.findIndex((one) => one.uid === uid || one.remote_id === uid);
	const found = first < 0 ? [transport] : segments.slice(first, first + count);
	return found.map((object) => ({ object, beside: { transport_uid: transport.uid } }));
}

const beside: Record<string, BesideField> = { transport_uid: 'ID of the transport' };

/** Items about one segment run one after the other. */
const keys = ({ path }: BuiltRequest) => [String(path.uid)];

const somebody: Check = ({ body }) =>
	['trucker_id', 'vehicle', 'trailers'].some((name) => body[name] !== undefined)
		? undefined
		: {
				target: 'body.trucker_id',
				text: 'neither trucker nor vehicle nor trailer is chosen, so there is nothing to assign',
			};

const somewhere: Check = ({ body }) => {
	const { address } = (body.site ?? {}) as { address?: unknown };
	return address
		? undefined
		: { target: 'body.site.address.pk', text: 'choose the place of the break, or write its address' };
};

/** Without a filter Dashdoc might take all segments. */
const namedSegments: Check = ({ query }) =>
	Object.keys(query).length > 0 ? undefined : { target: 'query.uid__in', text: 'give at least one segment' };

export const segment = resource({
	value: 'segment',
	name: 'Segment',
	identifier: 'uid',
	simplified: {
		uid: 'uid',
		remote_id: 'remote_id',
		origin: 'origin.address.city',
		destination: 'destination.address.city',
		trucker: 'trucker.display_name',
		vehicle: 'vehicle.license_plate',
		trailer: 'trailers.0.license_plate',
		planned_start: 'scheduled_start_range.start',
		planned_end: 'scheduled_end_range.end',
		child_transport: 'child_transport.uid',
	},
	operations: [
		operation({
			value: 'assign',
			name: 'Assign',
			action: 'Assign trucker and vehicle to segment',
			description: 'Plan who drives a segment with which plates; what is left empty stays as it is',
			route: 'POST /segments/{uid}/assign/',
			parameters: [locator, ...crew, sendToTrucker],
			checks: [somebody],
			keys,
			partAt: 'segments.0',
			run: async ({ call, request }) =>
				segmentsOf(await call('POST /segments/{uid}/assign/', partsOf(request)), request, 1),
			beside,
		}),
		operation({
			value: 'break',
			name: 'Break',
			action: 'Break segment',
			description:
				'Split a segment in two at a new stop, to change trucker or trailer there; gives the two segments',
			route: 'POST /segments/{uid}/break/',
			parameters: [
				locator,
				...sitePlace('body.site'),
				nestedFields('Site Details', 'What else is to be said of the stop', siteDetails('body.site'), {
					clears: false,
				}),
				...crew,
				sendToTrucker,
				additionalFields([
					uidOf('body.delivery_uid', deliveryThing, {
						description: 'Breaks the way of this delivery only; left out, that of all',
					}),
					bodyJson(),
				]),
			],
			checks: [somewhere, clearSite('site')],
			keys,
			partAt: 'segments.0',
			run: async ({ call, request }) =>
				segmentsOf(await call('POST /segments/{uid}/break/', partsOf(request)), request, 2),
			beside,
		}),
		operation({
			value: 'cancelCharter',
			name: 'Cancel Charter',
			action: 'Cancel charter of segments',
			description:
				'Cancel the transport to which segments were chartered, so that they can be chartered again',
			route: 'DELETE /segments/charter/',
			parameters: [
				// Filtering by External ID is documented for chartering only; ignored here, it would cancel every charter.
				identifiers('query.uid__in', 'Segment IDs', {
					description: 'Chartered segments by their uid, separated by commas',
					placeholder: `e.g. ${segmentThing.examples.id}`,
					required: true,
				}),
			],
			checks: [namedSegments],
			answer: 'success',
		}),
		operation({
			value: 'charter',
			name: 'Charter',
			action: 'Charter segments',
			description:
				'Subcontract successive segments of one transport to another carrier, as a transport of their own',
			route: 'POST /segments/charter/',
			parameters: [
				severalInQuery({ id: 'query.uid__in', externalId: 'query.remote_id__in' }, segmentThing, {
					description: 'Successive segments of one transport, separated by commas',
				}),
				demanded(
					reference('body.carrier', company, { description: 'Who carries them', name: 'carrier' }, 'Carrier'),
				),
				additionalFields([
					textList('body.carrier.carrier_contacts', 'Carrier Contact IDs', {
						description: 'Contacts of the carrier who are told, by their uid, separated by commas',
					}),
					instructions,
					bodyJson(),
				]),
			],
			checks: [namedSegments],
			answer: 'part',
		}),
		update(
			noun,
			'PATCH /segments/{uid}/',
			locator,
			[
				...crew,
				text('body.remote_id', 'External ID', { description: 'Your own identifier of the segment' }),
				nestedFields(
					'Origin',
					'Stop where the segment starts, also for other segments and deliveries',
					[...sitePlace('body.origin'), ...siteDetails('body.origin')],
					{ clears: true },
				),
				nestedFields(
					'Destination',
					'Stop where the segment ends, also for other segments and deliveries',
					[...sitePlace('body.destination'), ...siteDetails('body.destination')],
					{ clears: true },
				),
				...plannedFields('body.scheduled_start_range', 'Planned Origin'),
				...plannedFields('body.scheduled_end_range', 'Planned Destination'),
			],
			{ checks: [clearSite('origin'), clearSite('destination')] },
		),
		operation({
			value: 'updateCharter',
			name: 'Update Charter',
			action: 'Update charter of segment',
			description: 'Change the instructions of the carrier to whom a segment is chartered',
			route: 'PATCH /segments/{uid}/charter/',
			parameters: [
				uidOf('path.uid', segmentThing, {
					description: 'Chartered segment of your transport, by its uid',
					required: true,
				}),
				demanded(instructions),
			],
			answer: 'part',
			repeatable: true,
		}),
	],
});

/** The request as the form makes it; what Dashdoc demands of its body is checked before. */
function partsOf<R extends Route>({ path, query, body }: BuiltRequest): RequestParts<R> {
	return { path, query, body } as RequestParts<R>;
}
