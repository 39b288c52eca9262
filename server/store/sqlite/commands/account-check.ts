// Keeps how leads of the lead API are checked, with the release that the settings made.
import type { JsonObject } from '../../../../flows/language/document.ts';
import { Failure } from '../../../../flows/language/failures.ts';
import type { ReleaseContent } from '../../../workspace/workspace.ts';
import { type CommandRunner, command, type Database, type Moment, type QueryRunner, query } from '../database.ts';
import { audit } from './audit.ts';
import { keepRelease } from './workspace.ts';

interface Put {
  /** The version that it follows; 0 for the first. */
  follows: number;
  settings: JsonObject;
  release: { hash: string; content: ReleaseContent };
  by: string;
}

/** Commands about the account's check, by name. */
export const accountCheckCommands: Record<string, CommandRunner> = { 'accountCheck.put': command<Put>(put) };

/** Queries about the account's check, by name. */
export const accountCheckQueries: Record<string, QueryRunner> = {
  'accountCheck.get': query<object>((db) => {
    const row = db.get('SELECT * FROM account_check WHERE id = 1');
    if (!row) return null;
    const { version, settings, release, by_whom: by, at } = row;
    return {
      version: Number(version),
      settings: JSON.parse(String(settings)) as JsonObject,
      release: String(release),
      by: String(by),
      at: Number(at),
    };
  }),
};

function put(db: Database, { follows, settings, release, by }: Put, moment: Moment): { version: number; at: number } {
  const before = Number(db.get('SELECT version FROM account_check WHERE id = 1')?.version ?? 0);
  if (before !== follows) throw new Failure('CHANGED_MEANWHILE', { detail: 'The duplicate check.' });
  keepRelease(db, release, moment);
  const version = before + 1;
  const sql = `INSERT INTO account_check (id, version, settings, release, by_whom, at) VALUES (1, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, settings = excluded.settings, release = excluded.release,
    by_whom = excluded.by_whom, at = excluded.at`;
  db.run(sql, version, JSON.stringify(settings), release.hash, by, moment.now);
  const detail = `Version ${version}, ${settings.on === true ? 'on' : 'off'}.`;
  audit(db, moment, { who: by, did: 'account-check.apply', what: 'Duplicate check', detail });
  return { version, at: moment.now };
}
