import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, keysOf, type Caller, type Shown } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 0 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

const user = { first_name: 'Inès', last_name: 'Moëlan', email: 'ines@example.com' };

const make = async (body: object = {}) =>
	await call('POST', '/manager-truckers/', { body: { user, ...body } });

async function control(method: string, path: string, body?: object) {
	const response = await fetch(`${sandbox.url}/__sandbox__${path}`, {
		method,
		headers: { 'Content-Type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	return { status: response.status, body: (await response.json()) as unknown };
}

const signIn = async (code: string) => await control('POST', '/mobile-sign-in', { code });

describe('an invite code', () => {
	test('has six characters and signs in once', async () => {
		const { pk, invite_code } = (await make()).body;
		expect(invite_code).toMatch(/^[A-Z0-9]{6}$/);
		expect(await signIn(invite_code)).toEqual({
			status: 200,
			body: { trucker: pk, display_name: 'Inès Moëlan' },
		});
		expect((await signIn(invite_code)).status).toBe(403);
		const read = (await call('GET', `/manager-truckers/${pk}/`)).body;
		expect(read).toMatchObject({ invite_code: null, user: { last_login: anyText } });
	});

	test('is replaced by a new one, which works when the old one no longer does', async () => {
		const { pk, invite_code } = (await make()).body;
		const renewed = await call('POST', `/manager-truckers/${pk}/generate-invite-code/`);
		expect([renewed.status, renewed.body.pk]).toEqual([200, pk]);
		expect((await signIn(invite_code)).status).toBe(403);
		expect((await signIn(renewed.body.invite_code)).status).toBe(200);
		const again = await call('POST', `/manager-truckers/${pk}/generate-invite-code/`);
		expect((await signIn(again.body.invite_code)).status).toBe(200);
	});

	test('that nobody was given signs in nobody', async () => {
		expect((await signIn('')).status).toBe(403);
		expect((await signIn('ABCDE0')).status).toBe(403);
		expect((await control('POST', '/mobile-sign-in', {})).status).toBe(400);
	});
});

describe('the code of a new trucker', () => {
	const phone_number = '+33639980001';
	const mute = { first_name: 'Yann', last_name: 'Noël' };

	test.each([
		['by SMS', { user: mute, phone_number }, [['sms', phone_number]]],
		['by mail', { user }, [['mail', user.email]]],
		[
			'both ways',
			{ user, phone_number },
			[
				['sms', phone_number],
				['mail', user.email],
			],
		],
		['not at all without an address', { user: { ...mute, email: '' }, phone_number: null }, []],
	])('goes out at once %s', async (_, body, sent) => {
		const { pk, invite_code } = (await make(body)).body;
		const messages = sandbox.state.tenants[0].outbox;
		expect(messages.map(({ way, to }) => [way, to])).toEqual(sent);
		for (const message of messages) {
			expect(message).toMatchObject({ kind: 'trucker-invite-code', person: pk, content: invite_code });
		}
		const seen = await control('GET', '/outbox');
		expect(seen.body).toEqual(messages.map((message) => ({ tenant: 'Transports Bouvet', ...message })));
	});

	test('is not sent for a trucker who was refused, nor again for a change or a new code', async () => {
		const { pk } = (await make()).body;
		await make();
		await call('PATCH', `/manager-truckers/${pk}/`, { body: { phone_number } });
		await call('POST', `/manager-truckers/${pk}/generate-invite-code/`);
		expect(sandbox.state.tenants[0].outbox).toHaveLength(1);
	});
});

describe('a trucker', () => {
	test('needs both names', async () => {
		const refused = await call('POST', '/manager-truckers/', { body: {} });
		expect(refused.status).toBe(400);
		expect(refused.body).toEqual({
			user: {
				first_name: { detail: [anyText], code: ['required'] },
				last_name: { detail: [anyText], code: ['required'] },
			},
		});
	});

	test('has an external ID and an e-mail address that no other one has', async () => {
		const { pk } = (await make({ remote_id: 'T-1' })).body;
		const other = { first_name: 'Yann', last_name: 'Noël' };
		const sameId = await make({ user: other, remote_id: 'T-1' });
		expect(sameId.body).toEqual({ remote_id: { detail: [anyText], code: ['remote_id_already_exists'] } });
		const sameMail = await make({ user: { ...other, email: 'INES@example.com' } });
		expect(sameMail.status).toBe(400);
		expect(sameMail.body).toEqual({
			user: { email: { detail: [anyText], code: ['duplicate_trucker_email'] } },
		});
		const same = { user, remote_id: 'T-1' };
		expect((await call('PATCH', `/manager-truckers/${pk}/`, { body: same })).status).toBe(200);
		await make({ user: other, remote_id: '' });
		expect((await make({ user: { ...other, email: '' }, remote_id: null })).status).toBe(201);
	});

	test('is written with the pk of the carrier and read with the carrier', async () => {
		const { pk, name } = (await call('GET', '/companies/CLI-0001/?lookup_field=remote_id')).body;
		const made = await make({ carrier: pk, is_rented: true });
		expect(made.body).toMatchObject({ carrier: { pk, name }, is_rented: true });
		const read = await make({ user: { ...user, email: '' }, carrier: { pk } });
		expect([read.status, Object.keys(read.body)]).toEqual([400, ['carrier']]);
		expect((await make({ user: { ...user, email: '' }, carrier: 4 })).body).toMatchObject({
			carrier: { code: ['does_not_exist'] },
		});
	});

	test('belongs to the token’s company unless another one dedicates it', async () => {
		expect((await make()).body).toMatchObject({
			carrier: { pk: sandbox.state.tenants[0].company },
			is_dedicated: false,
		});
		const { pk } = (await call('GET', '/companies/CLI-0001/?lookup_field=remote_id')).body;
		const dedicated = await make({ user: { ...user, email: '' }, dedicated_by_carrier: pk });
		expect(dedicated.body).toMatchObject({ carrier: { pk }, is_dedicated: true });
		const refused = await make({ user: { ...user, email: '' }, dedicated_by_carrier: 4 });
		expect(refused.body).toMatchObject({ dedicated_by_carrier: { code: ['does_not_exist'] } });
	});

	test('changes its name under user, and nothing else with it', async () => {
		const { pk } = (await make({ phone_number: '+33639980001' })).body;
		const changed = await call('PATCH', `/manager-truckers/${pk}/`, {
			body: { user: { last_name: 'Zaïdi' } },
		});
		expect(changed.body).toMatchObject({
			display_name: 'Inès Zaïdi',
			phone_number: '+33639980001',
			user: { ...user, last_name: 'Zaïdi' },
		});
		const blank = await call('PATCH', `/manager-truckers/${pk}/`, { body: { user: { last_name: '' } } });
		expect(blank.status).toBe(400);
	});

	test('lives in a country that exists', async () => {
		expect((await make({ country_code: 'be' })).body).toMatchObject({ country_code: { code: ['invalid'] } });
		expect((await make({ country_code: 'BE' })).body.country_code).toBe('BE');
	});

	test('is found by external ID, unless assumed look-ups are switched off', async () => {
		const { pk } = (await make({ remote_id: 'T-1' })).body;
		const path = '/manager-truckers/T-1/?lookup_field=remote_id';
		expect((await call('GET', path)).body.pk).toBe(pk);
		sandbox.settings({ assumedLookups: false });
		expect((await call('GET', path)).status).toBe(404);
		expect((await call('PATCH', path, { body: { phone_number: '+33639980001' } })).status).toBe(404);
		expect((await call('DELETE', path)).status).toBe(404);
		expect(sandbox.violations()).toEqual([]);
	});

	test('is marked unavailable for half a day', async () => {
		const { pk } = (await make()).body;
		const body = {
			start_date: '2026-04-01T10:00:00Z',
			end_date: '2026-04-01T21:59:00Z',
			unavailability_type: 'training',
		};
		const made = await call('POST', `/manager-truckers/${pk}/unavailability/`, { body });
		expect([made.status, made.body]).toMatchObject([201, { pk, unavailability: [body] }]);
		const reversed = { start_date: body.end_date, end_date: body.start_date };
		const refused = await call('POST', `/manager-truckers/${pk}/unavailability/`, { body: reversed });
		expect(refused.body).toEqual({ end_date: { detail: [anyText], code: ['invalid'] } });
	});
});

describe('the list of truckers', () => {
	const list = async (query: string) => (await call('GET', `/manager-truckers/?${query}`)).body.results;

	test('leaves out disabled ones only when asked to', async () => {
		const disabled = ({ is_disabled }: Shown) => is_disabled === true;
		expect((await list('hide_disabled=false')).some(disabled)).toBe(true);
		expect((await list('hide_disabled=true')).some(disabled)).toBe(false);
	});

	test('tells rented ones apart', async () => {
		const rented = await list('rental=true');
		expect(rented.length).toBeGreaterThan(0);
		expect(rented.every(({ is_rented }) => is_rented)).toBe(true);
		expect((await list('rental=false')).some(({ is_rented }) => is_rented)).toBe(false);
	});

	test('is searched by name, tag, carrier and pk', async () => {
		const { pk } = (await make()).body;
		expect((await list('text=MO%C3%8BLAN')).map((each) => each.pk)).toContain(pk);
		const [{ tags }] = await list('');
		const [tag] = tags as Shown[];
		const tagged = await list(`tags__in=${tag.pk}`);
		expect(tagged.length).toBeGreaterThan(0);
		expect(tagged.every(({ tags: own }) => (own as Shown[]).some((each) => each.pk === tag.pk))).toBe(true);
		expect(keysOf(await call('GET', `/manager-truckers/?id__in=${pk}`), 'pk')).toEqual([pk]);
		expect(await list('carrier__in=4')).toEqual([]);
	});

	test('comes in the order asked for', async () => {
		const names = (await list('ordering=user__last_name,-pk')).map(({ user: { last_name } }) =>
			String(last_name),
		);
		expect(names).toEqual([...names].sort((left, right) => left.localeCompare(right, 'fr')));
	});
});
