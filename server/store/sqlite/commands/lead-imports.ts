// Changes imports of leads: how each stands, and its leads, a chunk at a time.
//
// L1  What a chunk makes and how far the import is are one transaction, and a chunk that is not the next one is refused:
//     whoever sends it, and however often, each row has its effect once.
// L2  A lead that is updated is written down first, as it was: nothing is lost that taking back would need.
import { Failure } from '../../../../flows/language/failures.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import { importedId } from '../../ids.ts';
import type { ImportChange, ImportedLead, LeadImportRow } from '../../import-ops.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { hasLeads, importOf } from '../import-rows.ts';
import { rememberLead } from '../lead-before.ts';
import type { Hand } from '../lead-change.ts';
import { metLead } from '../lead-rows.ts';
import { takeBack } from '../lead-take-back.ts';
import { audit } from './audit.ts';
import { type CreateLeadArgs, createLead } from './lead-create.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Leads that an import is forgotten of at once: some milliseconds of the one writer. */
const AT_ONCE = 1000;

/** Commands about imports of leads, by name. */
export const leadImportCommands: Record<string, CommandRunner> = {
  'leadImport.begin': command<Args<'leadImport.begin'>>((db, { id, name, size, etag, by }, { now }) => {
    const sql =
      "INSERT INTO lead_import (id, state, name, size, etag, by_whom, at) VALUES (?, 'receiving', ?, ?, ?, ?, ?)";
    db.run(sql, id, name, size, etag, by, now);
    return theImport(db, id);
  }),
  'leadImport.set': command<Args<'leadImport.set'>>(setImport),
  'leadImport.chunk': command<Args<'leadImport.chunk'>>(takeChunk),
  'leadImport.takeBack': command<Args<'leadImport.takeBack'>>(takeBack),
  'leadImport.forget': command<Args<'leadImport.forget'>>(forget),
  'leadImport.remove': command<Args<'leadImport.remove'>>(removeImport),
};

function theImport(db: Database, id: string): LeadImportRow {
  const found = importOf(db, id);
  if (!found) throw new Failure('NOT_FOUND', { detail: `Import ${id}.` });
  return found;
}

function forget(db: Database, { id, what, by }: Args<'leadImport.forget'>, moment: Moment): LeadImportRow {
  const found = theImport(db, id);
  if (found.state !== 'done' && found.state !== 'cancelled') {
    const detail = `The import is ${found.state}, and may still need it. Cancel it first, or wait until it is over.`;
    throw new Failure('CHANGED_MEANWHILE', { detail });
  }
  if (what !== 'nothing')
    audit(db, moment, { who: by, did: `lead-import.forget-${what}`, what: found.name, detail: id });
  return found;
}

/** The import goes first: what is left of it after a crash is nobody's, and nothing goes on from half of it. */
function removeImport(db: Database, { id, by }: Args<'leadImport.remove'>, moment: Moment): { done: boolean } {
  const found = importOf(db, id);
  if (found && ['importing', 'taking-back', 'paused'].includes(found.state)) {
    throw new Failure('CHANGED_MEANWHILE', { detail: `The import is ${found.state}. Cancel it first.` });
  }
  if (found && hasLeads(db, id)) {
    throw new Failure('IN_USE', { detail: 'Leads of this import are kept; it says where they are from.' });
  }
  // Whose rows are nobody's but a lead's of another import keep that lead: of one that is gone nobody could tell.
  if (found?.state === 'done') {
    throw new Failure('CHANGED_MEANWHILE', { detail: 'What it did is kept. Take it back first.' });
  }
  // Whom an import met that was taken back is no duplicate of anybody: also where nobody knows any more that it was.
  if (found?.state === 'cancelled' && forgetMet(db, id) === AT_ONCE) return { done: false };
  db.run('DELETE FROM lead_import WHERE id = ?', id);
  if (found) audit(db, moment, { who: by, did: 'lead-import.delete', what: found.name, detail: '' });
  const some = 'SELECT lead FROM lead_import_before WHERE import = ?1 ORDER BY lead LIMIT ?2';
  const gone = db.run(`DELETE FROM lead_import_before WHERE import = ?1 AND lead IN (${some})`, id, AT_ONCE);
  if (!found && gone === 0) throw new Failure('NOT_FOUND', { detail: `Import ${id}.` });
  return { done: !db.get('SELECT 1 FROM lead_import_before WHERE import = ? LIMIT 1', id) };
}

