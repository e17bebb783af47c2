// n8n's own configuration (eslint.config.mjs, which must stay as n8n ships it) applies its rules for shipped
// code to every *.ts file. Code that is not shipped (sandbox, scripts, tests) is therefore *.cts or *.mts.
import eslint from '@eslint/js';
import globals from 'globals';
import typescriptEslint from 'typescript-eslint';

export default typescriptEslint.config(
	{
		ignores: [
			'dist/**',
			'coverage/**',
			'.groups/**',
			'node_modules/**',
			'nodes/**',
			'credentials/**',
			'api/types.d.ts',
		],
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
		extends: [eslint.configs.recommended],
		languageOptions: { globals: globals.node },
	},
	{
		files: ['**/*.cts', '**/*.mts'],
		extends: [eslint.configs.recommended, typescriptEslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { project: './tsconfig.development.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/require-await': 'off',
		},
	},
);
