// The SQLite store as the rest of the server holds it: a writer thread, a reader thread, and point reads on this one, which
// also commits what a lead that is alone on its way writes.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { SettingError } from '../../config.ts';
import type { BatchResult, JournalStore, Store, StoredRun } from '../ports.ts';
import { BatchWriter, thisMoment } from './batch.ts';
import { Batches } from './batches.ts';
import { engineCommands } from './commands/engine.ts';
import { Database, isDiskFailure } from './database.ts';
import { keepReads } from './kept-reads.ts';
import { pointReads, settledReads } from './point-reads.ts';
import { errorOf, errorReply } from './protocol.ts';
import { wakefulness } from './stay-awake.ts';
import { DatabaseThread } from './thread.ts';
import { toWire } from './wire.ts';

/**
 * Opens `leadflow.db` in the data folder, made if absent. The caller holds the folder's lock. `onDeath` is told where the
 * disk failed or a database thread ended: nothing can be stored from then on. Fails with SettingError.
 */
export async function openStore(dataFolder: string, onDeath: (error: Error) => void = () => undefined): Promise<Store> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = join(dataFolder, 'leadflow.db');
  const thread = async (script: string): Promise<DatabaseThread> => {
    let opened = false;
    const url = new URL(script, import.meta.url);
    const started = new DatabaseThread(url, file, (error) => void (opened && onDeath(error)));
    await started.ready().catch((error: Error) => {
      throw new SettingError(`The database ${file} cannot be used: ${error.message}`);
    });
    opened = true;
    return started;
  };
  const writer = await thread('./writer.ts');
  // The reader opens read-only and needs the file, and its newest shape, to be there.
  const reader = await thread('./reader.ts');
  const onDiskFailure = (error: unknown) => onDeath(error instanceof Error ? error : new Error(String(error)));
  // It never waits for a lock: the main thread stands still meanwhile. What it commits itself it then finds in its own cache.
  const db = new Database(file, { readOnly: false, onDiskFailure, waitMs: 0 });
  const batches = batchesOf(writer, db, onDiskFailure);
  const query = <T>(name: string, args: JsonObject): Promise<T> => {
    batches.settle();
    return reader.ask<T>({ kind: 'query', name, args });
  };
  const reads = settledReads(pointReads(db), () => batches.settle());
  const { forget, ...kept } = keepReads(reads);
  const write = <T>(op: string, args: JsonObject): Promise<T> => {
    batches.settle();
    return writer.ask<T>({ kind: 'write', op, args }).finally(forget);
  };
  const journal: JournalStore = {
    batch: (ops, order) => batches.give(ops, order),
    running: (after, limit) => query('run.running', { after, limit }),
    load: (run, only) => write<StoredRun | undefined>('run.load', { run, ...(only ? { only } : {}) }),
    endUnread: (run, by) => write<boolean>('run.endUnread', { run, by }),
    queues: () => query('run.queues', {}),
    queued: (queue, after, limit) => query('run.queued', { queue, after, limit }),
    wakeable: (after, limit) => query('run.wakeable', { after, limit }),
    due: (now, limit) => query('run.due', { now, limit }),
    probe: () => write('store.probe', {}),
  };
  return {
    journal,
    reads: { ...reads, ...kept },
    write: (op, args) => write<Json>(op, args),
    query: (name, args) => query<Json>(name, args),
    async close() {
      batches.settle();
      db.close();
      await reader.close();
      await writer.close();
    },
  };
}

function batchesOf(writer: DatabaseThread, db: Database, onDiskFailure: (error: unknown) => void): Batches {
  return new Batches({
    thread: {
      get busy() {
        return writer.busy;
      },
      batch: (ops, { commit, generation }) =>
        writer.ask<BatchResult>({ kind: 'batch', wire: toWire(ops), commit, generation }),
      // Where it fails, the log stays as it is for the next one; where the thread has ended, that is told elsewhere.
      checkpoint: () => writer.ask<void>({ kind: 'checkpoint' }).catch(() => undefined),
    },
    here: new BatchWriter(db, engineCommands, thisMoment),
    // A kept connection is looked at for an end before a request goes out on it: the call leaves at the end of this turn.
    later: (work) => void setImmediate(() => setImmediate(work)),
    after(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    stayAwake: wakefulness(),
    elapsed: () => performance.now(),
    told(error) {
      if (isDiskFailure(error)) onDiskFailure(error);
      return errorOf(errorReply(0, error));
    },
  });
}
