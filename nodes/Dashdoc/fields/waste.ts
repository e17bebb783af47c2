import { InvalidValue, type Parameter, type PlaceContext } from '../declaration/parameter';
import { categories } from './loads';
import { at, choiceOrText, lasting, number, readText, text, toggle } from './plain';

/** Blanks and the star of dangerous wastes are how people write it: `17 05 03*`. */
function wasteCode<T extends string>(target: T): Parameter<T> {
	const field = text(target, 'Waste Code', {
		description: 'Code of the European list of wastes (EURAL), six digits',
		placeholder: 'e.g. 170504',
	});
	return {
		...lasting(field),
		place: (value) => {
			const given = readText(value).trim();
			const code = given.replace(/[\s.]/g, '').replace(/\*$/, '');
			if (!/^\d{6}$/.test(code)) {
				throw new InvalidValue(`"${given}" is not a waste code, which has six digits, such as 170504`);
			}
			return at(target, code);
		},
	};
}

/** Without it nobody knows what the waste is. */
export const loadCode = wasteCode('eural_code');

/** What else a form says of one of its wastes; Dashdoc documents none of these names. */
export const loadDetails = [
	text('adr_un_code', 'ADR UN Code', {
		description: 'UN number of dangerous goods',
		placeholder: 'e.g. 1203',
	}),
	choiceOrText('category', 'Category', categories, {
		description: 'Kind of goods on the transport; another text makes a category of your own',
	}),
	text('chemical_composition', 'Chemical Composition', {
		description: 'What it is made of',
		placeholder: 'e.g. Hydrocarbures 2 %',
	}),
	toggle('is_dangerous', 'Dangerous', { description: 'Whether it is dangerous waste' }),
	text('description', 'Description', { description: 'What it is', placeholder: 'e.g. Terres excavées' }),
	text('packaging_type', 'Packaging Type', { description: 'How it is packed', placeholder: 'e.g. Vrac' }),
	text('physical_properties', 'Physical Properties', {
		description: 'State in which it travels',
		placeholder: 'e.g. Solide',
	}),
	number('quantity', 'Quantity', { description: 'Number of pieces', minimum: 0 }),
	text('rd_code', 'R or D Code', {
		description: 'Operation of the processor: recovery (R1 to R13) or disposal (D1 to D15)',
		placeholder: 'e.g. R5',
	}),
	text('treatment_type', 'Treatment Type', {
		description: 'How it is treated, in words',
		placeholder: 'e.g. Criblage',
	}),
	number('volume', 'Volume', { description: 'Cubic metres', minimum: 0 }),
	number('weight', 'Weight', { description: 'Kilograms', minimum: 0 }),
];

/** Belgian writing with dots and country goes too: `BE 0123.456.789`. */
function enterpriseNumber<T extends string>(target: T): Parameter<T> {
	const field = text(target, 'Enterprise Number', {
		description: 'Belgian company number of ten digits',
		placeholder: 'e.g. 0123456789',
	});
	return {
		...lasting(field),
		place: (value) => {
			const given = readText(value).trim();
			const digits = given.replace(/^BE/i, '').replace(/[\s.]/g, '');
			if (!/^\d{10}$/.test(digits)) {
				throw new InvalidValue(`"${given}" is not an enterprise number, which has ten digits`);
			}
			return at(target, digits);
		},
	};
}

/** Who is a private person can only produce waste (description of WamCompanyWrite). */
export const privatePerson = {
	is_citizen: true,
	is_carrier: false,
	is_organizer: false,
	is_processor: false,
} as const;

const role = <T extends string>(target: T, name: string, does: string) =>
	toggle(target, `Is ${name}`, { description: `Whether the company ${does}` });

const rolesOfFirms = [
	role('is_carrier', 'Carrier', 'carries waste'),
	role('is_organizer', 'Organizer', 'collects, deals in or arranges waste'),
	role('is_processor', 'Processor', 'processes waste'),
];

const citizen = role(
	'is_citizen',
	'Citizen',
	'is a private person, who produces only; its other roles go then',
);

/** What a company does in the waste chain. */
export const wasteRoles = [
	...rolesOfFirms,
	role('is_producer', 'Producer', 'produces waste'),
	{
		...citizen,
		place: (value: unknown, context: PlaceContext) => {
			const placed = citizen.place?.(value, context) ?? {};
			if (placed.is_citizen !== true) return placed;
			const firm = rolesOfFirms.find(({ property }) => String(context.siblings[property.name]) === 'true');
			if (firm)
				throw new InvalidValue(
					`a private person can only be a producer, but '${firm.property.displayName}' is on`,
				);
			return privatePerson;
		},
	},
];

/** Numbers by which a company is known in the waste chain; the signature wants one that fits the role. */
export const administrativeNumbers = [
	enterpriseNumber('enterprise_number'),
	text('eori_number', 'EORI Number', {
		description: 'Number at the customs of the European Union',
		placeholder: 'e.g. FR12345678900012',
	}),
	text('processor_establishment_unit_number', 'Processor Establishment Unit Number', {
		description: 'Number of the site that processes, ten digits',
		placeholder: 'e.g. 2123456789',
	}),
	text('producer_establishment_unit_number', 'Producer Establishment Unit Number', {
		description: 'Number of the site that produces, ten digits',
		placeholder: 'e.g. 2123456780',
	}),
	text('sea_ship', 'Sea Ship', {
		description: 'Ship on which the waste arose, in place of a number of the producer',
		placeholder: 'e.g. Étoile du Ponant',
	}),
	text('vat_number', 'VAT Number', {
		description: 'Number for the value-added tax, with its country',
		placeholder: 'e.g. FR12345678901',
	}),
];
