import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { anyText, callerOf, type Caller } from './caller.cts';

let sandbox: Sandbox;
let call: Caller;

beforeAll(async () => {
	sandbox = await startSandbox({ requestsPerSecond: 0, transports: 20 });
	call = callerOf(sandbox);
});
afterAll(() => sandbox.close());

interface SeenContact {
	uid: string;
	email: string;
	is_manager: boolean;
	has_pending_invite: boolean;
}

async function contacts(): Promise<SeenContact[]> {
	return (await call('GET', '/contacts/')).body.results;
}

async function anyContact(matches: (contact: SeenContact) => boolean): Promise<SeenContact> {
	const contact = (await contacts()).find(matches);
	if (!contact) throw new Error('The seed lacks such a contact');
	return contact;
}

describe('invitations', () => {
	test('an invited contact gets its link, and every sending is counted', async () => {
		const { uid } = await anyContact(
			(each) => Boolean(each.email) && !each.is_manager && !each.has_pending_invite,
		);
		const invited = await call('POST', `/contacts/${uid}/invite/`);
		expect(invited.status).toBe(200);
		expect(invited.body).toMatchObject({
			uid,
			has_pending_invite: true,
			invitation_link: anyText,
		});
		const again = await call('POST', `/contacts/${uid}/invite/`, { body: {} });
		expect(again.body.invitation_link).toBe(invited.body.invitation_link);
		expect(sandbox.figures().invitations).toEqual({ [uid]: 2 });
		const { email, invitation_link } = invited.body;
		const mail = { kind: 'contact-invitation', way: 'mail', to: email, content: invitation_link };
		expect(sandbox.state.tenants[0].outbox).toMatchObject([mail, mail]);
	});

	test('a contact without e-mail address cannot be invited', async () => {
		const { uid } = await anyContact(({ email }) => email === '');
		const answer = await call('POST', `/contacts/${uid}/invite/`);
		expect(answer.status).toBe(400);
		expect(answer.body).toEqual({ email: { detail: [anyText], code: ['required'] } });
	});

	test('a contact who has an account cannot be invited', async () => {
		const { uid } = await anyContact(({ is_manager }) => is_manager);
		const answer = await call('POST', `/contacts/${uid}/invite/`);
		expect(answer.status).toBe(400);
		expect(answer.body.non_field_errors).toBeDefined();
		expect(sandbox.figures().invitations[uid]).toBeUndefined();
	});
});

describe('the company of a contact', () => {
	test.each([
		['pk in an object', (pk: number) => ({ pk })],
		['pk alone', (pk: number) => pk],
		['external ID', () => ({ remote_id: 'CLI-0002' })],
	])('is named by its %s', async (_, reference) => {
		const company = (await call('GET', '/companies/CLI-0002/?lookup_field=remote_id')).body;
		const body = { company: reference(company.pk), last_name: 'Sérès' };
		const made = await call('POST', '/contacts/', { body });
		expect(made.status).toBe(201);
		expect(made.body.company).toMatchObject({ pk: company.pk, name: company.name });
		const listed = await call('GET', `/contacts/?company__id=${company.pk}`);
		expect(listed.body.results.map(({ uid }: SeenContact) => uid)).toContain(made.body.uid);
	});

	test('must exist', async () => {
		const answer = await call('POST', '/contacts/', { body: { company: { pk: 1 }, last_name: 'Sérès' } });
		expect(answer.status).toBe(400);
		expect(answer.body.company.code).toEqual(['company_does_not_exist_or_not_visible']);
	});

	test('is not named by pk and external ID at once', async () => {
		const { pk } = (await call('GET', '/companies/CLI-0002/?lookup_field=remote_id')).body;
		const body = { company: { pk, remote_id: 'CLI-0002' }, last_name: 'Sérès' };
		const refused = await call('POST', '/contacts/', { body });
		expect([refused.status, Object.keys(refused.body)]).toEqual([400, ['company']]);
	});

	test('must be given, and so must the last name', async () => {
		const answer = await call('POST', '/contacts/', { body: { first_name: 'Zoé' } });
		expect(answer.body).toEqual({
			company: { detail: ['This field is required.'], code: ['required'] },
			last_name: { detail: ['This field is required.'], code: ['required'] },
		});
	});
});

test('contacts are found by several companies at once and by a part of the name', async () => {
	const [first, second] = (await call('GET', '/companies/')).body.results.slice(1, 3);
	const both = await call('GET', `/contacts/?company__id__in=${first.pk},${second.pk}`);
	expect(new Set(both.body.results.map((each: { company: { pk: number } }) => each.company.pk))).toEqual(
		new Set([first.pk, second.pk]),
	);
	const { first_name, last_name } = (await contacts())[0] as unknown as Record<string, string>;
	const named = await call(
		'GET',
		`/contacts/?text=${encodeURIComponent(`${first_name} ${last_name}`.toUpperCase())}`,
	);
	expect(named.body.count).toBeGreaterThan(0);
	expect(named.body.count).toBeLessThan(120);
});
