import {
	ExpressionError,
	NodeApiError,
	NodeOperationError,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { failureItem, failureOf, markedAsFailed } from '../../../nodes/Dashdoc/engine/failure';
import { ParameterProblem } from '../../../nodes/Dashdoc/engine/problem';

const node: INode = {
	id: '1',
	name: 'Dashdoc',
	type: 'n8n-nodes-dashdoc.dashdoc',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe('the error of an item', () => {
	test('names the parameter and the item, and says that nothing was sent', () => {
		const failure = failureOf(node, new ParameterProblem('Email', '"x" is not an email address'), 3);
		expect(failure).toBeInstanceOf(NodeOperationError);
		expect(failure.message).toBe('Email: "x" is not an email address [item 3]');
		expect(failure.description).toBe("Nothing was sent for this item. Correct 'Email'.");
		expect(failure.context.itemIndex).toBe(3);
	});

	test('is the error itself when it is one of n8n, with the item added', () => {
		const error = new NodeApiError(
			node,
			{ detail: 'Not found.' },
			{ message: 'Nothing there', httpCode: '404' },
		);
		const failure = failureOf(node, error, 0);
		expect(failure).toBe(error);
		expect(failure.message).toBe('Nothing there [item 0]');
		expect(failure.context.itemIndex).toBe(0);
	});

	test('names only its own item when several items fail for one reason', () => {
		const error = new NodeOperationError(node, "The credential's 'API Token' is empty");
		const messages = [0, 1, 12].map((item) => failureOf(node, error, item).message);
		expect(messages).toEqual([
			"The credential's 'API Token' is empty [item 0]",
			"The credential's 'API Token' is empty [item 1]",
			"The credential's 'API Token' is empty [item 12]",
		]);
	});

	test('keeps words that n8n would replace, such as managePermission', () => {
		const failure = failureOf(node, new ParameterProblem('Fields', '"managePermission" is not there'), 1);
		expect(failure.message).toBe('Fields: "managePermission" is not there [item 1]');
	});

	test('keeps the advice of an expression that failed', () => {
		const error = new ExpressionError('No path back to node', { description: 'Connect the nodes' });
		const failure = failureOf(node, error, 2);
		expect(failure.message).toBe('No path back to node [item 2]');
		expect(failure.description).toBe('Connect the nodes');
	});

	test('is readable whatever was thrown', () => {
		expect(failureOf(node, new TypeError('x is not a function'), 1).message).toBe(
			'x is not a function [item 1]',
		);
		expect(failureOf(node, 'a bare text', 1).message).toBe('a bare text [item 1]');
		const odd = Object.assign(new Error('odd'), { description: { no: 'text' } });
		expect(failureOf(node, odd, 1).description).toBeFalsy();
	});
});

describe('the item that stands for a failed one', () => {
	const keysForErrorOutput = ['error', 'message', 'details'];

	test('has only the keys that reach the error output, and points at its input', () => {
		const error = new NodeApiError(
			node,
			{},
			{ message: 'External ID: taken', description: 'Choose another', httpCode: '400' },
		);
		error.context.data = { remote_id: { detail: 'taken', code: 'remote_id_already_exists' } };
		const item = failureItem(failureOf(node, error, 4), 4);
		expect(item).toEqual({
			json: {
				error: 'External ID: taken [item 4]',
				details: {
					description: 'Choose another',
					httpCode: '400',
					answer: { remote_id: { detail: 'taken', code: 'remote_id_already_exists' } },
				},
			},
			pairedItem: { item: 4 },
		});
		expect(Object.keys(item.json).every((key) => keysForErrorOutput.includes(key))).toBe(true);
	});

	test('leaves out what is not known', () => {
		expect(failureItem(failureOf(node, new Error('odd'), 0), 0)).toEqual({
			json: { error: 'odd [item 0]', details: {} },
			pairedItem: { item: 0 },
		});
	});

	test('is marked for the error output of n8n 1, and keeps its fields when it is copied there', () => {
		const failure = failureOf(node, new Error('odd'), 0);
		const marked = markedAsFailed(failureItem(failure, 0), failure);
		expect(marked.error).toBe(failure);
		const copied: INodeExecutionData = { ...marked };
		expect(copied.error).toBeUndefined();
		expect(copied.json).toEqual({ error: 'odd [item 0]', details: {} });
	});
});
