import { connect } from 'node:net';
import { join } from 'node:path';
import { ensurePrograms } from '../host/debian.cts';
import { startProgram, stopProgram } from '../host/programs.cts';
import { untilReady } from '../host/readiness.cts';
import type { Service, ServiceOptions } from './service.cts';

/** Whether Redis answers on this port of loopback. */
async function answers(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		const end = (isReady: boolean) => {
			socket.destroy();
			resolve(isReady);
		};
		socket.once('data', (answer) => end(answer.toString().startsWith('+PONG')));
		socket.once('error', () => end(false));
	});
}

/** Starts a Redis that keeps nothing. */
export async function startRedis({ folder, port, signal, tell }: ServiceOptions): Promise<Service> {
	const [server] = ensurePrograms([{ program: 'redis-server', package: 'redis-server' }], tell);
	const log = join(folder, 'redis.log');
	const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
	const child = startProgram(server, settings, { folder, environment: process.env, log });
	await untilReady(child, {
		name: 'Redis',
		log,
		isReady: () => answers(port),
		secondsToStart: 60,
		signal,
	});
	return {
		environment: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) },
		stop: () => stopProgram(child),
	};
}
