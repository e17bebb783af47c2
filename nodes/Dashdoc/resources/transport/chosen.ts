import { inFilter } from '../../fields/inFilter';
import { inPath, inPathOrExternalId } from '../../fields/locators';
import { transport } from '../../fields/things';
import type { Noun } from '../standard';

export const noun: Noun = { singular: 'transport', plural: 'transports' };

// One wording for all: the editor then has the parameter once.
const appearance = { description: 'The transport or order; no other one is touched' };

/** The one transport, for routes that are documented to look it up by External ID. */
export const chosenTransport = inPathOrExternalId('path.uid', transport, appearance);

/** The one transport, for routes that take its ID alone. */
export const transportById = inPath('path.uid', transport, appearance);

/** The one transport that an action on the list of transports is meant for. */
export const transportInFilter = inFilter('query.uid__in', transport, appearance);
