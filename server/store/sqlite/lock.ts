// One process per data folder: an exclusive lock that the operating system gives back when the process ends, however it ends.
import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SettingError } from '../../config.ts';

/** SQLITE_BUSY: another connection holds the lock. */
const BUSY = 5;

/**
 * Takes the folder's lock and answers how to give it back; answers undefined where another process holds it. Fails with
 * SettingError where the folder cannot be made or written.
 */
export function takeLock(dataFolder: string): (() => void) | undefined {
  const db = openLock(dataFolder);
  try {
    // SQLite's own file lock is held until the connection closes; a killed process leaves none behind.
    db.exec('PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS holder (pid INTEGER);');
  } catch (error) {
    db.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === BUSY) return undefined;
    throw unusable(dataFolder, error);
  }
  return () => db.close();
}

function openLock(dataFolder: string): DatabaseSync {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    return new DatabaseSync(join(dataFolder, 'leadflow.lock'), { timeout: 0 });
  } catch (error) {
    throw unusable(dataFolder, error);
  }
}

function unusable(dataFolder: string, error: unknown): SettingError {
  const says = error instanceof Error ? error.message : String(error);
  return new SettingError(
    `The data folder ${dataFolder} cannot be written by user ${userInfo().uid}: ${says}. Set LEADFLOW_DATA to another one.`,
  );
}
