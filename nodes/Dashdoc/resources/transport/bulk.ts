import { operation, type Check, type ListAction, type Operation } from '../../declaration/operation';
import { crew, sendToTrucker } from '../../fields/crew';
import { instant } from '../../fields/dates';
import { sendTogether } from '../../fields/standard';
import { transportInFilter } from './chosen';

/** The filter chooses the transports; 50 uids are well below what an address may hold. */
const onTransports: ListAction = { filter: 'uid__in', list: 'GET /transports/', most: 50 };

const somethingToAssign: Check = ({ body }) =>
	['trucker_id', 'vehicle', 'trailers'].some((name) => body[name] !== undefined)
		? undefined
		: {
				target: 'body.trucker_id',
				text: 'neither trucker nor vehicle nor trailer is chosen, so there is nothing to assign',
			};

const notStarted: unknown[] = ['ordered', 'accepted', undefined];

/** Actions that Dashdoc has on lists only: many transports may share a request. */
export const bulk: readonly Operation[] = [
	operation({
		value: 'archive',
		name: 'Archive',
		action: 'Archive transport',
		description: "Take a transport out of your company's lists; nobody else notices",
		route: 'POST /transports/archive/',
		parameters: [transportInFilter, sendTogether],
		listAction: onTransports,
		answer: 'success',
		// An archived transport stays archived.
		repeatable: true,
	}),
	operation({
		value: 'assign',
		name: 'Assign',
		action: 'Assign trucker and vehicle to transport',
		description:
			'Plan who drives a transport with which plates, on all its segments; what is left empty stays',
		route: 'POST /transports/assign/',
		parameters: [transportInFilter, ...crew, sendToTrucker, sendTogether],
		checks: [somethingToAssign],
		// Dashdoc refuses transports under way, but passes over them where others in the request are not.
		listAction: { ...onTransports, alone: ({ global_status }) => !notStarted.includes(global_status) },
		answer: 'success',
		// A second arrival would ring the phone of the trucker twice.
		repeatable: false,
	}),
	operation({
		value: 'markDone',
		name: 'Mark Done',
		action: 'Mark transport done',
		description: 'End a transport, for instance when the trucker does not use the mobile app',
		route: 'POST /transports/mark-done/',
		parameters: [
			transportInFilter,
			instant('body.last_activity_date_by_transport_uid', 'Last Activity', {
				description: 'When the last activity ended, not before the last loading; left empty, Dashdoc decides',
			}),
			sendTogether,
		],
		// A date before the last loading is refused for that transport alone.
		listAction: { ...onTransports, keyed: ['last_activity_date_by_transport_uid'] },
		answer: 'success',
		// A transport that is done stays done, and its date is given, not taken from the clock.
		repeatable: true,
	}),
	operation({
		value: 'markPaid',
		name: 'Mark Paid',
		action: 'Mark transport paid',
		description: 'Note that a transport is paid, when the payment is followed elsewhere',
		route: 'POST /transports/mark-paid/',
		parameters: [transportInFilter, sendTogether],
		listAction: onTransports,
		answer: 'success',
		// A paid transport stays paid.
		repeatable: true,
	}),
];
