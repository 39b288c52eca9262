// Brings a database file to the newest shape, one numbered file at a time, each in a transaction.
import { readdirSync, readFileSync } from 'node:fs';
import { folded } from '../../../flows/language/list-fold.ts';
import { SettingError } from '../../config.ts';
import type { Database } from './database.ts';

const FOLDER = new URL('../migrations/', import.meta.url);

/** Applies what is missing. Fails with SettingError where the file is from a newer Leadflow. */
export function migrate(db: Database): void {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const done = Number(db.raw.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (done > files.length) {
    throw new SettingError(
      `The database is of a newer Leadflow (shape ${done}; this one knows ${files.length}). Update Leadflow, or use another LEADFLOW_DATA.`,
    );
  }
  if (done === files.length) return;
  // What a migration may ask: values are folded by the code that looks them up, and by no copy of it in SQL.
  db.raw.function('folded', { deterministic: true }, (text) => folded(String(text)));
  // One of them changes a table's text alone, which newer versions of Node let nobody do by accident; older ones do not ask.
  db.raw.enableDefensive?.(false);
  for (const [index, file] of files.entries()) {
    if (index < done) continue;
    db.raw.exec(
      `BEGIN IMMEDIATE; ${readFileSync(new URL(file, FOLDER), 'utf8')}; PRAGMA user_version=${index + 1}; COMMIT;`,
    );
  }
  db.raw.enableDefensive?.(true);
}
