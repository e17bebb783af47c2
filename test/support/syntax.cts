import ts from 'typescript';

/** One word or text of a source file, comments excluded. */
export interface Mention {
	text: string;
	kind: 'identifier' | 'text';
	/** True for the name behind a dot or in an object literal, which may mean anything. */
	member: boolean;
	line: number;
}

/** Every identifier and every text (also the parts of templates) of a TypeScript or JavaScript file. */
export function mentions(file: string, source: string): Mention[] {
	const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
	const found: Mention[] = [];
	const visit = (node: ts.Node): void => {
		const identifier = ts.isIdentifier(node) || ts.isPrivateIdentifier(node);
		if (
			identifier ||
			ts.isStringLiteralLike(node) ||
			ts.isTemplateHead(node) ||
			ts.isTemplateMiddleOrTemplateTail(node)
		) {
			const { parent } = node;
			const member =
				(ts.isPropertyAccessExpression(parent) && parent.name === node) ||
				(ts.isPropertyAssignment(parent) && parent.name === node);
			const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
			found.push({ text: node.text, kind: identifier ? 'identifier' : 'text', member, line: line + 1 });
		}
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return found;
}

/** The modules that a compiled file asks for, by `require()` or `import()`; anything not a plain text is told as code. */
export function requiredModules(file: string, source: string): string[] {
	const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node)) {
			const { expression } = node;
			const loads = expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText(tree) === 'require';
			const [argument] = node.arguments;
			if (loads) found.push(ts.isStringLiteralLike(argument) ? argument.text : argument.getText(tree));
		}
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return found;
}

/** Every text of a source file in one piece; what a template fills in is told as `gap`, words in expressions apart. */
export function textsOf(file: string, source: string, gap: string): string[] {
	const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node)) found.push(node.text);
		if (ts.isTemplateExpression(node)) {
			found.push(node.head.text + node.templateSpans.map(({ literal }) => gap + literal.text).join(''));
		}
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return found;
}
