import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { manifest } from '../support/builtPackage.cts';
import { root } from '../support/command.cts';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Job {
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	strategy?: { matrix: Record<string, string[]> };
	needs?: string;
	steps: Step[];
}

interface Workflow {
	on: Record<string, unknown>;
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

const folder = join(root, '.github', 'workflows');
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const workflow = (file: string) => parse(textOf(file)) as Workflow;
const files = readdirSync(folder);
const jobs = files.flatMap((file) =>
	Object.entries(workflow(file).jobs).map(([name, job]) => ({ name: `${file}: ${name}`, job })),
);
const steps = jobs.flatMap(({ job }) => job.steps);

/** Versions of Node.js that CI runs everything on, oldest first. */
const nodeVersions = workflow('ci.yml').jobs.check.strategy?.matrix.node ?? [];

/** Rights beyond reading; whoever adds one says so here. */
const GRANTED = ['publish.yml: publish: id-token', 'codeql.yml: analyze: security-events'];

describe('the workflows on GitHub', () => {
	test.each(files)('%s pins every action by its commit, with the version beside it', (file) => {
		const uses = textOf(file)
			.split('\n')
			.filter((line) => /^\s*(- )?uses:/.test(line));
		expect(uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
		expect(uses.length).toBeGreaterThan(0);
	});

	test('take every action of a repository from one and the same commit', () => {
		const commits = new Map<string, Set<string>>();
		for (const { uses } of steps) {
			const [, repository, commit] = /^([\w-]+\/[\w-]+).*@(.+)$/.exec(uses ?? '') ?? [];
			if (repository) commits.set(repository, (commits.get(repository) ?? new Set()).add(commit));
		}
		expect([...commits].filter(([, named]) => named.size > 1).map(([repository]) => repository)).toEqual([]);
	});

	test('may read and nothing more, but for what is granted to single jobs', () => {
		expect(
			files.filter((file) => JSON.stringify(workflow(file).permissions) !== '{"contents":"read"}'),
		).toEqual([]);
		const granted = jobs.flatMap(({ job, name }) =>
			Object.entries(job.permissions ?? {})
				.filter(([, right]) => right !== 'read')
				.map(([subject]) => `${name}: ${subject}`),
		);
		expect(granted.sort()).toEqual([...GRANTED].sort());
	});

	test('know no secret, and leave none behind for later steps', () => {
		expect(files.filter((file) => /\bsecrets\b|NODE_AUTH_TOKEN|github\.token/.test(textOf(file)))).toEqual(
			[],
		);
		const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
		expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
	});

	test('put no text of others into a command, and run none of others with rights of ours', () => {
		expect(steps.map(({ run = '' }) => run).filter((run) => run.includes('${{'))).toEqual([]);
		const triggers = files.flatMap((file) => Object.keys(workflow(file).on));
		expect(triggers.filter((trigger) => /pull_request_target|workflow_run|issue/.test(trigger))).toEqual([]);
	});

	test('end by themselves when they hang', () => {
		expect(jobs.filter(({ job }) => !job['timeout-minutes']).map(({ name }) => name)).toEqual([]);
	});

	test('run scripts that exist', () => {
		const commands = steps.map(({ run = '' }) => run).join('\n');
		const scripts = [...commands.matchAll(/npm run (?:--\S+ )*([\w:]+)/g)].map(([, name]) => name);
		const named = [...commands.matchAll(/\bbash (\S+)/g)].map(([, file]) => file);
		expect([...scripts, ...named]).toEqual(expect.arrayContaining(['release:check', '.ci/run']));
		expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
		expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
	});

	test('test the versions of Node.js that README.md and package.json promise, from the oldest on', () => {
		expect(manifest.engines.node).toBe(`>=${nodeVersions[0]}`);
		const promised = nodeVersions.join(', ').replace(/, (\S+)$/, ' or $1');
		expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`Node.js ${promised}`);
	});
});

describe('publishing', () => {
	const { check, publish } = workflow('publish.yml').jobs;

	test('starts from a tag alone', () => {
		expect(workflow('publish.yml').on).toEqual({ push: { tags: ['v*.*.*'] } });
	});

	test('comes after everything was checked, with the tag', () => {
		const commands = check.steps.map(({ run = '' }) => run);
		const gates = ['bash .ci/run', 'npm run release:check -- --tag "$TAG" --out release'];
		expect(commands.filter((run) => gates.includes(run))).toEqual(gates);
		expect(publish.needs).toBe('check');
	});

	test('takes the file that was checked, and no code of ours may ask npm for anything', () => {
		const kept = check.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
		const taken = publish.steps.find(({ uses }) => uses?.startsWith('actions/download-artifact@'));
		expect(kept?.with).toMatchObject({ path: 'release/*.tgz', name: taken?.with?.name });
		expect(publish.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))).toEqual([]);
		expect(publish.steps.at(-1)?.run).toBe('npm publish ./*.tgz --access public --provenance');
	});

	test('from a computer at home is refused by npm, since it could not say where the package comes from', () => {
		expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
	});
});

describe('updates of what we use', () => {
	interface Update {
		'package-ecosystem': string;
		schedule: { interval: string };
		groups?: Record<string, { patterns: string[] }>;
	}
	const { updates } = parse(readFileSync(join(root, '.github', 'dependabot.yml'), 'utf8')) as {
		updates: Update[];
	};

	test.each(['npm', 'github-actions'])('of %s come weekly, in groups', (ecosystem) => {
		const update = updates.find((one) => one['package-ecosystem'] === ecosystem);
		expect(update?.schedule.interval).toBe('weekly');
		const patterns = Object.values(update?.groups ?? {}).flatMap((group) => group.patterns);
		expect(patterns).toContain('*');
	});
});
