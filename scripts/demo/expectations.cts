/** What must become of each lead of the demo, in the order of the workflow. */
export interface Expectation {
	lead: string;
	company: 'created' | 'found';
	contact: 'created' | 'updated' | 'unchanged';
	invitation: 'invited' | 'skipped' | 'not invited';
	/** Part of the reason that is told when nobody was invited. */
	reason?: string;
}

const account = 'has an account already';
const pending = 'has a pending invitation';

/** A lead whose contact is new to Dashdoc and gets an invitation. */
const newContact = (lead: string, company: Expectation['company']): Expectation => ({
	lead,
	company,
	contact: 'created',
	invitation: 'invited',
});

export const expectations: readonly Expectation[] = [
	// Company known by External ID; contacts: nothing to change, a new phone number, new.
	{ lead: 'CRM-L-1001', company: 'found', contact: 'unchanged', invitation: 'invited' },
	{ lead: 'CRM-L-1002', company: 'found', contact: 'updated', invitation: 'invited' },
	newContact('CRM-L-1003', 'found'),
	// Company known by trade number under another name; the first contact has an account.
	{
		lead: 'CRM-L-1004',
		company: 'found',
		contact: 'unchanged',
		invitation: 'skipped',
		reason: account,
	},
	newContact('CRM-L-1005', 'found'),
	// Company known by name, in other letters; the first contact was invited before.
	{
		lead: 'CRM-L-1006',
		company: 'found',
		contact: 'unchanged',
		invitation: 'skipped',
		reason: pending,
	},
	newContact('CRM-L-1007', 'found'),
	// New companies: the first lead creates it, its colleagues find it.
	newContact('CRM-L-1008', 'created'),
	newContact('CRM-L-1009', 'found'),
	newContact('CRM-L-1010', 'found'),
	newContact('CRM-L-1011', 'created'),
	newContact('CRM-L-1012', 'found'),
	newContact('CRM-L-1013', 'created'),
	newContact('CRM-L-1014', 'found'),
	newContact('CRM-L-1015', 'created'),
	newContact('CRM-L-1016', 'created'),
	newContact('CRM-L-1017', 'found'),
	newContact('CRM-L-1018', 'created'),
	newContact('CRM-L-1019', 'found'),
	newContact('CRM-L-1020', 'created'),
	newContact('CRM-L-1021', 'created'),
	// The same company, this time without external ID and in capitals.
	newContact('CRM-L-1022', 'found'),
	// No email address.
	{
		lead: 'CRM-L-1023',
		company: 'created',
		contact: 'created',
		invitation: 'not invited',
		reason: 'no email address',
	},
	newContact('CRM-L-1024', 'created'),
	// CRM-L-1011 a second time, with a new phone number: updated, but not invited again.
	{
		lead: 'CRM-L-1011',
		company: 'found',
		contact: 'updated',
		invitation: 'skipped',
		reason: pending,
	},
];
