// Only Jest reads this: it runs the TypeScript sources as they are, so that coverage speaks of them.
module.exports = {
	presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'],
};
