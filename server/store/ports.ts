// What the rest of the server may ask of a store, whichever database is under it.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { FailureCode } from '../../flows/language/failures.ts';
import type { JournalRecord } from '../run/records.ts';

/**
 * A change, named and with its arguments as plain data: it runs in the writer, inside a transaction, under a savepoint.
 * The names and their argument and result types are in `ops.ts`.
 */
export interface Command {
  op: string;
  args: JsonObject;
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
  claim: { key: string; fingerprint: string } | undefined;
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
}

/**
 * One line of work for the open batch of the writer. `records` is the inside of a JSON array of JournalRecord, without its
 * brackets: what the run wrote since its last line. All lines of a run in one commit become one journal row.
 */
export type BatchOp =
  | { kind: 'accept'; run: AcceptedRun }
  | { kind: 'command'; run: string; epoch: number; id: number; call: string; records: string; command: Command }
  | { kind: 'append'; run: string; epoch: number; records: string; state: RunState | undefined };

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

/** The journal, as the engine needs it. */
export interface JournalStore {
  /** Does the work in order in the open batch; `commit` ends it. Command results come back before the commit. */
  batch(ops: BatchOp[], commit: boolean): Promise<BatchResult>;
  /** Ids of runs that were being walked, in order, at most `limit`, after the id `after`. */
  running(after: string, limit: number): Promise<string[]>;
  /**
   * The run with its epoch raised by one, so that whoever held it before can write no more. Undefined where it is finished
   * or unknown, and where its journal cannot be read: then it is held, with the reason.
   */
  load(run: string): Promise<StoredRun | undefined>;
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
  /** Runs of which nothing was stored: their key is taken, or another holder has raised their epoch. */
  refused: string[];
  /** Set after a commit: the journal sequence number of each run that wrote in it. */
  committed: { run: string; seq: number }[] | undefined;
}

/** A source as intake finds it. `secret` is sealed; null for a source with a key. */
export interface StoredSource {
  id: string;
  name: string;
  flow: string;
  auth: 'key' | 'hmac';
  region: string;
  paused: boolean;
  test: boolean;
  secret: string | null;
}

/** Reads answered at once on the calling thread: what a step or the intake cannot wait for. */
export interface PointReads {
  dncHit(
    numbers: readonly string[],
    lists: readonly string[],
  ): { list: string; number: string; reason: string; at: number } | undefined;
  listEntry(list: string, folded: string): { known: boolean; entry: string | undefined };
  claim(flow: string, key: string): { run: string; fingerprint: string } | undefined;
  records(run: string): JournalRecord[];
  /** The source with this SHA-256 of its key, hexadecimal. */
  sourceByKey(hash: string): StoredSource | undefined;
  /** The sources of a flow that sign their requests. */
  signingSources(flow: string): StoredSource[];
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
