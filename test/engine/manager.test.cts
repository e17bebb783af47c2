/** What a user can do with the web users of the company, on n8n's real engine against the sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/index.cts';
import type { Subject } from '../support/engine.cts';
import { runOn, useSandbox } from '../support/sandboxed.cts';
import {
	addCompany,
	fileBehind,
	itemsOf,
	itemWithFile,
	jsonOf,
	located,
	managersOf,
	outboxOf,
	sentTo,
	writesOf,
} from './data.cts';

let sandbox: Sandbox;

useSandbox({ companies: 1, contacts: 0, transports: 0 }, (ready) => {
	sandbox = ready;
});

const manager = (operation: string, parameters: INodeParameters, rest: Partial<Subject> = {}) =>
	runOn(sandbox, { resource: 'manager', operation, ...parameters }, rest);

describe('Invite', () => {
	const invite = (parameters: INodeParameters, rest: Partial<Subject> = {}) =>
		manager('invite', { email: 'adele@example.com', lastName: 'Bouvet', ...parameters }, rest);

	test('mails an invitation and gives the new manager', async () => {
		const outcome = await invite({
			additionalFields: { firstName: 'Adèle', role: 'readonly', language: 'fr' },
		});
		const known = managersOf(sandbox).find(({ user }) => user.email === 'adele@example.com');
		expect(jsonOf(outcome)).toEqual([
			expect.objectContaining({
				pk: known?.pk,
				first_name: 'Adèle',
				last_name: 'Bouvet',
				email: 'adele@example.com',
				role: 'readonly',
			}),
		]);
		expect(outboxOf(sandbox)).toEqual([
			expect.objectContaining({ kind: 'manager-invitation', to: 'adele@example.com', person: known?.pk }),
		]);
	});

	test('somebody who is a manager already is refused in the words of Dashdoc', async () => {
		await invite({});
		const again = await invite({});
		expect(again.error?.message).toBe('Email: This person is already a manager of your company. [item 0]');
		expect(outboxOf(sandbox)).toHaveLength(1);
	});

	test('two items with one email address make one invitation, and the second is told', async () => {
		const outcome = await invite(
			{ email: '={{ $json.email }}' },
			{
				items: itemsOf(
					{ email: 'adele@example.com' },
					{ email: 'Adele@Example.com' },
					{ email: 'gael@example.com' },
				),
				node: { onError: 'continueErrorOutput' },
			},
		);
		const [invited, refused] = outcome.outputs;
		expect(invited.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(refused.map(({ json }) => json.error)).toEqual([
			'Email: This person is already a manager of your company. [item 1]',
		]);
		expect(
			outboxOf(sandbox)
				.map(({ to }) => to)
				.sort(),
		).toEqual(['adele@example.com', 'gael@example.com']);
	});

	test('a lost connection invites nobody twice', async () => {
		sandbox.setFaults({ kind: 'reset-after', match: { operationId: 'inviteManager' } });
		const outcome = await invite({});
		expect(outcome.error?.message).toMatch(/\[item 0\]$/);
		expect(writesOf(sandbox)).toHaveLength(1);
		expect(outboxOf(sandbox)).toHaveLength(1);
	});
});

describe('Update', () => {
	const update = (updateFields: INodeParameters) => {
		const [, known] = managersOf(sandbox);
		return manager('update', { manager: located('id', known.pk), updateFields });
	};

	test('changes the role and nothing else', async () => {
		const [, known] = managersOf(sandbox);
		const before = structuredClone(known);
		const outcome = await update({ role: 'admin' });
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ pk: known.pk, role: 'admin' })]);
		expect(known).toEqual({ ...before, role: 'admin' });
	});

	test('clears the phone number that was emptied', async () => {
		await update({ phoneNumber: '', tasks: ['planning', 'invoicing'] });
		expect(sentTo(sandbox)).toEqual([['PATCH', { phone_number: '', personas: ['planning', 'invoicing'] }]]);
		expect(managersOf(sandbox)[1]).toMatchObject({ phone_number: '', personas: ['planning', 'invoicing'] });
	});

	test('sends the chosen fields of the account alone', async () => {
		await update({ lastName: 'Lefèvre', password: ' a secret with blanks ' });
		expect(sentTo(sandbox)).toEqual([
			['PATCH', { user: { last_name: 'Lefèvre', password: ' a secret with blanks ' } }],
		]);
		expect(managersOf(sandbox)[1].user).toMatchObject({ last_name: 'Lefèvre', has_usable_password: true });
	});

	test('an email address that another manager has is told under its label', async () => {
		const outcome = await update({ email: managersOf(sandbox)[0].user.email });
		expect(outcome.error?.message).toBe('Email: Another account has this e-mail address. [item 0]');
	});
});

describe('Upload Profile Picture', () => {
	const picture = {
		fileName: 'Portrait d’Adèle – été.png',
		mimeType: 'image/png',
		content: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
	};
	const upload = (items = [itemWithFile(picture)]) =>
		manager('uploadProfilePicture', { manager: located('id', managersOf(sandbox)[1].pk) }, { items });

	test('the picture arrives byte by byte, and the rest stays as it is', async () => {
		const before = structuredClone(managersOf(sandbox)[1]);
		await upload();
		const [, { profile_picture, ...known }] = managersOf(sandbox);
		expect(await fileBehind(sandbox, profile_picture)).toEqual(picture);
		expect({ ...known, profile_picture: null }).toEqual(before);
	});

	test('something else than a picture is told in the words of Dashdoc', async () => {
		const outcome = await upload([itemWithFile({ ...picture, mimeType: 'application/pdf' })]);
		expect(outcome.error?.message).toBe('Input Binary Field: Upload a JPEG or PNG picture. [item 0]');
		expect(managersOf(sandbox)[1].profile_picture).toBeNull();
	});

	test('is sent again after a lost connection, since the same picture twice does no harm', async () => {
		sandbox.setFaults({ kind: 'reset-before', match: { operationId: 'updateManager' } });
		const outcome = await upload();
		expect(outcome.error).toBeUndefined();
		expect(managersOf(sandbox)[1].profile_picture).not.toBeNull();
	});
});

describe('Get Current, Get Many, Delete, Set Company', () => {
	test('the current manager is the one of the token', async () => {
		const outcome = await manager('getCurrent', {});
		expect(jsonOf(outcome)).toEqual([expect.objectContaining({ pk: managersOf(sandbox)[0].pk })]);
	});

	test('a search finds by part of the email address, in the chosen order', async () => {
		const outcome = await manager('getAll', { filters: { nameOrEmailContains: '@' }, sort: '-user__email' });
		const emails = managersOf(sandbox).map(({ user }) => user.email);
		const found = jsonOf(outcome).map(({ email }) => email);
		expect(found).toEqual([...emails].sort((a, b) => b.localeCompare(a, 'fr')));
	});

	test('a deletion gives the proof of it', async () => {
		const [, known] = managersOf(sandbox);
		const outcome = await manager('delete', { manager: located('id', known.pk) });
		expect(jsonOf(outcome)).toEqual([{ deleted: true, pk: known.pk }]);
		expect(managersOf(sandbox)).not.toContain(known);
	});

	test('switching the company succeeds, and an unknown one is told', async () => {
		const { pk } = addCompany(sandbox, { name: 'Transport Bouvet Ouest' });
		expect(jsonOf(await manager('setCompany', { company: located('id', pk) }))).toEqual([{ success: true }]);
		const unknown = await manager('setCompany', { company: located('id', 999_999) });
		expect(unknown.error?.message).toMatch(/^Company: .* \[item 0\]$/);
	});
});
