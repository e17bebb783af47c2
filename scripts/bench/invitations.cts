import { Agent, request } from 'node:http';
import type { INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { RemoteSandbox } from './remoteSandbox.cts';
import { median, medianRatio, type Result } from './result.cts';
import { builtNode, timedRun } from './subject.cts';
import { allAtOnce } from './yardsticks.cts';

const invite: INodeParameters = {
	resource: 'contact',
	operation: 'invite',
	contact: { __rl: true, mode: 'id', value: '={{ $json.uid }}' },
};

const itemsOf = (uids: readonly string[]): INodeExecutionData[] => uids.map((uid) => ({ json: { uid } }));

/** 200 invitations where Dashdoc allows 10 requests per second. */
export async function invitationsUnderLimit(): Promise<Result[]> {
	const count = 200;
	const sandbox = await RemoteSandbox.start({
		latency: 80,
		requestsPerSecond: 10,
		contacts: 400,
		transports: 0,
	});
	try {
		const uids = await sandbox.invitableContacts(count);
		const before = (await sandbox.figures()).invitations;
		const { items, seconds } = await timedRun(builtNode(), sandbox, invite, itemsOf(uids));
		const { byOperation, byStatus, invitations } = await sandbox.figures();
		const once = uids.filter((uid) => invitations[uid] - (before[uid] ?? 0) === 1).length;
		const delivered = items.filter(
			({ json }, index) => json.uid === uids[index] && json.outcome === 'invited',
		);
		const isComplete = delivered.length === count && once === count && byOperation.inviteContact === count;
		return [
			{
				title: `${count} invitations`,
				meaning:
					'One run of Contact: Invite over 200 contacts at 80 ms latency and a limit of 10 requests per second. 20 s is what the limit demands.',
				measured: `${seconds.toFixed(1)} s, ${(seconds / (count / 10)).toFixed(2)} × 20 s`,
				limit: '1.1 × 20 s',
				isMet: seconds <= (1.1 * count) / 10,
			},
			{
				title: `${count} invitations, each exactly once`,
				meaning: 'The same run: contacts with exactly one invitation, and answers 429 on the way.',
				measured: `${once} of ${count}, ${byStatus['429'] ?? 0} answers 429`,
				limit: `${count} of ${count}`,
				isMet: isComplete,
			},
		];
	} finally {
		await sandbox.stop();
	}
}

/** 1,000 invitations without any limit, compared with firing all of them at once. */
export async function invitationsWithoutLimit(): Promise<Result[]> {
	const count = 1000;
	const sandbox = await RemoteSandbox.start({
		latency: 150,
		requestsPerSecond: 0,
		contacts: 1800,
		transports: 0,
	});
	try {
		const items = itemsOf(await sandbox.invitableContacts(count));
		const parameters = { ...invite, options: { requestsPerSecond: 0 } };
		const url = `=${sandbox.url}/api/v4/contacts/{{ $json.uid }}/invite/`;
		const times: Times = { node: [], onEngine: [], keptAlive: [], closed: [] };
		for (let round = 0; round <= 7; round++) {
			const node = await timedInvitations(sandbox, builtNode(), parameters, items);
			const onEngine = await timedInvitations(sandbox, allAtOnce, { url }, items);
			const closed = await fireAll(sandbox, items, false);
			const keptAlive = await fireAll(sandbox, items, true);
			if (round === 0) continue; // warms all sides up
			times.node.push(node);
			times.onEngine.push(onEngine);
			times.closed.push(closed);
			times.keptAlive.push(keptAlive);
		}
		return withoutLimitRows(times);
	} finally {
		await sandbox.stop();
	}
}

/** Seconds of each round. */
type Times = Record<'node' | 'onEngine' | 'keptAlive' | 'closed', number[]>;

function withoutLimitRows({ closed, keptAlive, node, onEngine }: Times): Result[] {
	const bare = median(keptAlive) < median(closed) ? keptAlive : closed;
	const compared = (yardstick: number[]) =>
		`${median(node).toFixed(2)} s : ${median(yardstick).toFixed(2)} s, ${medianRatio(node, yardstick).toFixed(2)} ×`;
	return [
		{
			title: '1,000 invitations without limit',
			meaning:
				"One run of Contact: Invite with Requests per Second 0 at 150 ms latency, against a node that does nothing but fire all items at once through n8n's own request helper, as n8n's HTTP Request node does. Medians of 7 rounds.",
			measured: compared(onEngine),
			limit: 'at most 1.5 ×',
			isMet: medianRatio(node, onEngine) <= 1.5,
		},
		{
			title: 'The same against bare Node',
			meaning: `The same runs against a Promise.all of 1,000 requests of Node's http module outside n8n, the faster of keep-alive on and off. Most of the distance is what n8n itself costs per request: firing all at once inside n8n takes ${medianRatio(onEngine, bare).toFixed(2)} times as long as outside.`,
			measured: compared(bare),
		},
	];
}

async function timedInvitations(
	sandbox: RemoteSandbox,
	nodeType: INodeType,
	parameters: INodeParameters,
	invited: INodeExecutionData[],
): Promise<number> {
	const { items, seconds } = await timedRun(nodeType, sandbox, parameters, invited);
	const answered = items.filter(({ json }) => json.has_pending_invite === true).length;
	if (answered !== invited.length) throw new Error(`Only ${answered} of ${invited.length} were invited`);
	return seconds;
}

/** Seconds that all invitations take when each is sent at once, whatever the server thinks of it. */
async function fireAll(
	sandbox: RemoteSandbox,
	items: readonly INodeExecutionData[],
	keepAlive: boolean,
): Promise<number> {
	const agent = new Agent({ keepAlive, maxSockets: Infinity });
	const start = performance.now();
	const answers = await Promise.all(
		items.map(async ({ json }) => await postInvitation(sandbox, json.uid as string, agent)),
	);
	const seconds = (performance.now() - start) / 1000;
	agent.destroy();
	const invited = answers.filter(
		(answer) => (answer as { has_pending_invite?: boolean }).has_pending_invite,
	).length;
	if (invited !== items.length) throw new Error(`Only ${invited} of ${items.length} were invited`);
	return seconds;
}

function postInvitation({ token, url }: RemoteSandbox, uid: string, agent: Agent): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const headers = { Authorization: `Token ${token}`, Accept: 'application/json' };
		const sent = request(
			`${url}/api/v4/contacts/${uid}/invite/`,
			{ method: 'POST', agent, headers },
			(response) => {
				const parts: Buffer[] = [];
				response.on('data', (part: Buffer) => parts.push(part));
				response.on('error', reject);
				response.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString('utf8'))));
			},
		);
		sent.on('error', reject);
		sent.end();
	});
}
