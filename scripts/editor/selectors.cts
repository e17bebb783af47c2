/** Where n8n's editor has what; the only place that knows. Names are those of its `data-test-id` attributes. */

/** CSS of an element with that name. */
export const named = (name: string): string => `[data-test-id="${name}"]`;

export const canvas = {
	whole: named('canvas'),
	firstStep: named('canvas-plus-button'),
	addStep: named('node-creator-plus-button'),
	execute: named('execute-workflow-button'),
	zoomToFit: named('zoom-to-fit'),
	anyNode: named('canvas-node'),
	node: (name: string) => `${named('canvas-node')}[data-node-name="${name}"]`,
	/** The plus behind a node, on one of its outputs. */
	plusAfter: (name: string) =>
		`${named('canvas-node-output-handle')}[data-node-name="${name}"] ${named('canvas-handle-plus')}`,
	/** The plus below an agent. */
	plusBelow: (name: string, connection: string) =>
		`${named('canvas-node-input-handle')}[data-node-name="${name}"][data-connection-type="${connection}"] ` +
		named('canvas-handle-plus'),
};

export const creator = {
	whole: named('node-creator'),
	search: named('node-creator-search-bar'),
	entry: named('item-iterator-item'),
	entryName: named('node-creator-item-name'),
	nothing: named('node-creator-no-results'),
	back: `${named('nodes-list-header')} button`,
};

export const panel = {
	whole: named('ndv'),
	/** n8n 1 leads back to the canvas instead. */
	close: `${named('ndv-close-button')}, ${named('back-to-canvas')}`,
	execute: named('node-execute-button'),
	parameters: named('node-parameters'),
	settings: named('tab-settings'),
	input: named('ndv-input-panel'),
	output: named('output-panel'),
	credential: named('node-credentials-select'),
	newCredential: named('node-credentials-select-item-new'),
	editCredential: named('credential-edit-button'),
};

export const parameter = {
	item: named('parameter-item'),
	/** Input of a parameter by its path, such as `loads.load[0].weight`. */
	byPath: (path: string) => `[data-parameter-path="parameters.${path}"]`,
	path: 'data-parameter-path',
	label: 'label[for] .n8n-text',
	labelOf: (name: string) => `label[for="${name}"]`,
	issues: named('parameter-issues'),
	hint: named('parameter-input-hint'),
	asExpression: named('radio-button-expression'),
	code: '.cm-content',
	switch: '.el-switch',
	tags: '.el-tag',
	/** n8n 1 gives it no name. */
	addToCollection: `${named('collection-parameter-add')}, .param-options .add-option`,
	addRow: named('fixed-collection-add'),
};

export const list = {
	combobox: 'input[role="combobox"]',
	entries: (id: string) => `[id="${id}"] [role="option"]`,
	headline: '.option-headline',
};

export const locator = {
	input: named('rlc-input'),
	mode: named('rlc-mode-selector'),
	/** Of the open list: n8n 1 keeps those of other fields in the page. */
	search: `${named('rlc-search')}:visible`,
	entry: `${named('rlc-item')}:visible`,
	error: `${named('rlc-error-container')}:visible`,
	/** Said where the search finds nothing. */
	nothing: ':text-is("No results"):visible',
};

export const pane = {
	status: '[data-test-id^="node-run-status-"]',
	executing: named('ndv-executing'),
	error: named('node-error-message'),
	errorDescription: named('node-error-description'),
	data: named('ndv-data-container'),
	count: named('run-data-item-count'),
	mode: (mode: string) => named(`radio-button-${mode}`),
	schemaEntry: named('run-data-schema-item'),
	preview: named('schema-preview-warning'),
};

export const credential = {
	whole: named('credential-edit-dialog'),
	fields: named('credential-connection-parameter'),
	gone: `:root:not(:has(${named('credential-edit-dialog')}))`,
	name: named('credential-name'),
	success: named('credentials-config-container-test-success'),
	failure: '.el-tag--danger:visible',
	more: ':text-is("More details")',
	save: named('credential-save-button'),
	/** In n8n 1 it stands beside the dialog's contents. */
	close: `${named('credential-edit-dialog')} ${named('dialog-close-button')}, .el-dialog:has(${named('credential-edit-dialog')}) .el-dialog__close`,
};

/** Messages in a corner. */
export const toast = {
	whole: '.el-notification',
	refusal: '.el-notification:has(.el-notification--error)',
	close: '.el-notification__closeBtn',
};
