import { inPathOrExternalId } from '../../fields/locators';
import { transport } from '../../fields/things';
import type { Noun } from '../standard';

export const noun: Noun = { singular: 'transport', plural: 'transports' };

/** The one transport, for routes that are documented to look it up by External ID. */
export const chosenTransport = inPathOrExternalId('path.uid', transport, {
	description: 'The transport or order',
});
