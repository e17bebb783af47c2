import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { RateLimit } from '../../sandbox/traffic/rateLimit.cts';
import { callerOf } from './caller.cts';

describe('the rate limit', () => {
	test('lets ten requests through in any second, wherever the second starts', () => {
		const limit = new RateLimit();
		const accepted: number[] = [];
		// a token bucket that refills while its burst runs would let 19 through in the first second
		for (let now = 0; now < 5000; now += 7) if (limit.admit('a', now, 10) === 0) accepted.push(now);
		for (const start of accepted) {
			expect(accepted.filter((time) => time >= start && time < start + 1000).length).toBeLessThanOrEqual(10);
		}
		expect(accepted.length).toBe(50);
	});

	test('says how long to wait, and refused requests do not prolong it', () => {
		const limit = new RateLimit();
		for (let number = 0; number < 10; number += 1) expect(limit.admit('a', number * 10, 10)).toBe(0);
		for (let now = 100; now < 1000; now += 100) expect(limit.admit('a', now, 10)).toBe(1000 - now);
		expect(limit.admit('a', 1000, 10)).toBe(0);
		expect(limit.admit('a', 1001, 10)).toBe(9);
	});

	test('counts each token for itself, and 0 lifts it', () => {
		const limit = new RateLimit();
		for (let number = 0; number < 10; number += 1) limit.admit('a', 0, 10);
		expect(limit.admit('a', 1, 10)).toBeGreaterThan(0);
		expect(limit.admit('b', 1, 10)).toBe(0);
		expect(limit.admit('a', 1, 0)).toBe(0);
	});
});

describe('a client that comes too often', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ requestsPerSecond: 3, transports: 20 });
	});
	afterAll(() => sandbox.close());

	/** The first refused answer of a burst that is too big on any machine. */
	async function refusal() {
		const call = callerOf(sandbox);
		const answers = await Promise.all(Array.from({ length: 12 }, () => call('GET', '/managers/me/')));
		const refused = answers.find(({ status }) => status === 429);
		if (!refused) throw new Error('Nothing was refused');
		return refused;
	}

	test('gets a 429 in the words of Django REST framework', async () => {
		const { body, headers } = await refusal();
		expect(body).toEqual({
			detail: 'Request was throttled. Expected available in 1 second.',
			code: 'throttled',
		});
		expect(headers.get('retry-after')).toBe('1');
	});

	test('is told when to come back as a date, or not at all, as set', async () => {
		sandbox.settings({ retryAfter: 'http-date' });
		const date = (await refusal()).headers.get('retry-after');
		expect(date).toMatch(/^\w{3}, \d{2} \w{3} \d{4} .* GMT$/);
		sandbox.settings({ retryAfter: 'none' });
		expect((await refusal()).headers.get('retry-after')).toBeNull();
	});

	test('has not had its refused request processed', async () => {
		const call = callerOf(sandbox);
		sandbox.reset();
		const { uid } = sandbox.state.tenants[0]
			.of<{ uid: string; email: string; is_manager: boolean }>({ name: 'contacts', key: 'uid' })
			.all()
			.find(({ email, is_manager }) => email !== '' && !is_manager) ?? { uid: '' };
		const answers = await Promise.all(
			Array.from({ length: 12 }, () => call('POST', `/contacts/${uid}/invite/`)),
		);
		const accepted = answers.filter(({ status }) => status === 200).length;
		expect(accepted).toBeLessThan(12);
		expect(sandbox.figures()).toMatchObject({
			invitations: { [uid]: accepted },
			byStatus: { 200: accepted, 429: 12 - accepted },
		});
		expect(sandbox.requests().filter(({ processed }) => processed)).toHaveLength(accepted);
	});
});
