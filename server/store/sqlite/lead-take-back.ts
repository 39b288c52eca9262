// Takes back what an import did to leads, a part at a time: what it made goes, what it changed is again as it was before.
//
// T1  What somebody has changed since stays as it is, and so does a lead that others came as duplicates of; it is counted.
// T2  Numbers that a status of the import put on a DNC list stay there: nobody is called for a file that was a mistake.
// T3  Who takes it up again after a crash begins anew: what is done is done, and what stays is counted once more.
import { Failure } from '../../../flows/language/failures.ts';
import type { AdminCommands } from '../admin-ops.ts';
import type { ImportCounts, TakenFrom } from '../import-ops.ts';
import type { Database, Moment, Row } from './database.ts';
import { importOf } from './import-rows.ts';
import { BY_NO_OTHER, CHANGED_BETWEEN } from './lead-before.ts';
import { externalIdsOf, flagsOf, indexExternalIds, indexFlags } from './lead-change.ts';
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
  if (from.what === 'made' && from.after === '') counts.kept = 0;
  const next = from.what === 'changed' ? putBack(db, part, counts) : removeMade(db, part, counts);
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

/**
 * Of whom somebody else's lead was counted a duplicate. One that came with an import counts until that is taken back itself;
 * only then can the import be forgotten.
 */
const MET = `EXISTS (SELECT 1 FROM lead_met m LEFT JOIN lead_import i ON i.id = m.who
    WHERE m.lead = lead.id AND (m.who = '' OR i.state <> 'cancelled'))`;

function removeMade(db: Database, { id, after, limit }: Part, counts: ImportCounts): { from: TakenFrom } {
  const sql = `SELECT lead.id, lead.flags, lead.external_ids, COALESCE(b.was, '') = '' AND NOT ${MET}
      AND lead.updated_at = COALESCE(b.updated_at, lead.created_at) AND ${BY_NO_OTHER} AS same FROM lead
    LEFT JOIN lead_import_before b ON b.import = lead.import AND b.lead = lead.id
    WHERE lead.import = ? AND lead.id > ? ORDER BY lead.id LIMIT ?`;
  const rows = db.all(sql, id, id, after, limit);
  for (const row of rows) {
    if (row.same === 1) removeLead(db, id, row);
    counts[row.same === 1 ? 'removed' : 'kept'] += 1;
  }
  if (rows.length < limit) return { from: { what: 'changed', after: '' } };
  return { from: { what: 'made', after: String(rows.at(-1)?.id) } };
}

function removeLead(db: Database, id: string, row: Row): void {
  const lead = String(row.id);
  indexFlags(db, lead, { before: flagsOf(row), after: [] });
  indexExternalIds(db, lead, { before: externalIdsOf(row), after: [] });
  for (const table of ['lead_history', 'lead_run', 'lead_met']) db.run(`DELETE FROM ${table} WHERE lead = ?`, lead);
  db.run('DELETE FROM lead WHERE id = ?', lead);
  db.run('DELETE FROM lead_import_before WHERE import = ? AND lead = ?', id, lead);
}

function putBack(db: Database, part: Part, counts: ImportCounts): { from?: TakenFrom } {
  const { id, after, limit } = part;
  const sql = `SELECT b.lead, b.was, b.kept, lead.import IS b.import AS own,
      lead.updated_at = b.updated_at AND ${BY_NO_OTHER} AS same FROM lead_import_before b
    LEFT JOIN lead ON lead.id = b.lead WHERE b.import = ? AND b.lead > ? ORDER BY b.lead LIMIT ?`;
  const rows = db.all(sql, id, id, after, limit);
  for (const row of rows) {
    // A lead that the import made itself was nothing before.
    if (row.was === '') continue;
    if (row.same === 1) restore(db, row, part);
    // It was counted as one that the import made.
    if (row.own === 1) continue;
    counts[row.same === 1 && row.kept !== CHANGED_BETWEEN ? 'putBack' : 'kept'] += 1;
    const kept = 'UPDATE lead_import_before SET kept = 1 WHERE import = ? AND lead = ?';
    if (row.same !== 1 && row.kept === 0) db.run(kept, id, String(row.lead));
  }
  return rows.length < limit ? {} : { from: { what: 'changed', after: String(rows.at(-1)?.lead) } };
}

/** The row as it was, and what it is found by. Of one that somebody changed between two rows it is noted that it stays so. */
function restore(db: Database, row: Row, { id: from, name, now }: Part): void {
  const lead = String(row.lead);
  const { id: _id, ...was } = JSON.parse(String(row.was)) as Row;
  const is = db.get('SELECT flags, external_ids FROM lead WHERE id = ?', lead) ?? {};
  const columns = Object.keys(was).map((column) => `${column} = ?`);
  db.run(`UPDATE lead SET ${columns.join(', ')} WHERE id = ?`, ...Object.values(was), lead);
  indexFlags(db, lead, { before: flagsOf(is), after: flagsOf(was) });
  indexExternalIds(db, lead, { before: externalIdsOf(is), after: externalIdsOf(was) });
  const told = { lead, who: `import:${name}`, run: null, at: now, import: from };
  noteDifferences(db, told, [{ did: 'imported', before: '', after: 'Put back: the import was cancelled.' }]);
  const sql =
    row.kept === CHANGED_BETWEEN
      ? 'UPDATE lead_import_before SET updated_at = -1, kept = 1 WHERE import = ? AND lead = ?'
      : 'DELETE FROM lead_import_before WHERE import = ? AND lead = ?';
  db.run(sql, from, lead);
}
