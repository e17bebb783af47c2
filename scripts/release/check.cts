/** One thing that must hold before a version is published. */
export interface ReleaseCheck {
	/** What holds when it passes, as a person says it. */
	name: string;
	look: () => Finding | Promise<Finding>;
}

export interface Finding {
	/** A sentence each; none when the check passes. */
	problems: string[];
	/** Told beside a check that passes, e.g. a size. */
	remark?: string;
}

/** Runs the checks one after the other, telling each by a line and all of them by the last. Returns whether all passed. */
export async function runChecks(checks: ReleaseCheck[], tell: (line: string) => void): Promise<boolean> {
	let failed = 0;
	for (const { look, name } of checks) {
		const { problems, remark } = await look();
		if (problems.length === 0) {
			tell(`✓ ${name}${remark ? ` (${remark})` : ''}`);
			continue;
		}
		failed += 1;
		tell(`✗ ${name}`);
		for (const problem of problems) tell(`  ${problem.replaceAll('\n', '\n  ')}`);
	}
	tell(
		failed === 0 ? 'Ready to be published.' : `Not to be published: ${failed} of ${checks.length} failed.`,
	);
	return failed === 0;
}
