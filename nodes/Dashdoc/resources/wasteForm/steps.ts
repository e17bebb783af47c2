import type { BuiltRequest, Result, RunContext } from '../../declaration/operation';
import type { AnswerOf, BodyOf, Route } from '../../declaration/route';
import { InvalidValue, isEmpty } from '../../declaration/parameter';
import { readToggle } from '../../fields/plain';
import type { FormBody } from './fields';
import { withIds } from './ids';

type Form = AnswerOf<'POST /wam/forms/'>;
type Load = NonNullable<BodyOf<'POST /wam/forms/{uid}/loads/'>>;
type AddedLoad = AnswerOf<'POST /wam/forms/{uid}/loads/'>;
type CompanyDetails = NonNullable<BodyOf<'PATCH /wam/companies/{id}/details/'>>;

/** What a form is made of beside the form itself, one request each. */
export const steps = {
	details: 'PATCH /wam/companies/{id}/details/',
	loads: 'POST /wam/forms/{uid}/loads/',
} as const satisfies Record<string, Route>;

/** What the form says for the steps, in the order of its rows. */
export function stepsOf({ steps: said = {} }: BuiltRequest) {
	return { details: (said.details ?? []) as CompanyDetails[], loads: (said.loads ?? []) as Load[] };
}

const roles = ['producer', 'processor', 'carrier', 'organizer'] as const;

/** The part that a company plays on the form, as the row of its details tells. */
export const roleOf = (details: CompanyDetails) => roles.find((role) => details[`is_${role}`] === true);

/** What is to follow once the form has its loads. */
interface Wishes {
	sign: boolean;
	transport: boolean;
	/** Left out: as Dashdoc does by itself. */
	send_to_carrier?: boolean;
}

/** What the user chooses of Create Transport. */
export const transportChoices = {
	no: { transport: false },
	yes: { transport: true },
	send: { transport: true, send_to_carrier: true },
	keep: { transport: true, send_to_carrier: false },
} as const satisfies Record<string, Omit<Wishes, 'sign'>>;

function wishesOf({ problem, values }: RunContext): Wishes {
	const chosen = String(values.createTransport ?? 'no');
	if (!Object.hasOwn(transportChoices, chosen)) {
		const offered = Object.keys(transportChoices).join(', ');
		throw problem('createTransport', `"${chosen}" is not one of ${offered}`);
	}
	return {
		sign: isSigned(values.signAsOrganizer, problem),
		...transportChoices[chosen as keyof typeof transportChoices],
	};
}

function isSigned(value: unknown, problem: RunContext['problem']): boolean {
	if (isEmpty(value)) return false;
	try {
		return readToggle(value);
	} catch (error) {
		throw error instanceof InvalidValue ? problem('signAsOrganizer', error.message) : error;
	}
}

/** Fields by the name of their parameter, without which Dashdoc refuses the signature (concepts of waste forms). */
const neededToSign = {
	producer: 'producer_id',
	processor: 'processor_id',
	carrier: 'carrier_id',
	originAddress: 'origin_id',
	transportDate: 'transport_date',
	carrierContact: 'carrier_contact_uid',
	producerContact: 'producer_contact_uid',
	processorSignatory: 'processor_signatory_uid',
} as const;

/** A transport leads from the origin to the processor. */
const neededToTransport = { originAddress: 'origin_id', processor: 'processor_id' } as const;

/** Refuses what cannot come to its end, so that no half of it is left in Dashdoc. */
function refuseIncomplete(
	{ problem, request }: RunContext,
	body: FormBody,
	{ sign, transport }: Wishes,
): void {
	const demand = (needed: Readonly<Record<string, keyof FormBody>>, what: string) => {
		for (const [parameter, member] of Object.entries(needed)) {
			if (body[member] === undefined || body[member] === null || body[member] === '') {
				throw problem(parameter, `it is empty, but ${what} needs it`);
			}
		}
	};
	if (sign) demand(neededToSign, 'the signature');
	if (sign && stepsOf(request).loads.length === 0) throw problem('loads', 'the signature needs one at least');
	if (transport) demand(neededToTransport, 'a transport');
}

