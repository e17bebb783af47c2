// Who may know whom in the shipped code (docs/architecture.md). Only imports that survive compilation count here,
// so types may cross anywhere.
const SHIPPED = '^(nodes|credentials)/';

/** Files of a layer as a pattern; node files lie directly in nodes/Dashdoc, with the list that the build works out. */
const layers = {
	'a node file': '^nodes/Dashdoc/([^/]+\\.node|properties)\\.ts$',
	resources: '^nodes/Dashdoc/resources/',
	fields: '^nodes/Dashdoc/fields/',
	declaration: '^nodes/Dashdoc/declaration/',
	engine: '^nodes/Dashdoc/engine/',
	client: '^nodes/Dashdoc/client/',
	lookups: '^nodes/Dashdoc/lookups/',
	triggers: '^nodes/Dashdoc[A-Za-z]*Trigger/',
	/** One way to flatten an object, for the engine and for triggers: a pure function. */
	shape: '^nodes/Dashdoc/engine/shape\\.ts$',
	/** One way to read a date, for fields and for triggers: a pure function. */
	instant: '^nodes/Dashdoc/fields/instant\\.ts$',
	/** One way to read the options of the client, for the engine and for triggers: a pure function. */
	options: '^nodes/Dashdoc/engine/standardOptions\\.ts$',
	credentials: '^credentials/',
};

/** What each layer may import besides itself and n8n. */
const arrows = {
	'a node file': ['resources', 'engine', 'lookups', 'client', 'declaration'],
	resources: ['fields', 'declaration'],
	fields: ['declaration'],
	declaration: [],
	engine: ['declaration', 'client'],
	client: [],
	lookups: ['client'],
	triggers: ['resources', 'declaration', 'shape', 'instant', 'options', 'client'],
	credentials: [],
};

module.exports = {
	forbidden: [
		...Object.entries(arrows).map(([layer, known]) => ({
			name: `${layer} knows only ${known.join(', ') || 'itself'}`,
			severity: 'error',
			from: { path: layers[layer] },
			to: { path: SHIPPED, pathNot: [layer, ...known].map((name) => layers[name]) },
		})),
		{
			name: 'no cycles',
			severity: 'error',
			from: { path: SHIPPED },
			to: { circular: true },
		},
		{
			name: 'every file belongs to a layer',
			severity: 'error',
			from: { path: SHIPPED, pathNot: Object.values(layers) },
			to: {},
		},
		{
			name: 'nothing from outside the package but n8n-workflow and crypto',
			severity: 'error',
			from: { path: SHIPPED },
			to: { pathNot: [SHIPPED, '^(node:)?crypto$', '(^|/)node_modules/n8n-workflow/'] },
		},
		{
			name: 'every import leads somewhere',
			severity: 'error',
			from: { path: SHIPPED },
			to: { couldNotResolve: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: false,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: { conditionNames: ['require', 'node', 'types', 'default'] },
	},
};
