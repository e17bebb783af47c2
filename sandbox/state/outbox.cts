/** A message that Dashdoc sends to a person by itself, as a side effect of a request. */
export interface SentMessage {
	kind: 'trucker-invite-code' | 'contact-invitation' | 'manager-invitation';
	way: 'sms' | 'mail';
	/** Telephone number or e-mail address. */
	to: string;
	/** pk or uid of the person. */
	person: number | string;
	/** What the message brings: the invite code or the link. */
	content: string;
	sent: string;
}
