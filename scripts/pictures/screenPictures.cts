/** Screens of n8n on the way to the first workflow. */
import { CredentialDialog } from '../editor/credentialDialog.cts';
import { credential } from '../editor/selectors.cts';
import { credentialData, type Host } from '../host/host.cts';
import type { Picture } from './picture.cts';

const installation: Picture = {
	name: 'install',
	window: { width: 1160, height: 700 },
	open: async ({ editor }) => {
		await editor.visit('/settings/community-nodes');
		await editor.page.getByRole('button', { name: 'Install a community node' }).click();
		const dialog = editor.page.locator('[data-test-id="communityPackageInstall-modal"]');
		await dialog.getByRole('textbox').fill('n8n-nodes-dashdoc');
		await dialog.getByRole('checkbox').check();
	},
	frames: [],
};

/** What a user of Dashdoc itself enters; the sandbox stands in for Dashdoc, which is out of reach. */
const production = ({ sandbox }: Host) => ({ apiToken: sandbox.token, environment: 'production' });

const account: Picture = {
	name: 'credential',
	window: { width: 1160, height: 860 },
	open: async ({ editor, host }) => {
		const { id, name } = await host.rest.createCredential('Dashdoc account', 'dashdocApi', production(host));
		await editor.page.route('**/rest/credentials/test', async (route) => {
			const credentials = { id, name, type: 'dashdocApi', data: credentialData(host.sandbox) };
			await route.continue({ postData: { credentials } });
		});
		await editor.visit(`/home/credentials/${id}`);
		await new CredentialDialog(editor.page).ready();
		await editor.page.locator(credential.success).waitFor();
		await host.rest.call('DELETE', `/credentials/${id}`);
	},
	frames: [{ around: [`.el-dialog:has(${credential.whole})`] }],
};

const nodeCreator: Picture = {
	name: 'node-creator',
	window: { width: 1000, height: 560 },
	open: async ({ editor }) => {
		await editor.newWorkflow();
		const creator = await editor.add();
		await creator.search('dashdoc');
		await creator.entry('Dashdoc Polling').waitFor();
	},
	frames: [],
};

export const screenPictures: Picture[] = [installation, account, nodeCreator];
