// What is told of a lead beside its fields: its history, price, ids elsewhere and contact data.
import type { ContactPart, ContactPartName } from '../../flows/language/contact.ts';

/** What happened to a lead. `merged`: a flow brought what was sent again; `imported`: a file did. */
export type LeadDeed =
  | 'created'
  | 'status'
  | 'list'
  | 'owner'
  | 'flags'
  | 'fields'
  | 'price'
  | 'reference'
  | 'externalIds'
  | 'merged'
  | 'imported';

/** One change of a lead. `who` is an account, `flow:<slug>` or `source:<name>`; before and after are what a person reads. */
export interface LeadEvent {
  at: number;
  who: string;
  run: string | null;
  did: LeadDeed;
  before: string;
  after: string;
}

/** What was paid, or is asked, for a lead. `currency` is an ISO 4217 code, '' where nobody said. */
export interface LeadPrice {
  amount: number;
  currency: string;
}
/** Its id in another system. */
export interface ExternalId {
  system: string;
  id: string;
}
/** A part of its contact data, by name. */
export type NamedPart = ContactPart & { part: ContactPartName; national?: string; country?: string };
