// The rows that admin queries answer, the same for every database. Times are milliseconds since 1970, UTC.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { JournalRecord } from '../run/records.ts';

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

/** A run's own row. `source` is the name of the source where it still exists. */
export interface RunRow {
  id: string;
  flow: string;
  version: number;
  release: string;
  source: string;
  test: boolean;
  state: 'running' | 'waiting' | 'held' | 'finished';
  outcome: 'accepted' | 'rejected' | 'error' | 'cancelled' | null;
  reason: string | null;
  answered: boolean | null;
  phone: string;
  acceptedAt: number;
  finishedAt: number | null;
}
/** A run with its journal, and `ReleaseContent` of what it pinned (null where that is gone). */
export interface RunDetailRow {
  run: RunRow;
  records: JournalRecord[];
  content: JsonObject | null;
}
/** The body as it came; `body` is base64. */
export interface RunInputRow {
  type: string;
  body: string;
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
}
/** A lead with its fields, the body as sent, and the runs that met its number, newest first. */
export interface LeadDetailRow extends LeadRow {
  fields: Json;
  raw: Json;
  runs: RunRow[];
}

/** A number that must not be called. */
export interface DncRow {
  list: string;
  number: string;
  reason: string;
  /** `run:<id>`, `person:<email>` or `import`. */
  origin: string;
  at: number;
}
/** A slug and what it is called on screen. */
export interface NamedRow {
  slug: string;
  name: string;
}
/** A lead status. */
export interface StatusRow {
  abbrev: string;
  label: string;
}
/** A validation list with how many entries it has. */
export interface ListRow {
  slug: string;
  name: string;
  description: string;
  version: number;
  entries: number;
  updatedAt: number;
}

/** A source, without key and secret. */
export interface SourceRow {
  id: string;
  name: string;
  flow: string;
  auth: 'key' | 'hmac';
  keyHint: string;
  region: string;
  paused: boolean;
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
}