/** Tells, where Dashdoc refuses a step, which one it was and what exists by then. */
class Progress {
	private readonly done: string[] = [];
	private hasForm = false;

	constructor(private readonly context: RunContext) {}

	async step<T>(name: string, act: () => Promise<T>, told: (answer: T) => string): Promise<T> {
		const answer = await act().catch((error: unknown) => {
			throw this.context.soFar(error, this.told(name, this.context.isPerhapsDone(error)));
		});
		this.done.push(told(answer));
		return answer;
	}

	/**
	 * The ID of the form that is there now.
	 * @throws where Dashdoc did not tell it
	 */
	formExists(form: Form | undefined): string {
		this.hasForm = true;
		if (form?.uid) return form.uid;
		throw new Error(
			`Dashdoc made the waste form but did not tell its ID; look for it there before you run this again (by then: ${this.done.join(', ')})`,
		);
	}

	private told(name: string, isPerhapsDone: boolean): string {
		const done = this.done.length > 0 ? this.done.join(', ') : 'nothing was made or changed';
		const next = this.hasForm ? '. Go on with this form, as another run makes a second one' : '';
		const then = isPerhapsDone ? ', which is perhaps done; before it' : '; by then';
		return `at the step "${name}"${then}: ${done}${next}`;
	}
}

/** Sets the details of the companies, in the order of the rows. */
async function setDetails({ call, request }: RunContext, body: FormBody, progress: Progress): Promise<void> {
	for (const [index, details] of stepsOf(request).details.entries()) {
		const role = roleOf(details) ?? 'organizer';
		const path = { id: Number(body[`${role}_id`]) };
		await progress.step(
			`Details of ${role}`,
			async () => await call(steps.details, { path, body: details }, `details.${index}`),
			() => `details of the ${role} set`,
		);
	}
}

/** Adds the loads one after the other, so that they keep their order. */
async function addLoads({ call, request }: RunContext, uid: string, progress: Progress): Promise<string[]> {
	const { loads } = stepsOf(request);
	const uids: string[] = [];
	for (const [index, load] of loads.entries()) {
		const name = `load ${index + 1} of ${loads.length}`;
		const added: AddedLoad | undefined = await progress.step(
			`Add ${name}`,
			async () => await call(steps.loads, { path: { uid }, body: load }, `loads.${index}`),
			() => `${name} added`,
		);
		if (added?.uid !== undefined) uids.push(added.uid);
	}
	return uids;
}

/** Signature and transport, as far as they are wanted; the form as it is then. */
async function finish({ call }: RunContext, form: Form, wishes: Wishes, progress: Progress): Promise<Form> {
	const path = { uid: String(form.uid) };
	const { send_to_carrier } = wishes;
	const signed = wishes.sign
		? await progress.step(
				'Sign as organizer',
				async () => await call('POST /wam/forms/{uid}/sign-as-organizer/', { path }),
				() => 'form signed',
			)
		: form;
	if (!wishes.transport) return signed;
	return await progress.step(
		'Create transport',
		async () =>
			await call('POST /wam/forms/{uid}/create-transport/', {
				path,
				body: send_to_carrier === undefined ? {} : { send_to_carrier },
			}),
		() => 'transport created',
	);
}

/** Makes a waste form in the order in which Dashdoc wants it: details, form, loads, signature, transport. */
export async function createForm(context: RunContext): Promise<Result[]> {
	const wishes = wishesOf(context);
	refuseIncomplete(context, context.request.body as FormBody, wishes);
	const body = await withIds(context);
	const progress = new Progress(context);
	await setDetails(context, body, progress);
	const form = await progress.step(
		'Create form',
		async () => await context.call('POST /wam/forms/', { body }),
		(made: Form | undefined) => `waste form ${made?.name ?? ''} with the ID ${made?.uid ?? '?'} created`,
	);
	const loads = await addLoads(context, progress.formExists(form), progress);
	const finished = await finish(context, form, wishes, progress);
	return [{ object: finished, beside: { load_uids: loads.join(', ') } }];
}
