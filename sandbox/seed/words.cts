/** Made-up people and firms in real towns: French road haulage as it looks in Dashdoc's address book. */

export interface Town {
	name: string;
	postcode: string;
	latitude: number;
	longitude: number;
}

export const towns: readonly Town[] = [
	{ name: 'Nantes', postcode: '44000', latitude: 47.2184, longitude: -1.5536 },
	{ name: 'Saint-Étienne', postcode: '42000', latitude: 45.4397, longitude: 4.3872 },
	{ name: 'Orléans', postcode: '45000', latitude: 47.9029, longitude: 1.9093 },
	{ name: 'Béziers', postcode: '34500', latitude: 43.3442, longitude: 3.2158 },
	{ name: 'Châteauroux', postcode: '36000', latitude: 46.8103, longitude: 1.6911 },
	{ name: 'Besançon', postcode: '25000', latitude: 47.2378, longitude: 6.0241 },
	{ name: 'Angoulême', postcode: '16000', latitude: 45.6484, longitude: 0.1562 },
	{ name: 'Nîmes', postcode: '30000', latitude: 43.8367, longitude: 4.3601 },
	{ name: 'Cholet', postcode: '49300', latitude: 47.0606, longitude: -0.8794 },
	{ name: 'Le Havre', postcode: '76600', latitude: 49.4944, longitude: 0.1079 },
	{ name: 'Mulhouse', postcode: '68100', latitude: 47.7508, longitude: 7.3359 },
	{ name: 'Dunkerque', postcode: '59140', latitude: 51.0344, longitude: 2.3768 },
	{ name: 'Vénissieux', postcode: '69200', latitude: 45.6977, longitude: 4.8867 },
	{ name: 'Périgueux', postcode: '24000', latitude: 45.184, longitude: 0.7211 },
	{ name: 'Sète', postcode: '34200', latitude: 43.4028, longitude: 3.6928 },
	{ name: 'Évreux', postcode: '27000', latitude: 49.0241, longitude: 1.1508 },
	{ name: 'Rungis', postcode: '94150', latitude: 48.7471, longitude: 2.3522 },
	{ name: 'Lorient', postcode: '56100', latitude: 47.7486, longitude: -3.3664 },
	{ name: 'Reims', postcode: '51100', latitude: 49.2583, longitude: 4.0317 },
	{ name: 'Pau', postcode: '64000', latitude: 43.2951, longitude: -0.3708 },
	{ name: 'Bourg-en-Bresse', postcode: '01000', latitude: 46.2052, longitude: 5.2255 },
	{ name: 'Fos-sur-Mer', postcode: '13270', latitude: 43.4378, longitude: 4.9446 },
	{ name: 'Villefranche-sur-Saône', postcode: '69400', latitude: 45.9845, longitude: 4.7186 },
	{ name: 'Saint-Brieuc', postcode: '22000', latitude: 48.5141, longitude: -2.7603 },
];

export const streets: readonly string[] = [
	'rue des Champs',
	"avenue de l'Industrie",
	'zone artisanale du Grand Pré',
	'rue du Général-de-Gaulle',
	'quai des Péniches',
	'chemin de la Forêt',
	'boulevard des Frères-Lumière',
	'rue de la Gare',
	'impasse du Château-d’Eau',
	'route de Genève',
];

/** Patterns for names of firms; `{family}` and `{town}` are filled in. */
export const haulierNames: readonly string[] = [
	'Transports {family}',
	'{family} et Fils',
	'Messagerie {town}',
	'Logistique {family}',
	'Express {town}',
	'Citernes {family}',
	'Bennes de {town}',
];

export const shipperNames: readonly string[] = [
	'Brasserie de {town}',
	'Scierie {family}',
	'Coopérative agricole de {town}',
	'Laiterie {family}',
	'Matériaux {family}',
	'Entrepôts Réunis de {town}',
	'Fonderie {family}',
	'Pépinières {family}',
	'Conserverie {family}',
	'Recyclage {town}',
];

export const families: readonly string[] = [
	'Bouvet',
	'Lefèvre',
	'Crépin',
	'Dürr',
	'Guérin',
	'Le Bihan',
	'Maçon',
	'Noël',
	'Pélissier',
	'Rêveur',
	'Sérès',
	'Thévenet',
	'Vasseur',
	'Zaïdi',
	'Marchand',
	'Delaunay',
	'Fernandes',
	'Kowalski',
	'Haddad',
	"d'Artois",
	'Benoît',
	'Hébrard',
	'Josselin',
	'Moëlan',
];

export const firstNames: readonly string[] = [
	'Zoé',
	'Hélène',
	'Jérôme',
	'Anaïs',
	'François',
	'Chloé',
	'Noël',
	'Mathéo',
	'Inès',
	'Loïc',
	'Béatrice',
	'Sébastien',
	'Amélie',
	'Karim',
	'Piotr',
	'Joana',
	'Maël',
	'Gaëlle',
	'Yann',
	'Clémence',
];

/** What travels: category of the load with a plausible description and amounts. */
export const goods: readonly {
	category: string;
	description: string;
	quantity?: [number, number];
	/** Kilograms. */
	weight: [number, number];
	linearMeters?: number;
}[] = [
	{
		category: 'pallets',
		description: 'Palettes de bière',
		quantity: [10, 33],
		weight: [8_000, 24_000],
		linearMeters: 13.6,
	},
	{
		category: 'pallets',
		description: 'Conserves de légumes',
		quantity: [5, 26],
		weight: [4_000, 20_000],
		linearMeters: 8.4,
	},
	{ category: 'bulk', description: 'Gravier 0/20', weight: [18_000, 29_000] },
	{ category: 'bulk', description: 'Blé tendre', weight: [20_000, 29_500] },
	{ category: 'packages', description: 'Colis de pièces détachées', quantity: [3, 60], weight: [120, 3_500] },
	{ category: 'roundwood', description: 'Grumes de chêne', weight: [15_000, 26_000] },
	{ category: 'powder_tank', description: 'Ciment en citerne', weight: [22_000, 28_000] },
	{ category: 'containers', description: 'Conteneur 40 pieds', quantity: [1, 1], weight: [9_000, 26_000] },
];

export const vehicleCategories: readonly string[] = [
	'curtainsider',
	'tipper_cereal',
	'refrigerated',
	'flatbed',
	'box_body',
	'platform',
];

export const jobs: readonly string[] = ['dispatcher', 'company_manager', 'biller'];
