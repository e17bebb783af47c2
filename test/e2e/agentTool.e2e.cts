/** n8n's AI agent uses the node as a tool. What a model would say is told by a stand-in; all else is real. */
import type { INode, INodeParameters } from 'n8n-workflow';
import type { Host } from '../../scripts/host/host.cts';
import type { CredentialReference, StoredExecution } from '../../scripts/host/rest.cts';
import { startStandInModel, type StandInModel, type Turn } from '../support/standInModel.cts';
import { companiesOf, contactsOf, located, writesOf } from '../engine/data.cts';
import { expectNoViolations } from '../support/sandboxed.cts';
import { byHand, connect, coreNode, inARow } from './chains.cts';
import { ownNode, rowsOf, useHost } from './hosted.cts';

let host: Host;
let model: StandInModel;
let modelCredential: CredentialReference;
useHost({}, (started) => {
	host = started;
});
beforeAll(async () => {
	model = await startStandInModel();
	const data = { apiKey: 'of-nobody', url: model.url };
	modelCredential = await host.rest.createCredential('Stand-in', 'openAiApi', data);
});
afterAll(async () => await model?.close());
beforeEach(() => host.sandbox.clearRequests());
afterEach(() => expectNoViolations(host.sandbox));

/** A value that the model fills in, as the button of the editor writes it. */
const fromModel = (key: string, description: string, type = 'string') =>
	`={{ $fromAI('${key}', '${description}', '${type}') }}`;

const tool = (name: string, parameters: INodeParameters): INode =>
	ownNode(host, { name, type: 'dashdocTool' }, parameters);

const getCompany = () =>
	tool('Get company', {
		resource: 'company',
		operation: 'get',
		company: located('id', fromModel('company_id', 'ID of the company')),
	});

/** Runs an agent that has these tools, while the model says these turns. */
async function runAgent(tools: INode[], ...turns: Turn[]): Promise<StoredExecution> {
	model.says(...turns);
	const chatModel = coreNode('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, {
		model: located('id', 'stand-in'),
		responsesApiEnabled: false,
		options: { maxRetries: 0 },
	});
	chatModel.credentials = { openAiApi: modelCredential };
	const agent = coreNode('Agent', '@n8n/n8n-nodes-langchain.agent', 3.1, {
		promptType: 'define',
		text: 'Occupe-toi de la société.',
		options: {},
	});
	const workflow = inARow('Agent', agent);
	workflow.nodes.push(chatModel, ...tools);
	connect(workflow.connections, { from: 'Model', type: 'ai_languageModel' }, 'Agent');
	for (const { name } of tools) connect(workflow.connections, { from: name, type: 'ai_tool' }, 'Agent');
	return await host.rest.run(await host.rest.createWorkflow(workflow), byHand);
}

/** What tools gave back to the model, as it was told last. */
const givenBack = (): string[] =>
	(model.questions().at(-1)?.messages ?? [])
		.filter(({ role }) => role === 'tool')
		.map(({ content }) => content);

test('the model is offered the operation with the parameters that it fills in', async () => {
	await runAgent([getCompany()], { text: 'Bonjour' });
	const [{ tools }] = model.questions();
	expect(tools).toHaveLength(1);
	const [{ function: offered }] = tools!;
	expect(offered.name).toBe('Get_company');
	expect(offered.description).toMatch(/get company/i);
	expect(offered.parameters.properties).toEqual({
		company_id: expect.objectContaining({ type: 'string', description: 'ID of the company' }) as object,
	});
});

test('a call of the model reads from Dashdoc what its arguments say, and the model gets it', async () => {
	const { name, pk } = companiesOf(host.sandbox)[1];
	const execution = await runAgent(
		[getCompany()],
		{ tool: 'Get_company', arguments: { company_id: String(pk) } },
		{ text: `C'est ${name}.` },
	);
	expect(execution.data.resultData.error).toBeUndefined();
	expect(rowsOf(execution, 'Agent')).toEqual([{ output: `C'est ${name}.` }]);
	expect(host.sandbox.requests().map(({ method, path }) => [method, path])).toEqual([
		['GET', `/api/v4/companies/${pk}/`],
	]);
	expect(JSON.parse(givenBack()[0])).toEqual([expect.objectContaining({ pk, name })]);
});

test('a call of the model writes to Dashdoc what its arguments say, beside what is set in the node', async () => {
	const { pk } = companiesOf(host.sandbox)[0];
	const createContact = tool('Create contact', {
		resource: 'contact',
		operation: 'create',
		company: located('id', String(pk)),
		lastName: fromModel('last_name', 'Family name'),
		additionalFields: { firstName: fromModel('first_name', 'Given name'), email: fromModel('email', 'Mail') },
	});
	await runAgent(
		[createContact],
		{
			tool: 'Create_contact',
			arguments: { last_name: 'Préfontaine', first_name: 'Noël', email: 'noel@example.com' },
		},
		{ text: 'Fait.' },
	);
	expect(writesOf(host.sandbox)).toHaveLength(1);
	const contact = contactsOf(host.sandbox).find(({ email }) => email === 'noel@example.com');
	expect(contact).toMatchObject({ last_name: 'Préfontaine', first_name: 'Noël', company: pk });
	expect(JSON.parse(givenBack()[0])).toEqual([expect.objectContaining({ uid: contact?.uid })]);
});

test('what Dashdoc refuses comes back to the model in words, and the agent goes on', async () => {
	const { name, pk } = companiesOf(host.sandbox)[1];
	const execution = await runAgent(
		[getCompany()],
		{ tool: 'Get_company', arguments: { company_id: '999999' } },
		{ tool: 'Get_company', arguments: { company_id: String(pk) } },
		{ text: 'Voilà.' },
	);
	expect(execution.status).toBe('success');
	expect(givenBack().map((text) => JSON.parse(text) as unknown)).toEqual([
		[{ error: 'Dashdoc found nothing for Company "999999". Check the identifier [item 0]' }],
		[expect.objectContaining({ pk, name })],
	]);
	expect(rowsOf(execution, 'Agent')).toEqual([{ output: 'Voilà.' }]);
});
