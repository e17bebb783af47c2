import { transportView } from '../resources/transports/records.cts';
import type { Settings } from '../settings.cts';
import type { Happening } from './happenings.cts';

/**
 * The JSON of a call: the hypothesis of concepts, section 17. Nobody has read the true one, so the setting
 * `webhookPayload` offers the variants that are thought of there.
 */
export function payloadOf(
	{ event, detail, transport }: Happening,
	{ webhookPayload }: Pick<Settings, 'webhookPayload'>,
): object {
	const type = event.includes('.') ? event : `transport.${event}`;
	const head = { version: 'v4', type };
	const own = {
		...detail,
		transport: webhookPayload === 'transport-object' ? { uid: transport.uid } : transport.uid,
	};
	if (webhookPayload === 'without-data') return { ...head, event: own };
	return structuredClone({ ...head, data: transportView(transport), event: own });
}
