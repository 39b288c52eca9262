// Writes down what leads were before an import changed them, and tells whether they are still as it left them.
//
// B1  A hand that changes a lead writes its history at `updated_at`: a lead is as an import left it where that time is the
//     import's and nobody else has a line at it, though two hands came within one millisecond.
// B2  Where somebody changed it between two rows of the import, what they made of it is what it was before.
import type { Database, Row } from './database.ts';

/** True for a `lead` whose last change is not by another hand than the import that is bound here. */
export const BY_NO_OTHER = `NOT EXISTS (SELECT 1 FROM lead_history h
    WHERE h.lead = lead.id AND h.at = lead.updated_at AND h.import IS NOT ?)`;

/** What `kept` is of a lead that somebody changed between two rows of the import. */
export const CHANGED_BETWEEN = 2;

/** Writes the row down as it was before the import changed it at `now`. Of a lead that the import made itself, nothing was. */
export function rememberLead(db: Database, { import: id, before }: { import: string; before: Row }, now: number): void {
  const lead = String(before.id);
  const isOwn = before.import === id;
  const known = db.get('SELECT updated_at FROM lead_import_before WHERE import = ? AND lead = ?', id, lead);
  if (!known && !isOwn) {
    write(db, { id, lead, was: JSON.stringify(before), now, kept: 0 });
    return;
  }
  const left = Number(known ? known.updated_at : before.created_at);
  const other = 'SELECT 1 FROM lead_history WHERE lead = ? AND at = ? AND import IS NOT ? LIMIT 1';
  if (before.updated_at !== left || db.get(other, lead, left, id)) {
    // One that the import made is counted by that.
    write(db, { id, lead, was: JSON.stringify(before), now, kept: isOwn ? 0 : CHANGED_BETWEEN });
  } else if (known) {
    db.run('UPDATE lead_import_before SET updated_at = ? WHERE import = ? AND lead = ?', now, id, lead);
  } else {
    write(db, { id, lead, was: '', now, kept: 0 });
  }
}

function write(
  db: Database,
  { id, lead, was, now, kept }: { id: string; lead: string; was: string; now: number; kept: number },
): void {
  const sql = 'INSERT OR REPLACE INTO lead_import_before (import, lead, was, updated_at, kept) VALUES (?, ?, ?, ?, ?)';
  db.run(sql, id, lead, was, now, kept);
}
