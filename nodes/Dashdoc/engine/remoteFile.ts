import type { NodeApiError } from 'n8n-workflow';
import { elsewhereOf } from '../client/clientError';
import type { ByteStream, DashdocClient, DashdocFile } from '../client/types';
import type { FileAddress } from '../declaration/parameter';
import type { OpenFile } from './attachments';
import { withLabel } from './failure';
import { ParameterProblem } from './problem';

/**
 * The file behind an address. It is opened here, so that a wrong address is told before anything is sent, and passed on
 * chunk by chunk where its host tells its length; else it is read whole, since an upload must be announced.
 * @throws ParameterProblem when another host than Dashdoc's does not give it or is not there, NodeApiError when Dashdoc
 * does not, or when no answer came
 */
export async function remoteFile(
	client: DashdocClient,
	{ address }: FileAddress,
	label: string,
): Promise<OpenFile> {
	const first = await openAddress(client, address, label);
	const { fileName, mediaType, size } = first;
	let waiting: ByteStream | undefined = first.content;
	const open = async () => {
		const content = waiting ?? (await openAddress(client, address, label)).content;
		waiting = undefined;
		return content;
	};
	const told = { fileName, mediaType };
	return {
		file:
			size === undefined
				? { ...told, read: async () => await readWhole(await open(), fileName, label) }
				: { ...told, size, open },
		size,
		close: () => waiting?.destroy(),
	};
}

async function openAddress(client: DashdocClient, address: string, label: string): Promise<DashdocFile> {
	const opening = client.download(address, { subject: `${label} "${address}"` });
	return await opening.catch((error: unknown) => {
		throw told(error, label);
	});
}

/** The client speaks of files that Dashdoc keeps; this address is the user's own. */
function told(error: unknown, label: string): unknown {
	const elsewhere = elsewhereOf(error);
	if (!elsewhere) return error;
	const { fault, host } = elsewhere;
	const { httpCode } = error as NodeApiError;
	if (fault === 'unreached') return withLabel(error, label);
	return new ParameterProblem(
		label,
		fault === 'refused'
			? `${host} did not give the file (${httpCode})`
			: `the host ${host} was not found. Check the address, and that this n8n may reach that host`,
	);
}

async function readWhole(content: ByteStream, fileName: string, label: string): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of content as AsyncIterable<Uint8Array>) chunks.push(chunk);
	const whole = Buffer.concat(chunks);
	if (whole.byteLength === 0) throw new ParameterProblem(label, `the file "${fileName}" is empty`);
	return whole;
}
