// What is there of a number on DNC lists: asked by the commands, by checks on the main thread, and by who foretells.
import { Failure } from '../../../flows/language/failures.ts';
import type { DncListRow, DncSegmentRow } from '../dnc-ops.ts';
import type { StoredDncEntry, StoredDncList } from '../point-reads.ts';
import type { Database, Moment, Row } from './database.ts';

/** An entry that a step puts on a list. */
export interface DncEntryArgs {
  list: string;
  number: string;
  reason: string;
  origin: string;
  purpose?: string;
  /** Milliseconds since 1970; null for never. */
  expiresAt?: number | null;
}

/** Whether there is a DNC list with this slug. */
export function hasDncList(db: Database, slug: string): boolean {
  return db.get('SELECT 1 FROM dnc_list WHERE slug = ?', slug) !== undefined;
}

/** Slugs of the lists that count for a campaign, or, where it is '', for the whole account, in order. */
export function dncListsOf(db: Database, campaign: string): string[] {
  const sql = 'SELECT slug FROM dnc_list WHERE scope = ? AND campaign = ? ORDER BY slug';
  return db.all(sql, campaign === '' ? 'account' : 'campaign', campaign).map((row) => String(row.slug));
}

/** The entry of a number that counts at `now`. */
export function dncEntry(db: Database, at: { list: string; number: string; now: number }): StoredDncEntry | undefined {
  const sql = 'SELECT * FROM dnc WHERE number = ? AND list = ? AND (expires_at IS NULL OR expires_at > ?)';
  const row = db.get(sql, at.number, at.list, at.now);
  return row && { ...keptOf(row), origin: String(row.origin) };
}

/** Half as dear as IN, for which a table of its own would be filled. */
const EITHER =
  'SELECT 1 FROM dnc WHERE number = ?1 AND list = ?3 UNION ALL SELECT 1 FROM dnc WHERE number = ?2 AND list = ?3';

/** The entry of the first of these numbers that has one which counts at `now`, with its number. */
export function dncEntryOf(
  db: Database,
  { list, numbers, now }: { list: string; numbers: readonly string[]; now: number },
): (StoredDncEntry & { number: string }) | undefined {
  const [one = '', other = '', ...more] = numbers;
  // Nearly all are on no list, and come in two forms: both are looked for at once.
  if (more.length === 0 && !db.get(EITHER, one, other, list)) return undefined;
  for (const number of numbers) {
    const entry = dncEntry(db, { list, number, now });
    if (entry) return { ...entry, number };
  }
  return undefined;
}

/** The erased entry behind a hash that counts at `now`. */
export function dncErased(db: Database, at: { list: string; hash: string; now: number }): StoredDncEntry | undefined {
  const sql = 'SELECT * FROM dnc_erased WHERE hash = ? AND list = ? AND (expires_at IS NULL OR expires_at > ?)';
  const row = db.get(sql, at.hash, at.list, at.now);
  return row && { ...keptOf(row), origin: 'erased' };
}

function keptOf(row: Row): Omit<StoredDncEntry, 'origin'> {
  return {
    reason: String(row.reason),
    purpose: String(row.purpose),
    at: Number(row.at),
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
  };
}

/** Where it is kept which key erased entries were hashed with. */
export const ERASED_WITH = 'dnc-erased-key';

/** Where it is counted how often numbers were erased. */
export const ERASED_TIMES = 'dnc-erased-times';

/** How often numbers were erased so far. */
export function erasedTimes(db: Database): number {
  return Number(db.get('SELECT value FROM meta WHERE key = ?', ERASED_TIMES)?.value ?? 0);
}

/** The id of the segment that a list points at; null where it points at none. */
export function pointedAt(db: Database, slug: string): string | null {
  const row = db.get('SELECT id FROM dnc_segment WHERE list = ?', slug);
  return row ? String(row.id) : null;
}

const STAND = `SELECT l.*, s.id, s.count, s.region, s.calling_code, s.file, s.reason, s.purpose, s.origin, s.at,
  (SELECT value FROM meta WHERE key = '${ERASED_WITH}'
    AND EXISTS (SELECT 1 FROM dnc_erased e WHERE e.list = l.slug)) AS erased_with
  FROM dnc_list l LEFT JOIN dnc_segment s ON s.list = l.slug WHERE l.slug = ?`;

/** A list as a check needs it; undefined where there is none. */
export function dncStand(db: Database, slug: string): StoredDncList | undefined {
  const row = db.get(STAND, slug);
  return (
    row && {
      ...settingsOf(row),
      segment: segmentOf(row),
      erasedWith: row.erased_with === null ? undefined : String(row.erased_with),
    }
  );
}

/** The settings of a list, from its row. */
export function settingsOf(row: Row): Omit<DncListRow, 'entries' | 'erased' | 'segment'> {
  return {
    slug: String(row.slug),
    name: String(row.name),
    scope: row.scope === 'campaign' ? 'campaign' : 'account',
    campaign: String(row.campaign),
    kept: row.kept === 'by-file' ? 'by-file' : 'by-hand',
    limitDays: Number(row.limit_days),
    freshAt: row.fresh_at === null ? null : Number(row.fresh_at),
    createdAt: Number(row.created_at),
  };
}

/** The segment that the row was joined with. */
export function segmentOf(row: Row): DncSegmentRow | null {
  if (row.id === null || row.id === undefined) return null;
  return {
    id: String(row.id),
    count: Number(row.count),
    region: String(row.region),
    callingCode: String(row.calling_code),
    file: String(row.file),
    reason: String(row.reason),
    purpose: String(row.purpose),
    origin: String(row.origin),
    at: Number(row.at),
  };
}

/** Puts an entry on its list. One that has expired is there no more, and is written anew. Fails with LIST_MISSING. */
export function addDnc(db: Database, args: DncEntryArgs, { now }: Moment): { added: boolean } {
  if (!hasDncList(db, args.list)) throw new Failure('LIST_MISSING', { detail: `DNC list: ${args.list}.` });
  return { added: putDnc(db, args, now) === 'added' };
}

/**
 * `there`: the number was there already, and stays at least as long as this says. `longer`: it would have left the list
 * sooner, and now stays as long as this says, for this reason: an opt-out for good is not lost on an entry of some days.
 */
export function putDnc(db: Database, args: DncEntryArgs, now: number): 'added' | 'longer' | 'there' {
  const { list, number, reason, origin, purpose = '', expiresAt = null } = args;
  const sql = `INSERT INTO dnc (list, number, reason, origin, at, purpose, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET reason = excluded.reason, origin = excluded.origin, at = excluded.at,
      purpose = excluded.purpose, expires_at = excluded.expires_at
    WHERE dnc.expires_at <= excluded.at`;
  if (db.run(sql, list, number, reason, origin, now, purpose, expiresAt) === 1) return 'added';
  const longer = `UPDATE dnc SET reason = ?1, origin = ?2, purpose = ?3, expires_at = ?4
    WHERE number = ?5 AND list = ?6 AND expires_at IS NOT NULL AND (?4 IS NULL OR expires_at < ?4)`;
  return db.run(longer, reason, origin, purpose, expiresAt, number, list) === 1 ? 'longer' : 'there';
}
