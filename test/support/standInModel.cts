/** A server on loopback that speaks as OpenAI's chat completions and says what a test tells it, in the place of a model. */
import type { IDataObject } from 'n8n-workflow';
import { startReceiver } from './receiver.cts';

/** What it says next: it calls a tool, or it answers in words. */
export type Turn = { tool: string; arguments: IDataObject } | { text: string };

/** A tool as it is offered to the model. */
export interface OfferedTool {
	name: string;
	description: string;
	/** JSON Schema of the arguments. */
	parameters: { properties: Record<string, IDataObject>; required?: string[] };
}

/** What the model was asked. */
export interface Question {
	messages: Array<{ role: string; content: string }>;
	tools?: Array<{ function: OfferedTool }>;
}

export interface StandInModel {
	/** Base URL for a credential. */
	url: string;
	/** Forgets all that was, and says these turns, one after the other. */
	says(...turns: Turn[]): void;
	/** What it was asked since then, the oldest first. */
	questions(): readonly Question[];
	close(): Promise<void>;
}

const messageOf = (turn: Turn, place: number): IDataObject =>
	'text' in turn
		? { role: 'assistant', content: turn.text }
		: {
				role: 'assistant',
				content: null,
				tool_calls: [
					{
						id: `call-${place}`,
						type: 'function',
						function: { name: turn.tool, arguments: JSON.stringify(turn.arguments) },
					},
				],
			};

const completionOf = (turn: Turn, place: number): IDataObject => ({
	id: `completion-${place}`,
	object: 'chat.completion',
	created: 0,
	model: 'stand-in',
	choices: [
		{ index: 0, message: messageOf(turn, place), finish_reason: 'text' in turn ? 'stop' : 'tool_calls' },
	],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

/** Starts it on any free port. Asked more often than it has turns, it answers 500. */
export async function startStandInModel(): Promise<StandInModel> {
	let turns: Turn[] = [];
	const questions: Question[] = [];
	const receiver = await startReceiver(({ body }, response) => {
		questions.push(JSON.parse(body.toString('utf8')) as Question);
		const turn = turns.shift();
		const answer = turn ? completionOf(turn, questions.length) : { error: { message: 'No turn is left' } };
		response.writeHead(turn ? 200 : 500, { 'Content-Type': 'application/json' });
		response.end(JSON.stringify(answer));
	});
	return {
		url: `${receiver.url}/v1`,
		says: (...next) => {
			turns = next;
			questions.length = 0;
		},
		questions: () => questions,
		close: async () => await receiver.close(),
	};
}
