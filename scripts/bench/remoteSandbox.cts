import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Figures, SandboxOptions, Settings } from '../../sandbox/index.cts';

/** A contact as far as the measurements need it. */
interface ListedContact {
	uid: string;
	email: string;
	is_manager: boolean;
}

/** A company as far as the measurements need it. */
interface ListedCompany {
	pk: number;
	primary_address: { pk: number };
}

/** A sandbox in another process, so that it does not share an event loop with what is measured. */
export class RemoteSandbox {
	private constructor(
		private readonly child: ChildProcess,
		readonly url: string,
		readonly token: string,
	) {}

	/** Starts one. Answers are not checked against the description here, since that would measure the sandbox. */
	static async start(options: SandboxOptions): Promise<RemoteSandbox> {
		const settings = JSON.stringify({ ...options, validateAnswers: false });
		const child = fork(join(__dirname, 'sandboxServer.cts'), [settings], {
			execArgv: ['--require', require.resolve('tsx/cjs')],
		});
		const ended = once(child, 'exit').then(([code]) => {
			throw new Error(`The sandbox ended with exit code ${code}`);
		});
		const [message] = (await Promise.race([once(child, 'message'), ended])) as [
			Pick<RemoteSandbox, 'url' | 'token'>,
		];
		ended.catch(() => undefined);
		return new RemoteSandbox(child, message.url, message.token);
	}

	async figures(): Promise<Figures> {
		return (await this.control('GET', '/figures')) as Figures;
	}

	async change(settings: Partial<Settings>): Promise<void> {
		await this.control('PATCH', '/settings', settings);
	}

	/** Forgets the requests so far; the data stay. */
	async clearRequests(): Promise<void> {
		await this.control('DELETE', '/requests');
	}

	/** Identifiers of so many contacts that can be invited. */
	async invitableContacts(count: number): Promise<string[]> {
		const { latency, requestsPerSecond } = (await this.control('GET', '/settings')) as Settings;
		await this.change({ latency: 0, requestsPerSecond: 0 });
		const uids: string[] = [];
		for (let page = 1; uids.length < count; page++) {
			const { next, results } = (await this.get(`/api/v4/contacts/?page=${page}`)) as {
				next: string | null;
				results: ListedContact[];
			};
			uids.push(
				...results.filter(({ email, is_manager }) => email !== '' && !is_manager).map(({ uid }) => uid),
			);
			if (next === null) break;
		}
		await this.change({ latency, requestsPerSecond });
		await this.clearRequests();
		if (uids.length < count) throw new Error(`Only ${uids.length} of ${count} contacts can be invited`);
		return uids.slice(0, count);
	}

	/** Companies of the address book that can ship, with their administrative addresses. */
	async companiesWithAddress(): Promise<ListedCompany[]> {
		const { results } = (await this.get('/api/v4/companies/')) as { results: ListedCompany[] };
		return results.filter(({ primary_address }) => Boolean(primary_address));
	}

	async stop(): Promise<void> {
		const exit = once(this.child, 'exit');
		this.child.disconnect();
		await exit;
	}

	private async get(path: string): Promise<unknown> {
		return await this.request('GET', path, { Authorization: `Token ${this.token}` });
	}

	private async control(method: string, path: string, body?: object): Promise<unknown> {
		return await this.request(method, `/__sandbox__${path}`, { 'Content-Type': 'application/json' }, body);
	}

	private async request(
		method: string,
		path: string,
		headers: Record<string, string>,
		body?: object,
	): Promise<unknown> {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers,
			body: body && JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
		return await response.json();
	}
}
