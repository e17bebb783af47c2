import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { DashdocClient } from '../client/types';

/**
 * Fetches a file into n8n's store, chunk by chunk, so that a file of any size takes no memory.
 * @throws what the client throws for a file that Dashdoc does not give, and what breaks the stream
 */
export async function downloadToStore(
	context: IExecuteFunctions,
	client: DashdocClient,
	address: string,
	subject: string,
): Promise<IBinaryData> {
	const { content, fileName, mediaType } = await client.download(address, { subject });
	try {
		return await context.helpers.prepareBinaryData(content, fileName, mediaType);
	} finally {
		content.destroy();
	}
}
