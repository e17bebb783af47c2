/** The ends of executions, as n8n pushes them to the editor. */
import type { Page } from 'playwright-core';
import { until } from '../host/until.cts';

const finished = /"type":"executionFinished".*?"executionId":"([^"]+)"/;

export interface Executions {
	/** Does what starts an execution, and resolves when the editor was told of its end. */
	after(start: () => Promise<void>): Promise<void>;
}

/** Listens to what n8n pushes; must begin before the page is opened. */
export function followExecutions(page: Page): Executions {
	const ended: string[] = [];
	page.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => {
			const id = finished.exec(payload.toString())?.[1];
			if (id !== undefined) ended.push(id);
		}),
	);
	return {
		async after(start) {
			const before = ended.length;
			await start();
			await until(
				async () => ended.length,
				(count) => count > before,
			);
		},
	};
}
