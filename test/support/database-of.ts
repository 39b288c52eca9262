// The database of a test's server, looked at as another process would.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestServer } from './test-server.ts';

/** A row, its columns by name. */
export type Row = Record<string, unknown>;

/** The rows that a query finds in the server's database. */
export function rowsOf({ config }: TestServer, sql: string, ...values: string[]): Row[] {
  return inDatabase(config.data, (db) => db.prepare(sql).all(...values));
}

/** Changes the server's database behind its back. */
export function change({ config }: TestServer, sql: string): void {
  inDatabase(config.data, (db) => db.exec(sql));
}

function inDatabase<T>(folder: string, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(folder, 'leadflow.db'), { timeout: 5000 });
  try {
    return work(db);
  } finally {
    db.close();
  }
}
