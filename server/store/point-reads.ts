// What a store answers at once, on the calling thread: what a step or the intake cannot wait for.
import type { Outcome } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { ListFound } from '../../flows/language/list-look.ts';
import type { KnownLead } from '../../nodes/tools.ts';
import type { JournalRecord } from '../run/records.ts';
import type { DncListRow } from './dnc-ops.ts';
import type { CallbacksSoFar } from './ports.ts';

/** A source as intake finds it. `secret` is sealed; null for a source with a key. */
export interface StoredSource {
  id: string;
  name: string;
  flow: string;
  auth: 'key' | 'hmac';
  region: string;
  test: boolean;
  /** What the source is told where the flow takes longer: the trigger's pending body, or plain success or failure. */
  pending: 'pending' | 'success' | 'failed';
  /** Leads a minute that it may send; undefined where there is no limit. */
  ratePerMinute: number | undefined;
  secret: string | null;
}

/** A DNC list as a check needs it. */
export interface StoredDncList extends Omit<DncListRow, 'entries' | 'erased'> {
  /** Names the key that erased entries were hashed with; undefined where none of this list was erased. */
  erasedWith: string | undefined;
}

/** Why a number is on a list. Times are milliseconds since 1970. */
export interface StoredDncEntry {
  reason: string;
  purpose: string;
  /** `run:<id>`, `person:<email>`, `source:<id>`, `import:<who>`, or `erased`. */
  origin: string;
  at: number;
  expiresAt: number | null;
}

/** Reads answered at once on the calling thread: what a step or the intake cannot wait for. */
export interface PointReads {
  /** A DNC list as a check needs it; undefined where there is none. */
  dncStand(slug: string): StoredDncList | undefined;
  /** Slugs of the lists that count for a campaign, or, where it is '', for the whole account, in order. */
  dncListsOf(campaign: string): string[];
  /** The entry of the first of these numbers, E.164 or raw digits, that has one which counts at `now`, with its number. */
  dncEntryOf(list: string, numbers: readonly string[], now: number): (StoredDncEntry & { number: string }) | undefined;
  /** The erased entry that a hash stands for. */
  dncErased(list: string, hash: string, now: number): StoredDncEntry | undefined;
  /** Slugs of every DNC list. */
  dncLists(): string[];
  /** What is found of a value in a validation list; undefined where there is no such list. Fails with LIST_UNREADABLE. */
  listEntry(list: string, value: string): ListFound | undefined;
  /** Whether a lead that gets this status there is put on the account's DNC list; undefined where there is no such lead list. */
  leadList(slug: string, status?: string): { dnc: boolean } | undefined;
  /** The oldest lead that counts as the same, by its id. */
  metLead(query: KnownLead): string | undefined;
  /** The same for who only asks: its id, or `{ leadId }` of one that an import made, and may take back. */
  knownLead(query: KnownLead): string | { leadId: string } | undefined;
  /** Whether a number is on a DNC list; undefined where there is no such list. */
  dncList(slug: string, number: string): { listed: boolean } | undefined;
  /** What a run would be told that reserves keys at a moment, where no other holds one of them; else undefined. */
  reservation(order: JsonObject, now: number): Json | undefined;
  claim(flow: string, key: string): { run: string; fingerprint: string; at: number } | undefined;
  /** Where a run stands, and what it came to once it is finished. */
  ended(run: string): RunEnd;
  /** Callbacks of a node of a run that came in time. */
  callbacks(run: string, node: string): CallbacksSoFar;
  records(run: string): JournalRecord[];
  /** The source with this SHA-256 of its key, hexadecimal. */
  sourceByKey(hash: string): StoredSource | undefined;
  /** The sources of a flow that sign their requests. */
  signingSources(flow: string): StoredSource[];
}

/** Where a run stands, for the run that called it. */
export interface RunEnd {
  state: 'absent' | 'open' | 'finished';
  /** Empty while it is not finished. */
  outcome: Outcome | '';
  reason: string;
  /** True for an open run that waits for nothing but runs that it called: for no time, queue or person. */
  waits: boolean;
}
