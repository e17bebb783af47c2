/** A function that works each result out once for each object it is given, which must not change. */
export function remembered<T extends object, R>(make: (of: T) => R): (of: T) => R {
	const made = new WeakMap<T, { readonly result: R }>();
	return (of) => {
		const known = made.get(of);
		if (known) return known.result;
		const result = make(of);
		made.set(of, { result });
		return result;
	};
}
