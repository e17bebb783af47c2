import type { IDataObject } from 'n8n-workflow';
import type { RunContext } from '../../declaration/operation';
import type { Unread } from '../../fields/inBodyByReading';
import { course, organizer, type FormBody } from './fields';

/** Fields of a form that name a thing by its ID alone. */
const naming = [organizer, course.producer, course.processor, course.carrier, course.origin];

const isUnread = (value: unknown): value is Unread =>
	typeof value === 'object' && value !== null && 'remote_id' in value;

/**
 * What a form says, with the IDs of things that are named by External ID; each is read once per execution.
 * @throws NodeOperationError naming the field for which Dashdoc knows no such thing
 */
export async function withIds(context: RunContext): Promise<FormBody> {
	const body: IDataObject = { ...context.request.body };
	for (const { property, targets, via } of naming) {
		const member = targets[0].replace('body.', '');
		const value = body[member];
		if (!isUnread(value) || (via !== 'GET /companies/{pk}/' && via !== 'GET /addresses/{pk}/')) continue;
		const { remote_id } = value;
		const found = await context.once(`${via} ${remote_id}`, async () => await context.lookUp(via, remote_id));
		if (found?.pk === undefined) {
			throw context.problem(property.name, `Dashdoc finds nothing with the External ID "${remote_id}"`);
		}
		body[member] = found.pk;
	}
	return body as FormBody;
}
