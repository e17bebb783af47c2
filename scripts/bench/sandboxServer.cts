/** The sandbox as a process of its own: its options come as JSON argument, its address goes to the parent. */
import { startSandbox, type SandboxOptions } from '../../sandbox/index.cts';

// The parent is gone, so nobody needs the sandbox any more.
process.on('disconnect', () => process.exit());

startSandbox(JSON.parse(process.argv[2]) as SandboxOptions)
	.then(({ token, url }) => process.send?.({ token, url }))
	.catch((error: unknown) => {
		console.error(error);
		process.exit(1);
	});
