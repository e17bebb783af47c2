import { randomInt } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';

async function listen(port: number): Promise<Server> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return server;
}

async function release(server: Server): Promise<number> {
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Where systems do not look for ports of connections that go out, one of which could take a free port before its server does. */
const lowest = 20_000;
const highest = 32_000;

async function listenAnywhere(): Promise<Server> {
	for (;;) {
		try {
			return await listen(randomInt(lowest, highest));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		}
	}
}

/** Ports on loopback that nobody uses at the moment, as many as asked for, each another one. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(Array.from({ length: count }, () => listenAnywhere()));
	return await Promise.all(servers.map(release));
}

/** Rejects where somebody listens on this port of loopback: which would be taken for what is started there. */
export async function demandFree(port: number): Promise<void> {
	const server = await listen(port).catch((error: NodeJS.ErrnoException) => {
		throw error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken; choose another one.`) : error;
	});
	await release(server);
}
