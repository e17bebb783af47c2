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

/** Ports on loopback that nobody uses at the moment, as many as asked for, each another one. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
	return await Promise.all(servers.map(release));
}

/** Rejects where somebody listens on this port of loopback: which would be taken for what is started there. */
export async function demandFree(port: number): Promise<void> {
	const server = await listen(port).catch((error: NodeJS.ErrnoException) => {
		throw error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken; choose another one.`) : error;
	});
	await release(server);
}
