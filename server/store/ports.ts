// What the rest of the server may ask of a store, whichever database is under it.
import type { Json, JsonObject } from '../../flows/language/document.ts';
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
  inbox: { type: string; body: Uint8Array } | undefined;
  claim: { key: string; fingerprint: string } | undefined;
}

/** What changes in the run's row with an append. */
export interface RunState {
  state: 'running' | 'waiting' | 'held' | 'finished';
  outcome?: string;
  reason?: string;
  /** What the caller was told: success or not. */
  answered?: boolean;
  finishedAt?: number;
  dueAt?: number;
}

/** One line of work for the open batch of the writer. */
export type BatchOp =
  | { kind: 'accept'; run: AcceptedRun }
  | { kind: 'command'; run: string; id: number; command: Command }
  | { kind: 'append'; run: string; epoch: number; at: number; records: string; state: RunState | undefined };

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
  /** Unfinished runs by id, at most `limit`, after `after`. */
  unfinished(after: string, limit: number): Promise<StoredRun[]>;
  load(run: string): Promise<StoredRun | undefined>;
  /** Ids of waiting runs whose timer is due. */
  due(now: number, limit: number): Promise<string[]>;
}
export interface BatchResult {
  /** By command id. */
  commands: { id: number; ok: boolean; value: Json; code?: string; says?: string }[];
  /** Runs that were not accepted because their key is taken; nothing of theirs was stored. */
  refused: { run: string; holder: string; fingerprint: string }[];
  /** Set after a commit: the highest journal sequence number in it, and each run's own. */
  committed: { lastSeq: number; seqs: { run: string; seq: number }[] } | undefined;
}

/** Reads answered at once on the calling thread: what a step or the intake cannot wait for. */
export interface PointReads {
  dncHit(
    numbers: readonly string[],
    lists: readonly string[],
  ): { list: string; number: string; reason: string; at: number } | undefined;
  listEntry(list: string, folded: string): { known: boolean; entry: string | undefined };
  claim(flow: string, key: string): { run: string; fingerprint: string } | undefined;
  /** What the caller of a run was told, from its journal. */
  records(run: string): JournalRecord[];
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
