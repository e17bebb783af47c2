import type { RunContext } from '../declaration/operation';
import type { AnswerOf } from '../declaration/route';

type Company = AnswerOf<'GET /companies/{pk}/'>;

/** What a form sends of a company; a JSON body may hold the bare ID instead. */
export type CompanyReference = number | { pk?: number; remote_id?: string };

/**
 * The company that an item refers to, read once per execution: many items ask for one company at the same time, so the
 * answer that is awaited is shared as well.
 * @throws NodeApiError as the client does; a failure of one moment is not kept for the items that come later
 */
export async function readCompany(
	{ call, memory }: RunContext,
	reference: CompanyReference,
): Promise<Company> {
	const { pk, remote_id = '' } = typeof reference === 'number' ? { pk: reference } : reference;
	const key = pk === undefined ? `company remote_id ${remote_id}` : `company ${pk}`;
	const known = memory.get(key) as Promise<Company> | undefined;
	const reading =
		known ??
		(pk === undefined
			? call('GET /companies/{pk}/', { path: { pk: remote_id }, query: { lookup_field: 'remote_id' } })
			: call('GET /companies/{pk}/', { path: { pk } })
		).catch((error: unknown) => forget(memory, key, error));
	memory.set(key, reading);
	return await reading;
}

function forget(memory: RunContext['memory'], key: string, error: unknown): never {
	memory.delete(key);
	throw error;
}
