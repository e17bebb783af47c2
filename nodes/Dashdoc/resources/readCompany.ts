import type { RunContext } from '../declaration/operation';
import type { AnswerOf } from '../declaration/route';

type Company = AnswerOf<'GET /companies/{pk}/'>;

/** What a form sends of a company; a JSON body may hold the bare ID instead. */
export type CompanyReference = number | { pk?: number; remote_id?: string };

/**
 * The company that an item refers to, read once per execution.
 * @throws NodeApiError as the client does
 */
export async function readCompany({ call, once }: RunContext, reference: CompanyReference): Promise<Company> {
	const { pk, remote_id = '' } = typeof reference === 'number' ? { pk: reference } : reference;
	const key = pk === undefined ? `company remote_id ${remote_id}` : `company ${pk}`;
	const parts =
		pk === undefined
			? { path: { pk: remote_id }, query: { lookup_field: 'remote_id' as const } }
			: { path: { pk } };
	return await once(key, async () => await call('GET /companies/{pk}/', parts));
}
