import type { IDataObject } from 'n8n-workflow';
import { amount, flag, rowOf, text, whole, type Columns } from '../../columns';
import { segmentsOf, siteColumns, transportColumns, type Part, type Segment, type Transport } from './parts';

/** The description knows the typed distance by another name only. */
type Measured = Segment & { distance?: number | null };

interface SegmentSource extends Part {
	segment: Measured;
	/** From 1 on. */
	position: number;
	distance: number | null;
	total: number | null;
	isComplete: boolean;
}

export const mileageColumns: Columns<SegmentSource> = {
	...transportColumns,
	uid: text("Dashdoc's ID of the segment", ({ segment }) => segment.uid),
	remote_id: text('External ID of the segment', ({ segment }) => segment.remote_id),
	position: whole('Place of the segment on the route, from 1 on', ({ position }) => position),
	...siteColumns('origin', 'the site where it starts', ({ segment }: SegmentSource) => segment.origin),
	...siteColumns(
		'destination',
		'the site where it ends',
		({ segment }: SegmentSource) => segment.destination,
	),
	trucker: text('Name of the trucker', ({ segment }) => segment.trucker?.display_name),
	vehicle: text('License plate of the vehicle', ({ segment }) => segment.vehicle?.license_plate),
	trailers: text('License plates of the trailers, with commas between', ({ segment }) =>
		segment.trailers?.flatMap(({ license_plate }) => license_plate ?? []).join(', '),
	),
	origin_mileage: amount('Odometer at the start, km', ({ segment }) => segment.origin_mileage),
	destination_mileage: amount('Odometer at the end, km', ({ segment }) => segment.destination_mileage),
	telematic_distance: amount('Difference of the two, km', ({ segment }) => telematicDistance(segment)),
	user_distance: amount('What somebody typed, km', ({ segment }) => segment.user_distance),
	distance: amount('What was typed, else what telematics tell, km', ({ distance }) => distance),
	estimated_distance: amount('What Dashdoc expects, km', ({ segment }) => segment.estimated_distance),
	total_distance: amount('Sum of `distance` over the segments of the transport, km', ({ total }) => total),
	is_total_complete: flag('Whether every segment has a distance', ({ isComplete }) => isComplete),
};

function telematicDistance({ telematic_distance, origin_mileage, destination_mileage }: Measured) {
	if (typeof telematic_distance === 'number') return telematic_distance;
	if (typeof origin_mileage !== 'number' || typeof destination_mileage !== 'number') return null;
	return destination_mileage - origin_mileage;
}

/** What Dashdoc's tutorial on mileage sums up: the typed distance or else the telematic one. */
function distanceOf(segment: Measured): number | null {
	return segment.distance ?? segment.user_distance ?? telematicDistance(segment);
}

/** One row per segment, in the order of the route, with the kilometres of the whole transport beside. */
export function mileage(transport: Transport): IDataObject[] {
	const segments: Measured[] = segmentsOf(transport);
	const known = segments.map(distanceOf).filter((distance) => distance !== null);
	const total = known.length > 0 ? known.reduce((sum, distance) => sum + distance, 0) : null;
	const isComplete = known.length === segments.length;
	return segments.map((segment, index) =>
		rowOf(mileageColumns, {
			transport,
			segment,
			position: index + 1,
			distance: distanceOf(segment),
			total,
			isComplete,
		}),
	);
}
