import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, type Caller, callerOf, download, type Shown } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 0 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());
afterEach(() => expect(sandbox.answerViolations()).toEqual([]));

const person = { email: 'anais@example.com', first_name: 'Anaïs', last_name: 'Guérin' };

const invite = async (body: object = person) => await call('POST', '/managers/invite/', { body });

function form(fields: Record<string, string | Blob>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.set(name, value);
	return data;
}

describe('an invitation', () => {
	test('makes a manager with the usual role and sends one mail', async () => {
		const made = await invite();
		expect(made.status).toBe(201);
		expect(made.body).toMatchObject({ role: 'user', display_name: 'Anaïs Guérin', user: person });
		expect(sandbox.state.tenants[0].outbox).toMatchObject([
			{ kind: 'manager-invitation', way: 'mail', to: person.email, person: made.body.pk },
		]);
	});

	test('takes names at the top and not under user', async () => {
		const refused = await invite({ user: person });
		expect(refused.status).toBe(400);
		expect(refused.body).toMatchObject({ email: { code: ['required'] }, last_name: { code: ['required'] } });
		expect(sandbox.violations().map(({ kind }) => kind)).toContain('unlisted-field');
	});

	test('is refused for who is a manager already, whatever the case', async () => {
		await invite();
		const again = await invite({ ...person, email: 'Anais@example.com' });
		expect(again.status).toBe(400);
		expect(again.body).toEqual({
			email: { detail: [anyText], code: ['user_already_manager_same_company'] },
		});
		expect(sandbox.state.tenants[0].outbox).toHaveLength(1);
	});

	test('is refused for the manager of another company', async () => {
		const foreign = (await call('GET', '/managers/me/', { token: sandbox.otherToken })).body.user.email;
		const refused = await invite({ ...person, email: foreign });
		expect(refused.body).toMatchObject({ email: { code: ['user_already_manager_other_company'] } });
	});

	test('knows three roles', async () => {
		expect((await invite({ ...person, role: 'boss' })).status).toBe(400);
		expect((await invite({ ...person, role: 'readonly' })).body.role).toBe('readonly');
	});
});

describe('a change', () => {
	test('takes names and e-mail address under user', async () => {
		const { pk } = (await invite()).body;
		const changed = await call('PATCH', `/managers/${pk}/`, {
			body: {
				role: 'admin',
				user: { last_name: 'Noël', email: 'noel@example.com', password: 'secret-2026' },
			},
		});
		expect(changed.body).toMatchObject({
			role: 'admin',
			display_name: 'Anaïs Noël',
			user: { first_name: 'Anaïs', email: 'noel@example.com', has_usable_password: true },
		});
		expect(JSON.stringify(changed.body)).not.toContain('secret-2026');
	});

	test('to the e-mail address of somebody else is refused under user', async () => {
		const { pk } = (await invite()).body;
		const me = (await call('GET', '/managers/me/')).body.user.email;
		const refused = await call('PATCH', `/managers/${pk}/`, { body: { user: { email: me } } });
		expect(refused.body).toEqual({ user: { email: { detail: [anyText], code: ['email_in_use'] } } });
		const own = await call('PATCH', `/managers/${pk}/`, { body: { user: { email: person.email } } });
		expect(own.status).toBe(200);
	});

	test.each(['image/png', 'image/jpeg'])(
		'brings a picture as %s, of any size, that can be fetched',
		async (type) => {
			const { pk } = (await invite()).body;
			const picture = new Blob([new Uint8Array(600 * 1024).fill(7)], { type });
			const changed = await call('PATCH', `/managers/${pk}/`, {
				body: form({ profile_picture: picture, user: JSON.stringify({ last_name: 'Noël' }) }),
			});
			expect(changed.body).toMatchObject({ display_name: 'Anaïs Noël', profile_picture: anyText });
			const fetched = await download(sandbox, changed.body.profile_picture);
			expect(fetched.headers.get('content-type')).toBe(type);
			expect((await fetched.arrayBuffer()).byteLength).toBe(600 * 1024);
			expect(sandbox.violations()).toEqual([]);
		},
	);

	test('brings no other kind of file and no text as picture', async () => {
		const { pk } = (await invite()).body;
		const text = new Blob(['bonjour'], { type: 'text/plain' });
		const refused = await call('PATCH', `/managers/${pk}/`, { body: form({ profile_picture: text }) });
		expect(refused.body).toEqual({ profile_picture: { detail: [anyText], code: ['invalid_image'] } });
		const written = await call('PATCH', `/managers/${pk}/`, { body: { profile_picture: 'aGk=' } });
		expect(written.status).toBe(400);
		expect((await call('GET', `/managers/${pk}/`)).body.profile_picture).toBeNull();
	});
});

test('managers are found by name or e-mail address and come in the order asked for', async () => {
	const { pk } = (await invite()).body;
	const found = async (query: string) => (await call('GET', `/managers/?${query}`)).body.results;
	expect((await found('text=gu%C3%A9rin')).map((each) => each.pk)).toContain(pk);
	expect((await found('text=ANAIS@example')).map((each) => each.pk)).toEqual([pk]);
	const emails = (await found('ordering=-user__email')).map(({ user }) => user.email);
	expect(emails).toEqual([...emails].sort((left, right) => right.localeCompare(left, 'fr')));
	const wrong = await call('GET', '/managers/?ordering=pk');
	expect(wrong.status).toBe(400);
});

test('a token answers for one manager of its company, and works for companies of the address book only', async () => {
	const me = (await call('GET', '/managers/me/')).body;
	const listed = (await call('GET', '/managers/')).body.results;
	expect(listed.map(({ pk }: Shown) => pk)).toContain(me.pk);
	const own = sandbox.state.tenants[0].company;
	expect((await call('POST', '/managers/set-company/', { body: { company: own } })).status).toBe(200);
	const other = sandbox.state.tenants[1].company;
	const refused = await call('POST', '/managers/set-company/', { body: { company: other } });
	expect([refused.status, Object.keys(refused.body as object)]).toEqual([400, ['company']]);
	const missing = await call('POST', '/managers/set-company/', { body: {} });
	expect(missing.body).toMatchObject({ company: { code: ['required'] } });
});

test('a removed manager is gone', async () => {
	const { pk } = (await invite()).body;
	expect((await call('DELETE', `/managers/${pk}/`)).status).toBe(204);
	expect((await call('GET', `/managers/${pk}/`)).status).toBe(404);
	expect((await invite()).status).toBe(201);
});
