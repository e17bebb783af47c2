import { createServer, type AddressInfo } from 'node:net';
import { demandFree, freePorts } from '../../../scripts/host/ports.cts';

test('free ports are as many as asked for, and free', async () => {
	const ports = await freePorts(3);
	expect(new Set(ports).size).toBe(3);
	for (const port of ports) await demandFree(port);
});

test('a port that is taken is named', async () => {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await expect(demandFree(port)).rejects.toThrow(`Port ${port} is taken; choose another one.`);
	await new Promise((resolve) => server.close(resolve));
});
