/** n8n's verification scanner, in a process of its own since it is an ES module. */
import { runTool } from '../../test/support/command.cts';
import type { Finding } from './check.cts';

/** Looks at a checkout or, as `tarball`, at an unpacked `npm pack` that lies beside a node_modules. */
export async function scanner(folder: string, leg: 'checkout' | 'tarball'): Promise<Finding> {
	const parameters = ['scripts/scan.mts', folder, ...(leg === 'tarball' ? ['tarball'] : [])];
	const { code, stderr, stdout } = await runTool('tsx/dist/cli.mjs', parameters);
	const said = stdout.trim() || stderr.trim();
	return { problems: code === 0 && said === 'passed' ? [] : [said || 'The scanner said nothing.'] };
}
