// One process per data folder: an exclusive lock that the operating system gives back when the process ends, however it ends.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Takes the folder's lock and answers how to give it back; answers undefined where another process holds it. */
export function takeLock(dataFolder: string): (() => void) | undefined {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(dataFolder, 'leadflow.lock'), { timeout: 0 });
  try {
    // SQLite's own file lock is held until the connection closes; a killed process leaves none behind.
    db.exec('PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS holder (pid INTEGER);');
  } catch (error) {
    db.close();
    if ((error as { errcode?: number }).errcode === 5) return undefined;
    throw error;
  }
  return () => db.close();
}
