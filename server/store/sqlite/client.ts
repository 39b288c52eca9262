// The SQLite store as the rest of the server holds it: a writer thread, a reader thread, and point reads on this one.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import type { BatchOp, BatchResult, JournalStore, Store, StoredRun } from '../ports.ts';
import { Database } from './database.ts';
import { pointReads } from './point-reads.ts';
import { DatabaseThread } from './thread.ts';

/** Opens `leadflow.db` in the data folder, made if absent. The caller holds the folder's lock. */
export async function openStore(dataFolder: string): Promise<Store> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = join(dataFolder, 'leadflow.db');
  const writer = new DatabaseThread(new URL('./writer.ts', import.meta.url), file);
  // The reader opens read-only and needs the file, and its newest shape, to be there.
  await writer.ready();
  const reader = new DatabaseThread(new URL('./reader.ts', import.meta.url), file);
  await reader.ready();
  const db = new Database(file, { readOnly: true });
  const query = <T>(name: string, args: JsonObject): Promise<T> => reader.ask<T>({ kind: 'query', name, args });
  const write = <T>(op: string, args: JsonObject): Promise<T> => writer.ask<T>({ kind: 'write', op, args });
  const journal: JournalStore = {
    batch: (ops: BatchOp[], commit: boolean) => writer.ask<BatchResult>({ kind: 'batch', ops, commit }),
    unfinished: (after, limit) => query('run.unfinished', { after, limit }),
    load: (run) => write<StoredRun | undefined>('run.load', { run }),
    due: (now, limit) => query('run.due', { now, limit }),
  };
  return {
    journal,
    reads: pointReads(db),
    write: (op, args) => write<Json>(op, args),
    query: (name, args) => query<Json>(name, args),
    async close() {
      db.close();
      await reader.ask({ kind: 'close' });
      await writer.ask({ kind: 'close' });
    },
  };
}
