import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

const customHost = '$credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/\\/api\\/v4$/, "")';

/** As the node itself: https, or http to this machine; the token must not travel in clear text. */
const isSafe =
	'/^(https:\\/\\/|http:\\/\\/(localhost|127(\\.\\d+){3}|\\[::1\\])(:\\d+)?(\\/|$))/i.test($credentials.baseUrl.trim())';

/** Base URL of the credential test; an unsafe custom one becomes a text that is no URL, so nothing is sent. */
const baseUrl = `={{ $credentials.environment === "custom"
	? (${isSafe} ? ${customHost} + "/api/v4" : "not a safe URL")
	: "https://" + ($credentials.environment === "sandbox" ? "sandbox" : "api") + ".dashdoc.eu/api/v4" }}`;

/** Statuses of a redirect, which is not followed since the token would go along. */
const redirects = [301, 302, 303, 307, 308];

/** Dashdoc calls it so; it is a secret, though n8n's rules do not know the word. */
const webhookAuthorization: INodeProperties = {
	displayName: 'Webhook Authorization',
	name: 'webhookAuthorization',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		"For the Dashdoc Trigger only: the text that you entered as authorization of the webhook in Dashdoc's settings. Calls without it are turned away.",
};

export class DashdocApi implements ICredentialType {
	name = 'dashdocApi';

	displayName = 'Dashdoc API';

	icon = {
		light: 'file:../nodes/Dashdoc/dashdoc.svg',
		dark: 'file:../nodes/Dashdoc/dashdoc.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-dashdoc/n8n-nodes-dashdoc#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: "Token of your company, from the API section of Dashdoc's settings",
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Custom', value: 'custom' },
				{ name: 'Production', value: 'production' },
				{ name: 'Sandbox', value: 'sandbox' },
			],
			default: 'production',
			description: 'Where your Dashdoc account lives; each environment has its own tokens',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://demo.dashdoc.eu',
			description: 'Address of the host without /api/v4; https, or http on this machine only',
			displayOptions: { show: { environment: ['custom'] } },
		},
		webhookAuthorization,
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Token {{$credentials.apiToken}}' } },
	};

	// An empty page of transports: documented for every token (GET /managers/me/ is not) and cheap for Dashdoc.
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrl,
			url: '/transports/',
			qs: { uid__in: '00000000-0000-0000-0000-000000000000' },
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Dashdoc does not know this API token. Copy it again from the API section of the settings, without spaces around it, and check the environment.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'This address is not the API of Dashdoc. Check the base URL: only the host, without a path.',
				},
			},
			...redirects.map((value) => ({
				type: 'responseCode',
				properties: {
					value,
					message: 'This address sends on to another one. Enter the address of the API itself as base URL.',
				},
			})),
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'count',
					value: undefined,
					message: 'This address answers, but not as Dashdoc does. Check the base URL.',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
