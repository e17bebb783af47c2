const { default: Sequencer } = require('@jest/test-sequencer');
const { long } = require('./groups.cjs');

/** What is begun first, in this order; all else follows. */
const order = [
	// Begun last, they would keep one worker busy while the others have nothing left.
	...long,
	'.groups/engine',
	// Keeps the cores busy, each beside others that mostly wait.
	'test/e2e/addedFields',
	'test/e2e/pollingTrigger',
	'test/e2e/webhookTrigger',
	'test/e2e/reliability',
	'test/e2e/forms',
	'test/e2e/workflows',
	'test/e2e/binaryData',
	'test/e2e/package',
	'test/e2e/lists',
];

const placeOf = ({ path }) => {
	const place = order.findIndex((part) => path.includes(part));
	return place === -1 ? order.length : place;
};

/** Jest's own order knows how long files took only where they ran before, which they did not in a fresh clone. */
module.exports = class extends Sequencer {
	sort(tests) {
		return [...super.sort(tests)].sort((one, other) => placeOf(one) - placeOf(other));
	}
};
