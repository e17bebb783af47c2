import { isEmpty, type Parameter, type Placement } from '../declaration/parameter';

/** Parameters whose values stay here: Dashdoc cannot filter by them, so `run` does. */
export interface Unsent<Name extends string> {
	/** Checked like all others before anything is sent, and sent nowhere. */
	parameters: ReadonlyArray<Parameter<never>>;
	/**
	 * What was filled in, converted.
	 * @param values by parameter name, as `run` gets them (or those of the collection around)
	 * @param timezone IANA name, for dates without zone
	 */
	read: (values: unknown, timezone: string) => Readonly<Partial<Record<Name, unknown>>>;
}

/** Takes parameters from Dashdoc; the targets that they were declared with become the names of their values. */
export function unsent<Name extends string>(declared: ReadonlyArray<Parameter<Name>>): Unsent<Name> {
	return {
		parameters: declared.map(({ place, ...parameter }) => ({
			...parameter,
			targets: [],
			place: (value, context) => {
				place?.(value, context);
				return {};
			},
		})),
		read: (values, timezone) => {
			const given = (values ?? {}) as Readonly<Record<string, unknown>>;
			const placed: Placement[] = declared.flatMap(({ place, property }) => {
				const value = given[property.name];
				return place === undefined || isEmpty(value) ? [] : [place(value, { timezone, siblings: given })];
			});
			return Object.assign({}, ...placed) as Partial<Record<Name, unknown>>;
		},
	};
}
