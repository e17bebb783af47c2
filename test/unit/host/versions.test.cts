/** Which n8n the host runs. */
import { choice, chosenVersions, supported, supportedVersions } from '../../../scripts/host/versions.cts';

test('without a choice it is the current one', () => {
	expect(chosenVersions({})).toBe(supported.current);
});

test('a choice is found by its name', () => {
	expect(chosenVersions({ [choice]: 'oldest' })).toBe(supported.oldest);
});

test.each(['2.41.1', '', 'toString'])('"%s" is refused with the names that there are', (name) => {
	expect(() => supportedVersions(name)).toThrow(/choose current, newest, oldest/);
});
