// Opens the SQLite file the one way we open it, and keeps prepared statements by their text.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { JsonObject } from '../../../flows/language/document.ts';

/** A row as SQLite gives it. */
export type Row = Record<string, null | number | bigint | string | Uint8Array>;

/** How a file is opened. */
interface DatabaseOptions {
  readOnly: boolean;
  /** Told of reads by `get` and `all` that the disk failed. */
  onDiskFailure?: (error: unknown) => void;
  /** How long a statement waits while somebody else writes, milliseconds. */
  waitMs?: number;
}

/** A connection with a statement cache. Synchronous: it lives in a worker, or does what is short on the main thread. */
export class Database {
  readonly raw: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #onDiskFailure: (error: unknown) => void;

  constructor(path: string, { readOnly, onDiskFailure = () => undefined, waitMs = 5000 }: DatabaseOptions) {
    this.#onDiskFailure = onDiskFailure;
    this.raw = new DatabaseSync(path, { readOnly, timeout: waitMs });
    if (!readOnly) {
      this.raw.exec(
        'PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;',
      );
      // The writer thread makes the checkpoints, when no commit waits for them.
      this.raw.exec('PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864;');
    }
    this.raw.exec('PRAGMA cache_size=-4096; PRAGMA temp_store=MEMORY;');
  }

  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.raw.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  get(sql: string, ...params: SQLInputValue[]): Row | undefined {
    return this.#read(() => this.statement(sql).get(...params) as Row | undefined);
  }

  all(sql: string, ...params: SQLInputValue[]): Row[] {
    return this.#read(() => this.statement(sql).all(...params) as Row[]);
  }

  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (isDiskFailure(error)) this.#onDiskFailure(error);
      throw error;
    }
  }

  /** Runs a change; answers how many rows it changed. */
  run(sql: string, ...params: SQLInputValue[]): number {
    return Number(this.statement(sql).run(...params).changes);
  }

  /** A change whose commit is on disk with the next one that is synced: the log keeps their order (sqlite.org/pragma.html#pragma_synchronous). */
  unsynced<T>(write: () => T): T {
    this.raw.exec('PRAGMA synchronous=NORMAL');
    try {
      return write();
    } finally {
      this.raw.exec('PRAGMA synchronous=FULL');
    }
  }

  close(): void {
    this.#statements.clear();
    this.raw.close();
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const [BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB] = [
  5, 6, 7, 8, 10, 11, 13, 14, 15, 26,
] as const;

function resultCode(error: unknown): number {
  const { errcode } = error as { errcode?: number };
  return (errcode ?? 0) & 0xff;
}

/** True where the database could not do it, rather than the statement being wrong. */
export function isStorageFault(error: unknown): boolean {
  const faults: readonly number[] = [BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB];
  return faults.includes(resultCode(error));
}

/** True where the disk failed, or holds something else than was written: nothing more may be written. */
export function isDiskFailure(error: unknown): boolean {
  const failures: readonly number[] = [IOERR, CORRUPT, NOTADB];
  return failures.includes(resultCode(error));
}

/** True where somebody else is writing. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === BUSY;
}

/** True where there is no room, or someone else is at it: it may go well later. */
export function isForNow(error: unknown): boolean {
  const passing: readonly number[] = [BUSY, LOCKED, FULL];
  return passing.includes(resultCode(error));
}

/** What a command is given beside the database. */
export interface Moment {
  /** Milliseconds since 1970. */
  now: number;
  newId: () => string;
}

/** A named change: runs in the writer thread inside the open transaction, under a savepoint. Throws a Failure to refuse. */
export type CommandRunner = (db: Database, args: JsonObject, moment: Moment) => unknown;
/** A named query: runs in the reader thread. */
export type QueryRunner = (db: Database, args: JsonObject) => unknown;

/** Gives a command its argument type: arguments are checked at the API's edge, or made by our own tools. */
export function command<A>(run: (db: Database, args: A, moment: Moment) => unknown): CommandRunner {
  return (db, args, moment) => run(db, args as A, moment);
}

/** The same for a query. */
export function query<A>(run: (db: Database, args: A) => unknown): QueryRunner {
  return (db, args) => run(db, args as A);
}
