const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes minutes: begun last, it would keep one worker busy while the others have nothing left. */
const longest = [
	'test/contract/requests',
	'test/package/documentation',
	'test/engine/pollingTrigger.',
	'test/e2e/addedFields',
	'test/e2e/forms',
	'test/e2e/lists',
];

const placeOf = ({ path }) => {
	const place = longest.findIndex((part) => path.includes(part));
	return place === -1 ? longest.length : place;
};

/** Jest's own order knows how long files took only where they ran before, which they did not in a fresh clone. */
module.exports = class extends Sequencer {
	sort(tests) {
		return [...super.sort(tests)].sort((one, other) => placeOf(one) - placeOf(other));
	}
};
