// A real store on one thread: the same database, migrations, commands and queries, without the worker threads.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { AdminStore } from '../../server/store/admin-ops.ts';
import { newId } from '../../server/store/ids.ts';
import { adminCommands } from '../../server/store/sqlite/commands/registry.ts';
import { Database } from '../../server/store/sqlite/database.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { queries } from '../../server/store/sqlite/queries/registry.ts';

/** A store in a temporary folder. `db` is for what no command of a person can make: runs, leads, flows. */
export interface DirectStore extends AdminStore {
  db: Database;
  folder: string;
  /** Milliseconds that the commands' clock is ahead of the real one. */
  ahead: number;
  close(): void;
}

let empty: Buffer | undefined;
/** The file of an empty database: hundreds of tests of one process begin with it. */
function migrated(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'lf-'));
  const file = join(folder, 'leadflow.db');
  const db = new Database(file, { readOnly: false });
  migrate(db);
  db.close();
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** Opens an empty database. */
export function openDirectStore(): DirectStore {
  const folder = mkdtempSync(join(tmpdir(), 'lf-'));
  const file = join(folder, 'leadflow.db');
  empty ??= migrated();
  writeFileSync(file, empty);
  const db = new Database(file, { readOnly: false });
  // Nobody pulls the plug of these; what survives that is shown by test/journeys/power-cut.test.ts.
  db.raw.exec('PRAGMA synchronous = OFF');
  const store: DirectStore = {
    db,
    folder,
    ahead: 0,
    async write(op, args) {
      const run = adminCommands[op];
      if (!run) throw new Error(`There is no command ${op}.`);
      db.raw.exec('BEGIN IMMEDIATE');
      try {
        const now = Date.now() + store.ahead;
        const result = run(db, plain(args), { now, newId: () => newId(now) });
        db.raw.exec('COMMIT');
        return plain(result ?? null) as Json;
      } catch (error) {
        db.raw.exec('ROLLBACK');
        throw error;
      }
    },
    async query(name, args) {
      const run = queries[name];
      if (!run) throw new Error(`There is no query ${name}.`);
      return plain(run(db, plain(args)) ?? null) as Json;
    },
    close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return store;
}

/** What passes between threads: a copy, so that neither side sees the other's later changes. */
function plain<T>(value: T): T extends JsonObject ? JsonObject : T {
  return structuredClone(value) as never;
}
