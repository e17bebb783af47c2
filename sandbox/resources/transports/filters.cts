import type { Tenant } from '../../state/tenant.cts';
import { contains, instantFilters, isEqual, isIn, isNotIn, listOf } from '../filters.cts';
import type { Filter } from '../resource.cts';
import { sitesOf, type AddressCopy, type FleetCopy, type StoredTransport } from './records.cts';

type Chooses = (transport: StoredTransport, tenant: Tenant) => boolean;

const isUnarchived = ({ archived_by }: StoredTransport, tenant: Tenant) =>
	!archived_by.includes(tenant.company);

const isOver: Chooses = ({ global_status }) => global_status === 'done' || global_status === 'cancelled';

const isPlanned: Chooses = (transport) =>
	transport.status !== 'unassigned' && transport.status !== 'confirmed' && transport.status !== 'created';

/** The tabs of Dashdoc's dashboard; what exactly each one holds is not documented, this is the plain meaning. */
const carrierTabs: Readonly<Record<string, Chooses>> = {
	transports: () => true,
	transports_to_approve: ({ global_status }) => global_status === 'ordered',
	transports_to_plan: (transport, tenant) =>
		transport.global_status === 'accepted' && !isPlanned(transport, tenant),
	transports_to_send_to_trucker: ({ status }) => status === 'assigned',
	transports_ongoing: ({ global_status, status }) =>
		global_status === 'ongoing' || status === 'sent_to_trucker' || status === 'acknowledged',
	transports_done_or_cancelled: isOver,
	transports_billed_or_billable: ({ invoicing_status }) => invoicing_status !== 'UNVERIFIED',
	transports_deleted_or_declined: ({ deleted, global_status }) =>
		deleted !== null || global_status === 'declined',
};

const shipperTabs: Readonly<Record<string, Chooses>> = {
	orders: () => true,
	orders_to_assign_or_declined: ({ global_status, carrier_address }) =>
		global_status === 'declined' || carrier_address === null,
	orders_to_send_to_carrier: ({ carrier_assignation_status }) =>
		carrier_assignation_status === 'draft_assigned',
	orders_awaiting_carrier_confirmation: ({ global_status }) => global_status === 'ordered',
	orders_ongoing: (transport) =>
		transport.global_status === 'accepted' || transport.global_status === 'ongoing',
	orders_done_or_cancelled: isOver,
	orders_checked: ({ invoicing_status }) => invoicing_status === 'VERIFIED',
	orders_deleted: ({ deleted }) => deleted !== null,
};

const businessStatus: Filter<StoredTransport> = (transport, value, tenant) => {
	const tab = String(value);
	const ordersWanted = tab.startsWith('orders');
	if (transport.is_order !== ordersWanted) return false;
	return (ordersWanted ? shipperTabs : carrierTabs)[tab]?.(transport, tenant) ?? false;
};

/** Copies are compared by the entry that they were made of (concepts, section 5). */
const originalOf = (copy: AddressCopy | FleetCopy | null) => copy?.original ?? copy?.pk;

const companyOf = (address: AddressCopy | null) => address?.company?.pk;

const addresses = (transport: StoredTransport, ends: ('origin' | 'destination')[]) =>
	transport.deliveries.flatMap((delivery) => ends.map((end) => originalOf(delivery[end].address)));

/** Filter values are lower case and have names of their own: draft and final are both INVOICED here. */
const invoicingStatuses: Readonly<Record<string, StoredTransport['invoicing_status']>> = {
	unverified: 'UNVERIFIED',
	verified: 'VERIFIED',
	draft: 'INVOICED',
	final: 'INVOICED',
	invoiced: 'INVOICED',
	paid: 'PAID',
};

const invoicingStatusIn: Filter<StoredTransport> = ({ invoicing_status }, value) => {
	const wanted = listOf(value);
	return (
		wanted.length === 0 || wanted.some((name) => invoicingStatuses[name.toLowerCase()] === invoicing_status)
	);
};

/** Everything by which the list of transports can be filtered, and by which bulk actions choose their targets. */
export const transportFilters: Readonly<Record<string, Filter<StoredTransport>>> = {
	uid__in: isIn(({ uid }) => uid),
	uid__not_in: isNotIn(({ uid }) => uid),
	remote_id__in: isIn(({ remote_id }) => remote_id),
	status: isEqual(({ status }) => status),
	status__in: isIn(({ status }) => status),
	...instantFilters('created', ({ created }) => created),
	...instantFilters('updated', ({ updated }) => updated),
	carrier_reference: isEqual(({ carrier_reference }) => carrier_reference),
	tags__in: isIn(({ tags }) => tags.map(({ pk }) => pk)),
	is_order: isEqual(({ is_order }) => is_order),
	archived: (transport, value, tenant) => isUnarchived(transport, tenant) !== value,
	deleted: isEqual(({ deleted }) => deleted !== null),
	cancelled: isEqual(({ global_status }) => global_status === 'cancelled'),
	text: contains((transport) => [
		String(transport.sequential_id),
		transport.remote_id,
		transport.carrier_reference,
		...transport.deliveries.map(({ shipper_reference }) => shipper_reference),
		...sitesOf(transport).flatMap(({ address, reference }) => [address?.name, address?.city, reference]),
	]),
	business_status: businessStatus,
	shipper__in: isIn(({ deliveries }) => deliveries.map(({ shipper_address }) => companyOf(shipper_address))),
	carrier__in: isIn(({ carrier_address }) => companyOf(carrier_address)),
	debtor__in: isIn(({ customer_to_invoice }) => customer_to_invoice?.pk),
	creator__in: isIn(({ created_by }) => created_by.pk),
	trucker__in: isIn(({ segments }) => segments.map(({ trucker }) => trucker?.pk)),
	vehicle__in: isIn(({ segments }) => segments.map(({ vehicle }) => originalOf(vehicle))),
	trailer__in: isIn(({ segments }) => segments.flatMap(({ trailers }) => trailers.map(originalOf))),
	address__in: isIn((transport) => addresses(transport, ['origin', 'destination'])),
	origin_address__in: isIn((transport) => addresses(transport, ['origin'])),
	destination_address__in: isIn((transport) => addresses(transport, ['destination'])),
	invoicing_status__in: invoicingStatusIn,
};

/** Keys for `ordering`; unknown ones are ignored. */
export const transportOrderings: Readonly<
	Record<string, (transport: StoredTransport) => string | number | null | undefined>
> = {
	created: ({ created }) => created,
	updated: ({ updated }) => updated,
	pk: ({ sequential_id }) => sequential_id,
	sequential_id: ({ sequential_id }) => sequential_id,
	status_order: ({ status }) => status,
	carrier__name: ({ carrier_address }) => carrier_address?.name,
	shipper__name: ({ deliveries }) => deliveries[0]?.shipper_address?.name,
	origin: ({ deliveries }) => deliveries[0]?.origin.address?.city,
	destination: ({ deliveries }) => deliveries[deliveries.length - 1]?.destination.address?.city,
};
