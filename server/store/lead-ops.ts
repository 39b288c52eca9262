// What is asked of leads, their lists, campaigns and statuses, by name, with the rows that answer it.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { LeadDetailRow, LeadFilter, LeadListRow, LeadRow, Page, PageArgs, StatusRow } from './admin-rows.ts';
import type { ExternalId, LeadPrice } from './lead-facts.ts';

interface Op<A, R> {
  args: A;
  result: R;
}
type Search = PageArgs & { q: string | null };
type By<A> = A & { by: string };

/** What is changed of a lead: what is absent stays. A field that is null goes; lists are replaced. */
export interface LeadChange {
  id: string;
  fields?: JsonObject;
  status?: string;
  list?: string;
  phone?: { e164: string; raw: string; national?: string; valid?: boolean; country?: string };
  owner?: string;
  flags?: string[];
  externalIds?: ExternalId[];
  reference?: string;
  price?: LeadPrice | null;
}

/** What is done to many leads. */
export type LeadAct =
  | { kind: 'status'; status: string }
  | { kind: 'flags'; add?: string[]; remove?: string[] }
  | { kind: 'owner'; owner: string }
  | { kind: 'list'; list: string }
  | { kind: 'dnc'; list: string; reason: string };

/** Which leads are meant. */
export type LeadSought = LeadFilter & { q: string | null };

/** Leads that were left as they are, counted by why. */
export interface Skipped {
  says: string;
  count: number;
}
/** What an act comes to. */
export interface ActReport {
  changed: number;
  skipped: Skipped[];
}

/** A campaign with its lead lists. */
export interface CampaignRow {
  slug: string;
  name: string;
  lists: string[];
  leads: number;
}

/** Changes. Each refuses with a Failure; NOT_FOUND, ALREADY_EXISTS and IN_USE where a name says so. */
export interface LeadCommands {
  /**
   * Changes a lead, by its id or its run's, and writes it in its history. Null where there is none. `knownOnly`: refuses a
   * status that is not in the list of statuses. `seenAt`: when the lead was last changed as whoever changes it saw it; fails
   * with CHANGED_MEANWHILE where it was changed since.
   */
  'lead.change': Op<By<LeadChange & { knownOnly?: boolean; seenAt?: number }>, LeadRow | null>;
  /**
   * Does the act to these leads, some hundreds at most: a chunk of many. It is not audited: the whole is. Those that do not
   * fit `filter` any more, but for its text, are left out.
   */
  'lead.act': Op<By<{ ids: string[]; act: LeadAct; filter?: LeadSought }>, ActReport>;
  'leadList.create': Op<By<{ slug: string; name: string; campaign: string }>, LeadListRow>;
  'leadList.change': Op<By<{ slug: string; name?: string; campaign?: string }>, LeadListRow>;
  'leadList.remove': Op<By<{ slug: string }>, null>;
  'campaign.create': Op<By<{ slug: string; name: string }>, CampaignRow>;
  'campaign.change': Op<By<{ slug: string; name: string }>, CampaignRow>;
  'campaign.remove': Op<By<{ slug: string }>, null>;
  'status.create': Op<By<Omit<StatusRow, 'leads'>>, StatusRow>;
  'status.change': Op<
    By<{ abbrev: string; label?: string; final?: boolean; success?: boolean; dnc?: boolean }>,
    StatusRow
  >;
  'status.remove': Op<By<{ abbrev: string }>, null>;
}

/** What the lead API searches by; a list of exact conditions. `fields` are kept fields by name. */
export interface LeadSearch {
  id?: string;
  phones?: string[];
  email?: string;
  status?: string;
  list?: string;
  fields: { [name: string]: string };
  /** Only leads before this one, by its id: where an earlier search by fields stopped. */
  before?: string;
  offset: number;
  limit: number;
}

/** Questions. A missing thing is answered with null. */
export interface LeadQueries {
  'lead.list': Op<Search & LeadFilter & { turned?: boolean; withFields?: boolean }, Page<LeadRow>>;
  /** Ids in the order of creation, after the id `after`. It looks at so many at most: `next` goes on, null at the end. */
  'lead.ids': Op<
    { filter: LeadFilter & { q: string | null }; after: string; limit: number },
    { ids: string[]; next: string | null }
  >;
  /** What the act would come to; nothing is done. */
  'lead.weigh': Op<{ ids: string[]; act: LeadAct }, ActReport>;
  /** The run that touched each lead last; those without one are left out. */
  'lead.runs': Op<{ ids: string[] }, { lead: string; run: string }[]>;
  'lead.detail': Op<{ id: string }, LeadDetailRow | null>;
  /**
   * Leads that fit all that is given, the newest first, with their number in all. By fields alone it looks at so many at most:
   * `stoppedAt` is the last of those, and `total` counts among them.
   */
  'lead.find': Op<LeadSearch, { total: number; entries: (LeadRow & { fields: Json })[]; stoppedAt?: string }>;
  /** The regions that numbers of sources are read in. */
  'lead.regions': Op<object, string[]>;
  /** `uncounted`: how many leads each has is left out, as 0. */
  'leadList.list': Op<Search & { uncounted?: boolean }, Page<LeadListRow>>;
  'campaign.list': Op<Search & { uncounted?: boolean }, Page<CampaignRow>>;
  'status.list': Op<Search & { uncounted?: boolean }, Page<StatusRow>>;
}
