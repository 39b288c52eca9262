// The rows about runs that admin queries answer, the same for every database. Times are milliseconds since 1970, UTC.
import type { JsonObject } from '../../flows/language/document.ts';
import type { JournalRecord } from '../run/records.ts';

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
  /** The run that called it, and the one that it was made from. */
  parent: string | null;
  from: string | null;
  /** Of a run that waits: the queue it is in, or when its timer is due. */
  queue: string | null;
  dueAt: number | null;
  /** Of a run that is held. `call` can be settled by a person. */
  held: { node: string; code: string; call: string | null } | null;
}
/** Which runs are meant; null leaves a condition out. Times are of the acceptance. */
export interface RunFilter {
  flow: string | null;
  state: string | null;
  outcome: string | null;
  test: boolean | null;
  q: string | null;
  /** Id of the source. */
  source: string | null;
  queue: string | null;
  parent: string | null;
  from: string | null;
  since: number | null;
  before: number | null;
  /** Whether runs that other runs called are meant too. */
  children: boolean;
  /** True: only those that have not ended. */
  open?: boolean;
  /** Only these. */
  ids?: string[];
}
/** Which held runs are meant; null leaves a condition out. `before` is of the acceptance. Runs that others called are meant too. */
export interface HeldFilter {
  flow: string | null;
  node: string | null;
  code: string | null;
  q: string | null;
  before: number | null;
}
/** A held run with the records of the call that it waits with. */
export interface HeldRow {
  run: RunRow;
  records: JournalRecord[];
}
/** Held runs of one kind at one place. `release` and `says` are those of the newest. */
export interface HeldGroupRow {
  flow: string;
  node: string;
  code: string;
  release: string;
  says: string;
  count: number;
  oldestAt: number;
  /** True where a person can say what became of the call. */
  canSettle: boolean;
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

/** How many runs of a flow ended so in one hour, tests left out. `hour` counts from the moment asked for. */
export interface RunHourRow {
  flow: string;
  hour: number;
  outcome: 'accepted' | 'rejected' | 'error' | 'cancelled';
  count: number;
}

/** A callback that came for a node of a run; a late one does not count. `query` holds its parameters. */
export interface CallbackRow {
  node: string;
  at: number;
  type: string;
  body: string;
  query: JsonObject;
  late: boolean;
}