function forgetMet(db: Database, id: string): number {
  const some = "SELECT lead FROM lead_met WHERE who = ?1 AND who <> '' LIMIT ?2";
  return db.run(`DELETE FROM lead_met WHERE who = ?1 AND lead IN (${some})`, id, AT_ONCE);
}

const COLUMNS: Record<keyof ImportChange, string> = {
  state: 'state',
  sha256: 'sha256',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  file: 'file',
  settings: 'settings',
  mapping: 'mapping',
  report: 'report',
  says: 'says',
};

function setImport(db: Database, { id, from, change, did, by }: Args<'leadImport.set'>, moment: Moment): LeadImportRow {
  const before = theImport(db, id);
  if (!from.includes(before.state)) {
    throw new Failure('CHANGED_MEANWHILE', { detail: `The import of ${before.name} is ${before.state} by now.` });
  }
  for (const [field, value] of Object.entries(change)) {
    const kept = typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null);
    db.run(`UPDATE lead_import SET ${COLUMNS[field as keyof ImportChange]} = ? WHERE id = ?`, kept, id);
  }
  if (change.state === 'importing' && before.state !== 'paused') {
    db.run("UPDATE lead_import SET done = 0, counts = '{}', left_bytes = 0, left_rows = '[]' WHERE id = ?", id);
  }
  if (did) audit(db, moment, { who: by, did, what: before.name, detail: id });
  return theImport(db, id);
}

type Taken = AdminCommands['leadImport.chunk']['result'];

function takeChunk(db: Database, chunk: Args<'leadImport.chunk'>, moment: Moment): Taken {
  const { id, from, to, more, leftBytes } = chunk;
  const found = theImport(db, id);
  const { settings, startedAt, state, done } = found;
  if (state !== 'importing' || done !== from || !settings || startedAt === null) {
    throw new Failure('CHANGED_MEANWHILE', { detail: `The import is ${state}, and ${done} rows of it are done.` });
  }
  const counts = { ...found.counts };
  for (const key of ['unreadable', 'onDnc', 'failed'] as const) counts[key] += more[key];
  const { list, status, source, region, onDuplicate, scope, scopeOf } = settings;
  const hand: Hand = { who: `import:${found.name}`, run: null, brought: 'imported', import: id };
  const same = { list, status, source, region, onDuplicate, scope, scopeOf, flow: '', run: '', hand };
  const duplicates: number[] = [];
  for (const { row, ...lead } of JSON.parse(chunk.leads) as ImportedLead[]) {
    const given = { ...same, ...lead, id: importedId(startedAt, { import: id, row }), import: id };
    const did = takeRow(db, given, moment);
    counts[did] += 1;
    if (did === 'duplicates') duplicates.push(row);
  }
  const sql = 'UPDATE lead_import SET done = ?, counts = ?, left_bytes = ?, left_rows = ? WHERE id = ?';
  db.run(sql, to, JSON.stringify(counts), leftBytes, JSON.stringify(duplicates), id);
  return { done: to, duplicates };
}

/** Makes or changes the lead of one row. One that an earlier try made and somebody changed since is there already. */
function takeRow(
  db: Database,
  given: CreateLeadArgs & { id: string; import: string },
  moment: Moment,
): 'created' | 'updated' | 'duplicates' {
  const { import: id, ...lead } = given;
  if (db.get('SELECT 1 FROM lead WHERE id = ?', lead.id)) return 'duplicates';
  const existing =
    lead.onDuplicate === 'update' || lead.onDuplicate === 'merge' ? metLead(db, lead.phone.e164, lead) : undefined;
  const before = existing === undefined ? undefined : db.get('SELECT * FROM lead WHERE id = ?', existing);
  const { did, leadId } = createLead(db, lead, moment);
  if (did === 'created') db.run('UPDATE lead SET import = ? WHERE id = ?', id, leadId);
  if (did === 'updated' && before) rememberLead(db, { import: id, before }, moment.now);
  return did === 'created' || did === 'updated' ? did : 'duplicates';
}
