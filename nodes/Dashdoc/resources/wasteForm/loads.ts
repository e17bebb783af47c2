import { operation, type BuiltRequest, type Operation } from '../../declaration/operation';
import { additionalFields, below, updateFields } from '../../fields/collections';
import { inPath } from '../../fields/locators';
import { wasteLoad } from '../../fields/parts';
import { bodyJson, demanded } from '../../fields/plain';
import { listing } from '../../fields/standard';
import { loadCode, loadDetails } from '../../fields/waste';
import { assumed, somethingToChange } from '../standard';
import { chosenForm } from './fields';

const chosenLoad = inPath('path.load_uid', wasteLoad, { description: 'Waste on the form' });

const code = below('body', [loadCode]);
const details = below('body', loadDetails);

/** What happens to one form is told in the order of the items. */
const keys = ({ path }: BuiltRequest) => [String(path.uid)];

/** The wastes of a form, which is not what this resource is made of: they are given out whole. */
export const loadOperations: readonly Operation[] = [
	operation({
		value: 'addLoad',
		name: 'Add Load',
		action: 'Add load to waste form',
		description: 'Put one more waste on a form; each call adds another one',
		route: 'POST /wam/forms/{uid}/loads/',
		parameters: [chosenForm, ...code.map(demanded), additionalFields([...details, bodyJson()])],
		answer: 'part',
		keys,
	}),
	operation({
		value: 'deleteLoad',
		name: 'Delete Load',
		action: 'Delete load of waste form',
		description: 'Take a waste from a form permanently',
		route: 'DELETE /wam/forms/{uid}/loads/{load_uid}/',
		parameters: [chosenForm, chosenLoad],
		run: async ({ call, request: { path } }) => {
			const [uid, load_uid] = [String(path.uid), String(path.load_uid)];
			await call('DELETE /wam/forms/{uid}/loads/{load_uid}/', { path: { uid, load_uid } });
			return [{ beside: { deleted: true, uid: load_uid, form_uid: uid } }];
		},
		beside: { uid: 'ID of the load', form_uid: 'ID of the form' },
		keys,
	}),
	operation({
		value: 'getLoad',
		name: 'Get Load',
		action: 'Get load of waste form',
		description: 'Retrieve one waste of a form',
		route: 'GET /wam/forms/{uid}/loads/{load_uid}/',
		parameters: [chosenForm, chosenLoad],
		answer: 'part',
	}),
	operation({
		value: 'getLoads',
		name: 'Get Many Loads',
		action: 'Get many loads of waste form',
		description: 'Retrieve the wastes of a form, one item for each',
		route: 'GET /wam/forms/{uid}/loads/',
		parameters: [chosenForm, ...listing],
		answer: 'part',
		partAt: 'results.0',
		run: async ({ limit, list, request: { path } }) => {
			const form_uid = String(path.uid);
			const loads = await list('GET /wam/forms/{uid}/loads/', {}, { uid: form_uid });
			return loads.slice(0, limit).map((object) => ({ object, beside: { form_uid } }));
		},
		beside: { form_uid: 'ID of the form' },
	}),
	operation({
		value: 'updateLoad',
		name: 'Update Load',
		action: 'Update load of waste form',
		description: 'Update one or more fields of a waste on a form, for instance the weight that was measured',
		route: 'PATCH /wam/forms/{uid}/loads/{load_uid}/',
		parameters: [chosenForm, chosenLoad, updateFields([...code, ...details, bodyJson()])],
		answer: 'part',
		repeatable: true,
		checks: [somethingToChange],
		keys,
	}),
].map(assumed);
