import { z } from 'zod';
import type { Engine } from '../engine.cts';
import { ok, type Answer } from '../http/answer.cts';
import type { Body } from '../http/body.cts';
import { refuse, Refusal } from '../http/problems.cts';
import { makeDocument } from './documents.cts';
import { moveWasteForm } from './wasteForms.cts';
import { finalizeInvoice } from '../resources/invoices.cts';
import { signInWithCode } from '../resources/truckers/signIn.cts';
import type { Figures } from '../traffic/figures.cts';
import type { Control } from '../server.cts';
import { connectorCollection, connectorView } from '../webhooks/records.cts';
import { sendRound } from '../webhooks/sending.cts';
import { enterWebhook } from './webhooks.cts';

const faultMatch = z
	.object({ method: z.string(), path: z.string(), operationId: z.string(), nth: z.number().int().min(1) })
	.partial()
	.strict();

const common = {
	match: faultMatch.optional(),
	times: z.number().int().min(0).optional(),
	processed: z.boolean().optional(),
};

const status = z.number().int().min(200).max(599);

const fault = z.discriminatedUnion('kind', [
	z
		.object({
			kind: z.literal('status'),
			status,
			body: z.unknown(),
			headers: z.record(z.string()).optional(),
			...common,
		})
		.strict(),
	z
		.object({
			kind: z.literal('too-many-requests'),
			retryAfter: z.string().nullable().optional(),
			...common,
		})
		.strict(),
	z.object({ kind: z.literal('reset-before'), ...common }).strict(),
	z.object({ kind: z.literal('reset-after'), ...common }).strict(),
	z.object({ kind: z.literal('reset-within'), ...common }).strict(),
	z.object({ kind: z.literal('hang'), ...common }).strict(),
	z.object({ kind: z.literal('latency'), milliseconds: z.number().min(0), ...common }).strict(),
	z.object({ kind: z.literal('cut-off-json'), ...common }).strict(),
	z
		.object({ kind: z.literal('html'), status: status.optional(), title: z.string().optional(), ...common })
		.strict(),
	z.object({ kind: z.literal('empty'), status: status.optional(), ...common }).strict(),
	z.object({ kind: z.literal('garbage'), ...common }).strict(),
]);

const change = z
	.object({
		list: z.string(),
		page: z.number().int().min(1),
		when: z.enum(['before', 'after']),
		do: z.enum(['delete', 'insert', 'modify']),
		positions: z.array(z.number().int().min(0)).optional(),
		keys: z.array(z.union([z.string(), z.number()])).optional(),
		count: z.number().int().min(1).optional(),
		late: z.number().min(0).optional(),
	})
	.strict();

const settings = z
	.object({
		requestsPerSecond: z.number().min(0),
		retryAfter: z.enum(['seconds', 'http-date', 'none']),
		latency: z.number().min(0),
		pageSize: z.union([z.number().int().min(1), z.record(z.number().int().min(1)), z.null()]),
		listOrder: z.enum(['usual', 'newest-change-first', 'oldest-change-first']),
		companyNameMatch: z.enum(['existing', 'refuse']),
		assumedLookups: z.boolean(),
		fleetScope: z.enum(['kind', 'fleet']),
		mandatoryInvoiceItems: z.boolean(),
		validateAnswers: z.boolean(),
		documentHost: z.enum(['dashdoc', 'storage', 'redirect']),
		documentToken: z.boolean(),
		unlistedRoutes: z.enum(['offered', 'forbidden', 'missing']),
		webhookPayload: z.enum(['full', 'without-data', 'transport-object']),
		webhookRepetitions: z.number().int().min(0),
		webhookTimeout: z.number().positive(),
		dateOffset: z.number().nullable(),
		linkHost: z.string().url(),
	})
	.partial()
	.strict();

const signIn = z.object({ code: z.string() }).strict();

const madeDocument = z
	.object({
		transport: z.string(),
		megabytes: z.number().positive().max(4096),
		filename: z.string().min(1).optional(),
		mediaType: z.string().optional(),
		documentType: z.string().optional(),
		isSizeTold: z.boolean().optional(),
	})
	.strict();

const finalization = z.object({ invoice: z.string(), number: z.string().nullable().optional() }).strict();

