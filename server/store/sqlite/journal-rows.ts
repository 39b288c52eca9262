// How the records of a run lie in the journal's rows, and how they are read back.
import type { Json } from '../../../flows/language/document.ts';
import type { JournalRecord } from '../../run/records.ts';
import type { StoredRun } from '../ports.ts';
import { getBlob, putBlob } from './blobs.ts';
import type { Database, Row } from './database.ts';

const BLOB = 'blob:';

/** The text to keep in `journal.records`: the array itself, or the name of the blob that holds it. */
export function keptRecords(db: Database, records: readonly string[], now: number): string {
  const text = `[${records.join(',')}]`;
  // A text of fewer characters than a third of the limit cannot pass it in bytes: most rows are not measured.
  if (text.length < 20_000) return text;
  const hash = putBlob(db, Buffer.from(text), now);
  return hash ? `${BLOB}${hash}` : text;
}

/** The records of one row. Fails with an Error that names the blob where it is missing. */
export function recordsOf(db: Database, kept: string): JournalRecord[] {
  if (!kept.startsWith(BLOB)) return JSON.parse(kept) as JournalRecord[];
  const bytes = getBlob(db, kept.slice(BLOB.length));
  if (!bytes) throw new Error(`The journal names ${kept}, which is not stored.`);
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as JournalRecord[];
}

/** Every record of a run, in order. */
export function recordsOfRun(db: Database, run: string): JournalRecord[] {
  const rows = db.all('SELECT records FROM journal WHERE run = ? ORDER BY seq', run);
  return withValues(rows.flatMap((row) => recordsOf(db, String(row.records))));
}

/** The records with every step's value in its place. Takes all records of a run, in order. */
function withValues(records: JournalRecord[]): JournalRecord[] {
  const values = new Map<string, Json>();
  for (const record of records) {
    if (record.t === 'accepted') values.set('lead', record.lead);
    else if (record.t === 'answered') values.set(record.call, record.answer);
    else if (record.t === 'step' && record.same !== undefined) record.out = values.get(record.same) ?? null;
  }
  return records;
}

/** A run's row with its records. */
export function storedRun(db: Database, row: Row): StoredRun {
  return {
    id: String(row.id),
    release: String(row.release),
    flow: String(row.flow),
    version: Number(row.version),
    source: String(row.source),
    test: row.test === 1,
    state: row.state as StoredRun['state'],
    epoch: Number(row.epoch),
    acceptedAt: Number(row.accepted_at),
    dueAt: row.due_at === null ? undefined : Number(row.due_at),
    records: recordsOfRun(db, String(row.id)),
  };
}
