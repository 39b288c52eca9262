// Keeps how leads of the lead API are checked, with the release that the settings made.
import type { JsonObject } from '../../../../flows/language/document.ts';
import { Failure } from '../../../../flows/language/failures.ts';
import type { ReleaseContent } from '../../../workspace/workspace.ts';
import { type CommandRunner, command, type Database, type Moment, type QueryRunner, query } from '../database.ts';
import { audit } from './audit.ts';
import { keepRelease, publish } from './workspace.ts';

interface Put {
  /** The version that it follows; 0 for the first. */
  follows: number;
  settings: JsonObject;
  release: Kept;
  /** What decides for drawn flows; null where nobody is asked. */
  decides: Kept | null;
  /** Published flows that take it over, with what they call. */
  called: Kept[];
  flows: { slug: string; release: Kept }[];
  environment: string;
  by: string;
}
interface Kept {
  hash: string;
  content: ReleaseContent;
}

/** Commands about the account's check, by name. */
export const accountCheckCommands: Record<string, CommandRunner> = { 'accountCheck.put': command<Put>(put) };

/** Queries about the account's check, by name. */
export const accountCheckQueries: Record<string, QueryRunner> = {
  'accountCheck.get': query<object>((db) => {
    const row = db.get('SELECT * FROM account_check WHERE id = 1');
    if (!row) return null;
    const { version, settings, release, decides = null, by_whom: by, at } = row;
    return {
      version: Number(version),
      settings: JSON.parse(String(settings)) as JsonObject,
      release: String(release),
      decides: decides === null ? null : String(decides),
      by: String(by),
      at: Number(at),
    };
  }),
};

function put(db: Database, order: Put, moment: Moment): { version: number; at: number } {
  const { follows, settings, release, decides, called, flows, environment, by } = order;
  const before = Number(db.get('SELECT version FROM account_check WHERE id = 1')?.version ?? 0);
  if (before !== follows) throw new Failure('APPLIED_MEANWHILE');
  for (const each of [release, ...(decides ? [decides] : []), ...called]) keepRelease(db, each, moment);
  const version = before + 1;
  const sql = `INSERT INTO account_check (id, version, settings, release, decides, by_whom, at) VALUES (1, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, settings = excluded.settings, release = excluded.release,
    decides = excluded.decides, by_whom = excluded.by_whom, at = excluded.at`;
  db.run(sql, version, JSON.stringify(settings), release.hash, decides?.hash ?? null, by, moment.now);
  const state = `Version ${version}, ${settings.on === true ? 'on' : 'off'}.`;
  const taken = flows.length === 0 ? '' : ` Taken over by: ${flows.map(({ slug }) => slug).join(', ')}.`;
  audit(db, moment, { who: by, did: 'account-check.apply', what: 'Duplicate check', detail: state + taken });
  const note = `Takes over version ${version} of the duplicate check.`;
  for (const { slug, release: next } of flows)
    publish(db, { slug, environment, release: next, by, note, did: 'flow.publish' }, moment);
  return { version, at: moment.now };
}