const webhook = z
	.object({
		name: z.string().min(1),
		url: z.string().url(),
		authorization: z.string(),
		subscriptions: z.array(z.string()).min(1),
	})
	.partial({ authorization: true, subscriptions: true })
	.strict();

const clock = z.object({ advance: z.number().min(0) }).strict();

const wasteFormMove = z.object({ form: z.string(), status: z.string() }).strict();

/** One or several of a kind. */
const several = <T extends z.ZodTypeAny>(item: T) =>
	z.union([z.array(item), item.transform((single: z.output<T>) => [single])]);

/** The figures of the run so far. */
export function figuresOf(engine: Engine): Figures {
	return {
		...engine.counters.read(),
		violations: engine.violations.length,
		answerViolations: engine.answerViolations.length,
		invitations: Object.fromEntries(engine.state.tenants.flatMap(({ invitations }) => [...invitations])),
	};
}

type Route = (engine: Engine, input: unknown) => unknown;

const routes: Readonly<Record<string, Route>> = {
	'GET /': () => Object.keys(routes),
	'GET /requests': (engine) => engine.log.all(),
	'DELETE /requests': (engine) => engine.clearTraffic(),
	'GET /violations': (engine) => engine.violations,
	'GET /answer-violations': (engine) => engine.answerViolations,
	'GET /figures': figuresOf,
	'GET /faults': (engine) => engine.faults.pending(),
	'POST /faults': (engine, input) => engine.faults.add(several(fault).parse(input)),
	'DELETE /faults': (engine) => engine.faults.set([]),
	'GET /changes': (engine) => engine.changes.pending(),
	'POST /changes': (engine, input) => engine.changes.add(several(change).parse(input)),
	'DELETE /changes': (engine) => engine.changes.set([]),
	'GET /settings': (engine) => engine.settings,
	'PATCH /settings': (engine, input) => {
		engine.settings = { ...engine.settings, ...settings.parse(input) };
		return engine.settings;
	},
	'GET /clock': (engine) => ({ now: engine.state.world.clock.now() }),
	'POST /clock': (engine, input) => ({
		now: engine.state.world.clock.advance(clock.parse(input).advance),
	}),
	'GET /downloads': (engine) => engine.downloads,
	'POST /documents': (engine, input) => makeDocument(engine.state, madeDocument.parse(input)),
	'GET /outbox': (engine) =>
		engine.state.tenants.flatMap(({ name, outbox }) =>
			outbox.map((message) => ({ tenant: name, ...message })),
		),
	'POST /waste-form-status': ({ state }, input) => {
		const { form, status } = wasteFormMove.parse(input);
		return moveWasteForm(state, form, status);
	},
	'POST /finalize-invoice': ({ state }, input) => {
		const { invoice, number } = finalization.parse(input);
		return finalizeInvoice(state, invoice, number);
	},
	'POST /mobile-sign-in': (engine, input) => {
		const signedIn = signInWithCode(engine.state, signIn.parse(input).code);
		if (!signedIn) throw refuse(403, 'This invite code is unknown or was used.', 'authentication_failed');
		return signedIn;
	},
	'GET /webhooks': ({ state }) =>
		state.tenants.flatMap((tenant) =>
			tenant
				.of(connectorCollection)
				.all()
				.map((connector) => ({
					tenant: tenant.name,
					...connectorView(connector),
					waiting: connector.queue.length,
				})),
		),
	'POST /webhooks': ({ state }, input) => enterWebhook(state.tenants[0], webhook.parse(input)),
	'POST /webhooks/send': async ({ state, settings: current }) => await sendRound(state, current),
	'POST /reset': (engine) => engine.reset(),
};

/** The routes below `/__sandbox__/`, for those who cannot reach into the process. */
export function controlOf(engine: Engine): Control {
	return async (method: string, path: string, body: Body): Promise<Answer> => {
		const answer = routes[`${method} ${path.replace(/(.)\/$/, '$1')}`];
		if (!answer) return { status: 404, body: { detail: 'No such control', controls: Object.keys(routes) } };
		if (body.kind === 'unreadable') return { status: 400, body: { detail: body.detail } };
		try {
			return ok((await answer(engine, body.kind === 'json' ? body.value : undefined)) ?? { success: true });
		} catch (error) {
			if (error instanceof Refusal) return error.answer;
			if (error instanceof z.ZodError) return { status: 400, body: { detail: error.issues } };
			throw error;
		}
	};
}
