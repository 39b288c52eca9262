// Takes back what an import did to leads, a part at a time: what it made goes, what it changed is again as it was before.
//
// T1  What somebody has changed since stays as it is, and is counted.
// T2  Numbers that a status of the import put on a DNC list stay there: nobody is called for a file that was a mistake.
import { Failure } from '../../../flows/language/failures.ts';
import type { AdminCommands } from '../admin-ops.ts';
import type { ImportCounts, TakenFrom } from '../import-ops.ts';
import type { Database, Moment, Row } from './database.ts';
import { importOf } from './import-rows.ts';
import { externalIdsOf, indexExternalIds, indexFlags } from './lead-change.ts';
import { noteDifferences } from './lead-history.ts';

/** Takes back some of it; answers where to go on. Fails with NOT_FOUND, CHANGED_MEANWHILE. */
export function takeBack(
  db: Database,
  { id, from, limit }: AdminCommands['leadImport.takeBack']['args'],
  { now }: Moment,
): AdminCommands['leadImport.takeBack']['result'] {
  const found = importOf(db, id);
  if (!found) throw new Failure('NOT_FOUND', { detail: `Import ${id}.` });
  const { state, counts, name } = found;
  if (state !== 'taking-back') throw new Failure('CHANGED_MEANWHILE', { detail: `The import is ${state}.` });
  const part = { id, limit, name, now, after: from.after };
  const next = from.what === 'changed' ? putBack(db, part, counts) : removeMade(db, part, counts);
  if (next.from === undefined) counts.kept = keptBy(db, id);
  db.run('UPDATE lead_import SET counts = ? WHERE id = ?', JSON.stringify(counts), id);
  return next;
}

interface Part {
  id: string;
  after: string;
  limit: number;
  name: string;
  now: number;
}

/** Two hands may change a lead within one millisecond. */
const BY_NO_OTHER = `NOT EXISTS (SELECT 1 FROM lead_history h
    WHERE h.lead = lead.id AND h.at >= lead.updated_at AND h.who <> ?)`;

function removeMade(db: Database, { id, after, limit, name }: Part, counts: ImportCounts): { from: TakenFrom } {
  const sql = `SELECT lead.id, lead.updated_at = COALESCE(b.updated_at, lead.created_at) AND ${BY_NO_OTHER} AS same FROM lead
    LEFT JOIN lead_import_before b ON b.import = lead.import AND b.lead = lead.id
    WHERE lead.import = ? AND lead.id > ? ORDER BY lead.id LIMIT ?`;
  const rows = db.all(sql, `import:${name}`, id, after, limit);
  for (const row of rows) {
    if (row.same !== 1) continue;
    const lead = String(row.id);
    for (const table of ['lead_flag', 'lead_external', 'lead_history', 'lead_run'])
      db.run(`DELETE FROM ${table} WHERE lead = ?`, lead);
    db.run('DELETE FROM lead WHERE id = ?', lead);
    db.run('DELETE FROM lead_import_before WHERE import = ? AND lead = ?', id, lead);
    counts.removed += 1;
  }
  if (rows.length < limit) return { from: { what: 'changed', after: '' } };
  return { from: { what: 'made', after: String(rows.at(-1)?.id) } };
}

function putBack(db: Database, { id, after, limit, name, now }: Part, counts: ImportCounts): { from?: TakenFrom } {
  const sql = `SELECT b.lead, b.was, lead.updated_at = b.updated_at AND ${BY_NO_OTHER} AS same FROM lead_import_before b
    LEFT JOIN lead ON lead.id = b.lead WHERE b.import = ? AND b.lead > ? ORDER BY b.lead LIMIT ?`;
  const rows = db.all(sql, `import:${name}`, id, after, limit);
  for (const row of rows) {
    const lead = String(row.lead);
    // A lead that the import made itself was nothing before.
    if (row.was === '') continue;
    if (row.same !== 1) {
      db.run('UPDATE lead_import_before SET kept = 1 WHERE import = ? AND lead = ?', id, lead);
      continue;
    }
    restore(db, lead, JSON.parse(String(row.was)) as Row);
    const told = { lead, who: `import:${name}`, run: null, at: now };
    noteDifferences(db, told, [{ did: 'imported', before: '', after: 'Put back: the import was cancelled.' }]);
    db.run('DELETE FROM lead_import_before WHERE import = ? AND lead = ?', id, lead);
    counts.putBack += 1;
  }
  return rows.length < limit ? {} : { from: { what: 'changed', after: String(rows.at(-1)?.lead) } };
}

/** The row as it was, and what it is found by. */
function restore(db: Database, lead: string, { id: _id, ...was }: Row): void {
  const now = db.get('SELECT flags, external_ids FROM lead WHERE id = ?', lead) ?? {};
  const columns = Object.keys(was).map((column) => `${column} = ?`);
  db.run(`UPDATE lead SET ${columns.join(', ')} WHERE id = ?`, ...Object.values(was), lead);
  indexFlags(db, lead, { before: flagsOf(now), after: flagsOf(was) });
  indexExternalIds(db, lead, { before: externalIdsOf(now), after: externalIdsOf(was) });
}

function flagsOf(row: Row): string[] {
  return JSON.parse(String(row.flags)) as string[];
}

function keptBy(db: Database, id: string): number {
  const sql = `SELECT (SELECT count(*) FROM lead WHERE import = ?1)
    + (SELECT count(*) FROM lead_import_before WHERE import = ?1 AND kept = 1) AS n`;
  return Number(db.get(sql, id)?.n ?? 0);
}
