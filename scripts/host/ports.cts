import { createServer, type AddressInfo } from 'node:net';

/** Ports on loopback that nobody uses at the moment, as many as asked for, each another one. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(
		Array.from({ length: count }, async () => {
			const server = createServer();
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			return server;
		}),
	);
	return await Promise.all(
		servers.map(async (server) => {
			const { port } = server.address() as AddressInfo;
			await new Promise((resolve) => server.close(resolve));
			return port;
		}),
	);
}
