// The rows that admin queries answer, the same for every database. Times are milliseconds since 1970, UTC.
import type { Json } from '../../flows/language/document.ts';
import type { RunRow } from './admin-run-rows.ts';
import type { ExternalId, LeadEvent, LeadPrice, NamedPart } from './lead-facts.ts';

/** A place in a sorted list: the sort values of the last row seen, in the order of the sort. */
export type Key = (string | number)[];
/** Part of a list. `next` is where the following part begins, null at the end. */
export interface Page<T> {
  items: T[];
  next: Key | null;
}
/** What every list query takes. */
export interface PageArgs {
  after: Key | null;
  limit: number;
}

/** What an account may do: everything, or look. */
export type Role = 'admin' | 'viewer';

/** Where alerts are sent. `failed` is what the last try said where it failed. */
export interface AlertChannelRow {
  id: string;
  kind: 'webhook' | 'email';
  /** An http or https URL, or an e-mail address. */
  target: string;
  enabled: boolean;
  failed: string | null;
  toldAt: number | null;
}

/** The place and kind by which incidents are counted; see `Incident` in ports.ts. */
export interface IncidentKey {
  kind: 'held' | 'unknown' | 'unrecognised' | 'receiver' | 'paused' | 'locked' | 'list';
  flow: string;
  node: string;
  code: string;
  about: string;
}

/** Incidents of one kind at one place. `told`: how many of `count` an alert has told of; `run`: the newest that met it. */
export interface IncidentRow extends IncidentKey {
  says: string;
  run: string;
  count: number;
  told: number;
  firstAt: number;
  lastAt: number;
  /** The first of those that no alert has told of. */
  sinceAt: number;
  toldAt: number | null;
}

/** A channel with what it is to be told now; `told` of an item is how many this channel was told of. */
export interface DueChannel extends AlertChannelRow {
  /** How many tries failed in a row. */
  tries: number;
  items: IncidentRow[];
}

/** A lead. `phone` is E.164, or empty where it cannot be read. */
export interface LeadRow {
  id: string;
  list: string;
  status: string;
  phone: string;
  phoneRaw: string;
  email: string;
  name: string;
  source: string;
  flow: string;
  run: string;
  createdAt: number;
  updatedAt: number;
  /** Why it was received and not created; null for a lead. */
  received: string | null;
  /** Of one that was received: the id of the lead with its number, '' where there was none. */
  duplicateOf: string | null;
  /** Who works on it, '' for nobody. */
  owner: string;
  flags: string[];
  reference: string;
  price: LeadPrice | null;
  /** The import that made it; null for one that a run made. */
  import: { id: string; name: string } | null;
  /** Where they were asked for. */
  fields?: Json;
}
/** A lead with its fields, the body as sent, and the runs that met its number, newest first. */
export interface LeadDetailRow extends LeadRow {
  fields: Json;
  raw: Json;
  /** What of it is there: raw, normalised, and whether it is valid. */
  contact: NamedPart[];
  externalIds: ExternalId[];
  /** ISO country that its number and address are read in. */
  region: string;
  /** Its creation first. */
  history: LeadEvent[];
  runs: RunRow[];
}

/** A slug and what it is called on screen. */
export interface NamedRow {
  slug: string;
  name: string;
}
/** A lead list; `campaign` is empty for one of none. */
export interface LeadListRow extends NamedRow {
  campaign: string;
  leads: number;
}
/** A lead status. `final`: no flow changes it any more; `dnc`: the number of a lead that gets it goes on the account DNC list. */
export interface StatusRow {
  abbrev: string;
  label: string;
  final: boolean;
  success: boolean;
  dnc: boolean;
  leads: number;
}
/** A source, without key and secret. */
export interface SourceRow {
  id: string;
  name: string;
  flow: string;
  auth: 'key' | 'hmac';
  keyHint: string;
  region: string;
  /** How it is paused; null where it may send. */
  paused: PauseRow['mode'] | null;
  /** What it is told while the flow has not answered. */
  pending: 'pending' | 'success' | 'failed';
  ratePerMinute: number | null;
  test: boolean;
  createdAt: number;
  lastRunAt: number | null;
}

/** A user, without the password. */
export interface UserRow {
  id: string;
  email: string;
  role: Role;
  passwordSet: boolean;
  createdAt: number;
}
/** A token, without its hash. */
export interface TokenRow {
  id: string;
  name: string;
  role: Role;
  createdAt: number;
}
/** A session with its user. */
export interface SessionRow {
  user: { id: string; email: string; role: Role };
  createdAt: number;
  seenAt: number;
  expiresAt: number;
}
/** Who did what. */
export interface AuditRow {
  id: number;
  at: number;
  who: string;
  did: string;
  what: string;
  detail: string;
}
/** One publication; version and release are null where the flow was withdrawn. */
export interface PublicationRow {
  version: number | null;
  release: string | null;
  by: string;
  at: number;
  /** Why, where it was not the flow itself that changed. */
  note: string;
}

/** A name for the query of a list's address. */
export interface ViewRow {
  id: string;
  owner: string;
  /** Which list: `runs`, `leads` and so on. */
  place: string;
  name: string;
  query: string;
  /** True where everybody may use it. */
  shared: boolean;
}

/** Which leads are meant; null leaves a condition out. Times are of the creation. */
export interface LeadFilter {
  list: string | null;
  status: string | null;
  source: string | null;
  flow: string | null;
  flag: string | null;
  owner: string | null;
  /** Of the lists of this campaign. */
  campaign: string | null;
  /** Marks of the status. */
  success: boolean | null;
  final: boolean | null;
  since: number | null;
  before: number | null;
  /** Only these. */
  ids: string[] | null;
  /** Made by this import. */
  import?: string | null;
  /** The search text read as a phone number, E.164, in every region that sources use. */
  phones?: string[];
}

/** Something that is paused. `key`: a flow's slug, a source's id, a connection's slug, or `<flow>/<node>`. */
export interface PauseRow {
  kind: 'flow' | 'source' | 'connection' | 'node';
  key: string;
  /** `queue`: what comes is accepted and waits. `refuse`: it is refused. A node only queues. */
  mode: 'queue' | 'refuse';
  /** What a refused caller is told; null for the usual problem. */
  answer: { status: number; success: boolean; message: string } | null;
  says: string;
  by: string;
  at: number;
}

/** The newest slot of a schedule that was taken or left out; `node` is its trigger. */
export interface SlotRow {
  flow: string;
  node: string;
  at: number;
}
