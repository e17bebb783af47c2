/** The polling trigger as n8n runs it: published, polled, stopped, started again, with what n8n saves in between. */
import type { IDataObject, INodeParameters, IPollFunctions } from 'n8n-workflow';
import { DashdocPollingTrigger } from '../../nodes/DashdocPollingTrigger/DashdocPollingTrigger.node';
import type { Sandbox } from '../../sandbox/index.cts';
import { pollContext, prepare, type Prepared } from './engine.cts';
import { credentialFor, withoutPace } from './sandboxed.cts';

const nodeType = new DashdocPollingTrigger();

/** Milliseconds that a poll has; left out, what n8n gives. */
interface Circumstances {
	budget?: number;
	/** Identifier of the credential that is chosen. */
	credential?: string;
}

/** One workflow that starts with the trigger. */
export class PolledTrigger {
	/** What n8n has in its database. */
	private saved = '{}';

	private prepared!: Prepared;

	/** What the node wrote to n8n's log. */
	readonly warnings: string[] = [];

	constructor(
		private readonly sandbox: Sandbox,
		private parameters: INodeParameters,
		readonly circumstances: Circumstances = {},
	) {
		this.load();
	}

	/** Publishes the workflow, with other parameters where some are given; n8n polls at once and saves. */
	async publish(parameters = this.parameters): Promise<IDataObject[]> {
		this.parameters = parameters;
		this.load();
		const items = await this.poll();
		this.save();
		return items;
	}

	/** One poll of many. What it gives out is saved with it; a poll that gives nothing changes memory only. */
	async poll(): Promise<IDataObject[]> {
		const items = await nodeType.poll.call(this.context('activate'));
		if (items) this.save();
		return (items ?? [[]])[0].map(({ json }) => json);
	}

	/** n8n stops and starts again, which polls at once. */
	async restart(): Promise<IDataObject[]> {
		this.stop();
		return await this.poll();
	}

	/** n8n goes down: what was not saved is gone. */
	stop(): void {
		this.load();
	}

	/** Polls until nothing comes any more; the items of each poll. */
	async pollAll(most = 100): Promise<IDataObject[][]> {
		const polls: IDataObject[][] = [];
		for (let idle = 0; idle < 2; ) {
			const items = await this.poll();
			if (items.length === 0) idle++;
			else polls.push(items);
			if (polls.length > most) throw new Error(`There is no end after ${most} polls`);
		}
		return polls;
	}

	/** A test run in the editor. */
	async test(): Promise<IDataObject[]> {
		const items = await nodeType.poll.call(this.context('manual'));
		this.load();
		return (items ?? [[]])[0].map(({ json }) => json);
	}

	/** What the node keeps at the moment. */
	get memory(): IDataObject {
		return this.prepared.workflow.getStaticData('node', this.prepared.node);
	}

	/** Characters that n8n has to store. */
	get size(): number {
		return this.saved.length;
	}

	private context(activation: 'activate' | 'manual'): IPollFunctions {
		const context = pollContext(this.prepared, activation);
		const warn = (text: string) => void this.warnings.push(text);
		Object.defineProperty(context, 'logger', { value: { warn } });
		const { budget } = this.circumstances;
		return budget === undefined ? context : Object.assign(context, { getPollBudgetMs: () => budget });
	}

	private load(): void {
		const { options, ...parameters } = this.parameters;
		const id = this.circumstances.credential ?? '1';
		this.prepared = prepare({
			nodeType,
			credential: credentialFor(this.sandbox),
			parameters: { ...parameters, options: { ...withoutPace, ...(options as INodeParameters) } },
			node: {
				type: 'n8n-nodes-dashdoc.dashdocPollingTrigger',
				credentials: { dashdocApi: { id, name: 'Test' } },
			},
		});
		this.prepared.workflow.overrideStaticData(JSON.parse(this.saved) as IDataObject);
		this.staticData.__dataChanged = false;
	}

	/** n8n saves only what it noticed to be changed. */
	private save(): void {
		if (!this.staticData.__dataChanged) return;
		this.saved = JSON.stringify(this.staticData);
		this.staticData.__dataChanged = false;
	}

	private get staticData(): IDataObject & { __dataChanged?: boolean } {
		return this.prepared.workflow.staticData as IDataObject & { __dataChanged?: boolean };
	}
}
