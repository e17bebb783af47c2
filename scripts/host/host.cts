/**
 * A real n8n with this package installed as from npm, and a sandbox of Dashdoc, both on loopback; all that they write
 * is in a temporary folder.
 */
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.cts';
import { manifest, packPackage } from '../../test/support/builtPackage.cts';
import { Endings } from './endings.cts';
import { installedN8n, type Installation, type Tell } from './installation.cts';
import { demandFree, freePorts } from './ports.cts';
import { N8nRest, type CredentialReference, type Owner } from './rest.cts';
import { N8nServer } from './server.cts';
import { chosenVersions, type Versions } from './versions.cts';

/** What is entered as authorization of a webhook in Dashdoc's settings, and in the credential. */
export const webhookAuthorization = 'chantier-verveine-42-écluse';

export interface HostOptions {
	/** n8n's port; left out, any free one. */
	port?: number;
	/** What runs; left out, what was chosen by `--n8n`. */
	versions?: Versions;
	sandbox?: SandboxOptions;
	/** Further environment variables of n8n. */
	environment?: Record<string, string>;
	tell?: Tell;
	/** Ends the start halfway; what has begun is stopped. */
	signal?: AbortSignal;
}

export interface Host {
	/** Address of the editor. */
	readonly url: string;
	/** Signed in as the owner. */
	readonly rest: N8nRest;
	readonly owner: Owner;
	/** A credential that reaches the sandbox. */
	readonly credential: CredentialReference;
	readonly sandbox: Sandbox;
	readonly server: N8nServer;
	/** Stops n8n and the sandbox, and removes their folder. */
	stop(): Promise<void>;
}

/** What a user enters to reach the sandbox. */
export const credentialData = ({ token, url }: Pick<Sandbox, 'token' | 'url'>) => ({
	apiToken: token,
	environment: 'custom',
	baseUrl: url,
	webhookAuthorization,
});

/** Puts the package where n8n looks for community packages. The built dist/ must be fresh. */
export async function placePackage(userFolder: string): Promise<void> {
	const modules = join(userFolder, '.n8n', 'nodes', 'node_modules');
	mkdirSync(modules, { recursive: true });
	renameSync(await packPackage(userFolder), join(modules, manifest.name));
}

/** Gives a fresh n8n its owner, and a credential that reaches the sandbox. */
export async function furnish(
	{ url }: N8nServer,
	installation: Installation,
	sandbox: Sandbox,
): Promise<Pick<Host, 'rest' | 'owner' | 'credential'>> {
	const rest = new N8nRest(url, installation);
	const owner = { email: 'camille@example.com', password: 'Ecluse-Verveine-42' };
	await rest.setUpOwner(owner);
	const credential = await rest.createCredential('Dashdoc account', 'dashdocApi', credentialData(sandbox));
	return { rest, owner, credential };
}

/** Starts all of it. What was started is stopped again where a part of it fails. */
export async function startHost({
	environment,
	port,
	sandbox,
	signal,
	tell = () => {},
	versions = chosenVersions(),
}: HostOptions = {}): Promise<Host> {
	if (port !== undefined) await demandFree(port);
	const installation = await installedN8n(versions, { tell, signal });
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-nodes-dashdoc-host-'));
	const endings = new Endings();
	endings.add(async () => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 }));
	const stop = () => endings.all();
	try {
		await placePackage(userFolder);
		// Most of the workflows look back from the present.
		const dashdoc = await startSandbox({ clockStart: new Date().toISOString(), ...sandbox });
		endings.add(() => dashdoc.close());
		const [anyPort, brokerPort] = await freePorts(2);
		tell('n8n starts …');
		const server = new N8nServer({
			installation,
			userFolder,
			port: port ?? anyPort,
			brokerPort,
			environment,
		});
		endings.add(() => server.stop());
		await server.start(signal);
		const furniture = await furnish(server, installation, dashdoc);
		return { url: server.url, ...furniture, sandbox: dashdoc, server, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
