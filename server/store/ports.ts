// What the rest of the server may ask of a store, whichever database is under it.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { FailureCode } from '../../flows/language/failures.ts';
import type { JournalRecord } from '../run/records.ts';
import type { PointReads } from './point-reads.ts';

/**
 * A change, named and with its arguments as plain data: it runs in the writer, inside a transaction, under a savepoint.
 * The names and their argument and result types are in `ops.ts`.
 */
export interface Command {
  op: string;
  args: JsonObject;
}

/** A command on its way to the writer: texts, so that its arguments are written out once, for the journal too. */
export interface GivenCommand {
  op: string;
  /** As JSON. */
  args: string;
  /** The result that the run went on with already, as JSON; its id is then told only where it was another. */
  foretold?: string | undefined;
}

/** The row that accepting a run writes. */
export interface AcceptedRun {
  id: string;
  release: string;
  flow: string;
  version: number;
  source: string;
  test: boolean;
  phone: string;
  acceptedAt: number;
  inbox: { type: string; body: string | Uint8Array } | undefined;
  /** A claim of the same key that was made before `since` is void: its window is over. */
  claim: { key: string; fingerprint: string; since: number } | undefined;
  more: AcceptedMore | undefined;
}

/** What few runs have. A run whose id, key or slot is taken is refused. */
export interface AcceptedMore {
  /** Id of the run that called it. */
  parent?: string;
  /** Id of the run that it was made from. */
  from?: string;
  /** The slot of a schedule, milliseconds since 1970: not taken unless later than every one before. */
  slot?: { node: string; at: number };
  /** What steps that it keeps had reserved, as they asked for it: taken again with the run, which is refused where it cannot be. */
  reserved?: JsonObject[];
}

/** What changes in the run's row with an append. */
export interface RunState {
  /** Absent where it stays what it is. */
  state?: 'running' | 'waiting' | 'held' | 'finished';
  outcome?: string;
  reason?: string;
  /** What the caller was told: success or not. */
  answered?: boolean;
  finishedAt?: number;
  dueAt?: number;
  /** Of a run that waits: the queue it is in. */
  queue?: string;
  /** Of a run that waits for a callback: how many it has seen. One that came since makes it due at once. */
  awaits?: { node: string; seen: number };
  /** Of a run that is held. `call` can be settled by a person. */
  held?: { node: string; code: string; call?: string };
  /** Of a run that ends: it has reserved something, which is settled or released with it. `lead`: the one it created, or ''. */
  reserved?: { lead: string };
}

/** Something that a person must be told of; counted by everything but `says`. `about` names a connection or origin. */
export interface Incident {
  kind: 'held' | 'unknown' | 'unrecognised' | 'receiver' | 'paused' | 'locked' | 'list';
  flow: string;
  node: string;
  code: string;
  about: string;
  says: string;
}

/** A callback that came for a node of a run: the body as text, and as what was read from it. `query` holds its parameters. */
export interface StoredCallback {
  at: number;
  type: string;
  body: string;
  value: Json;
  query: JsonObject;
}

/** The callbacks of a node that came in time: how many, and the first and the last of them. */
export interface CallbacksSoFar {
  count: number;
  first: StoredCallback | undefined;
  last: StoredCallback | undefined;
}

/**
 * One line of work for the open batch of the writer. `records` is the inside of a JSON array of JournalRecord, without its
 * brackets: what the run wrote since its last line. All lines of a run in one commit become one journal row.
 */
export type BatchOp =
  | { kind: 'accept'; run: AcceptedRun }
  | { kind: 'command'; run: string; epoch: number; id: number; call: string; records: string; command: GivenCommand }
  | { kind: 'append'; run: string; epoch: number; records: string; state: RunState | undefined }
  | { kind: 'incident'; run: string; epoch: number; incident: Incident };

/** An unfinished run with everything the journal holds of it. */
export interface StoredRun {
  id: string;
  release: string;
  flow: string;
  version: number;
  source: string;
  test: boolean;
  state: 'running' | 'waiting' | 'held' | 'finished';
  epoch: number;
  acceptedAt: number;
  dueAt: number | undefined;
  records: JournalRecord[];
}

/** How a batch is to be done. */
export interface BatchOrder {
  /** Ends the transaction. */
  commit: boolean;
  generation: number;
  /** The lines are few, and nobody else waits while they are committed. */
  alone?: boolean;
}

/** The journal, as the engine needs it. */
export interface JournalStore {
  /**
   * Does the work in order in the open batch; `commit` ends it. Command results come back before the commit. Batches may be
   * sent before the ones before them have ended; after one that fails, those of its generation or an earlier are refused.
   */
  batch(ops: BatchOp[], order: BatchOrder): Promise<BatchResult>;
  /** Ids of runs that were being walked, in order, at most `limit`, after the id `after`. */
  running(after: string, limit: number): Promise<string[]>;
  /**
   * The run with its epoch raised by one, so that whoever held it before can write no more. Undefined where it is finished
   * or unknown, and where its journal cannot be read: then it is held, with the reason. With `only`, a run in another state is left as
   * it is, and undefined.
   */
  load(run: string, only?: 'held'): Promise<StoredRun | undefined>;
  /** Ends a held run whose journal cannot be read as cancelled, and says so in the journal. False where it is not one. */
  endUnread(run: string, by: string): Promise<boolean>;
  /** Queues that runs wait in, with how many. */
  queues(): Promise<{ queue: string; waiting: number }[]>;
  /** Ids of the runs in a queue, in the order they were accepted, at most `limit`, after the id `after`. */
  queued(queue: string, after: string, limit: number): Promise<string[]>;
  /** Ids of runs that wait for children of which one has ended. Asked at a start. */
  wakeable(after: string, limit: number): Promise<string[]>;
  /** Ids of waiting runs whose timer is due. */
  due(now: number, limit: number): Promise<string[]>;
  /** Writes as much as a few leads need. Rejects while there is no room for it. */
  probe(): Promise<void>;
}
export interface BatchResult {
  /** By command id. A command that failed changed nothing. The writer journals a command's value itself. */
  commands: {
    id: number;
    at: number;
    value: Json | undefined;
    failure: { code: FailureCode; detail?: string } | undefined;
    /** What went wrong where that was nobody's expected fault; it changed nothing either. */
    bug?: string;
  }[];
  /**
   * After a commit: commands whose result was not the one foretold, the first of each run. The true one is on disk; what
   * the run gave after it is not, and its epoch was raised.
   */
  misled: { id: number; run: string; epoch: number }[];
  /** Runs of which nothing was stored: their key is taken, or another holder has raised their epoch. */
  refused: { run: string; epoch: number }[];
  /** Set after a commit: the journal sequence number of each run that wrote in it. */
  committed: { run: string; seq: number }[] | undefined;
}

/** The whole store, as `main.ts` hands it out in parts. */
export interface Store {
  journal: JournalStore;
  reads: PointReads;
  /** Runs one admin command in a transaction of its own. Rejects with a Failure. */
  write(op: string, args: JsonObject): Promise<Json>;
  /** Runs one named query in the reader thread. */
  query(name: string, args: JsonObject): Promise<Json>;
  close(): Promise<void>;
}
