// What a step changes in the database, exactly once: leads and DNC entries.
import { randomBytes } from 'node:crypto';
import { Failure } from '../../../../flows/language/failures.ts';
import type { JournalRecord } from '../../../run/records.ts';
import type { StoredCallback, StoredRun } from '../../ports.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { addDnc, type DncEntryArgs } from '../dnc-rows.ts';
import { keptRecords, recordsOfRun, storedRun } from '../journal-rows.ts';
import { endReservations, type TakeArgs, takeReservation } from '../reservation-rows.ts';
import { countIncident, writeState } from '../run-rows.ts';
import { type CreateLeadArgs, createLead, noteMet } from './lead-create.ts';

/** What a probe writes: a disk with room for it has room for some leads. */
const PROBE_BYTES = 256 * 1024;

/** Callbacks of one address that are kept: whoever has it could fill the disk. */
const MOST_CALLBACKS = 1000;

/** The commands that a run's steps may give; their records are written beside them. */
export const engineCommands: Record<string, CommandRunner> = {
  'lead.create': command<CreateLeadArgs>(createLead),
  'lead.met': command<{ lead: string }>((db, { lead }) => {
    noteMet(db, lead, undefined);
    return db.get('SELECT 1 FROM lead WHERE id = ?', lead) !== undefined;
  }),
  'reservation.take': command<TakeArgs>(takeReservation),
  'callback.keep': command<{ run: string; node: string; callback: StoredCallback }>(keepCallback),
  'run.load': command<{ run: string; only?: 'held' }>((db, { run, only }, { now }) =>
    only !== undefined && !db.get('SELECT 1 FROM run WHERE id = ? AND state = ?', run, only)
      ? undefined
      : loadRun(db, run, now),
  ),
  'run.endUnread': command<{ run: string; by: string }>(endUnread),
  'store.probe': command<object>((db) => {
    const sql = "INSERT INTO meta (key, value) VALUES ('probe', ?) ON CONFLICT DO UPDATE SET value = excluded.value";
    db.run(sql, randomBytes(PROBE_BYTES / 2).toString('hex'));
  }),
  'dnc.add': command<DncEntryArgs>(addDnc),
};

/**
 * Late where the run has ended or has passed the node. A run that waits is due at once, whether anybody wakes it or not;
 * `wake` says whether it is worth it: one that is held, or in a queue, waits for something else.
 */
function keepCallback(
  db: Database,
  { run, node, callback }: { run: string; node: string; callback: StoredCallback },
  { now }: Moment,
): { late: boolean; wake: boolean } {
  const row = db.get('SELECT state, queue FROM run WHERE id = ?', run);
  if (!row) throw new Failure('NOT_FOUND', { detail: 'There is no run with this id.' });
  const seq = Number(db.get('SELECT count(*) AS n FROM callback WHERE run = ? AND node = ?', run, node)?.n ?? 0) + 1;
  if (seq > MOST_CALLBACKS) throw new Failure('CALLBACKS_FULL', { detail: `${MOST_CALLBACKS} are kept.` });
  const late = row.state === 'finished' || recordsOfRun(db, run).some((record) => isPast(record, node));
  const { at, type, body, value, query } = callback;
  const read = value === body ? null : JSON.stringify(value);
  const sql =
    'INSERT INTO callback (run, node, seq, at, type, body, value, query, late) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';
  db.run(sql, run, node, seq, at, type, body, read, JSON.stringify(query), Number(late));
  if (!late) db.run("UPDATE run SET due_at = ? WHERE id = ? AND state = 'waiting' AND queue IS NULL", now, run);
  return { late, wake: !late && (row.state === 'running' || (row.state === 'waiting' && row.queue === null)) };
}

/** Whether the record says that the wait of a node is over. */
function isPast(record: JournalRecord, node: string): boolean {
  if (record.t === 'step') return record.node === node;
  return record.t === 'called-back' && record.call.slice(0, record.call.lastIndexOf('.')) === node;
}

function loadRun(db: Database, run: string, now: number): StoredRun | undefined {
  const wasHeld = db.get("SELECT 1 FROM run WHERE id = ? AND state = 'held'", run) !== undefined;
  const sql =
    "UPDATE run SET epoch = epoch + 1, state = 'running', due_at = NULL, queue = NULL WHERE id = ? AND state <> 'finished'";
  if (db.run(sql, run) === 0) return undefined;
  const row = db.get('SELECT * FROM run WHERE id = ?', run);
  try {
    const stored = row && storedRun(db, row);
    if (stored && stored.records[0]?.t !== 'accepted') throw new Error('It does not begin with an accepted lead.');
    return stored;
  } catch (error) {
    // Tried again it would be as unreadable; a person must look.
    const reason = `The journal of this run cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    const held =
      "UPDATE run SET state = 'held', reason = ?, held_node = '', held_code = 'JOURNAL_DIVERGED', held_call = NULL WHERE id = ?";
    db.run(held, reason, run);
    const place = { flow: String(row?.flow ?? ''), node: '', code: 'JOURNAL_DIVERGED', about: '' };
    // Of one that was held already somebody was told.
    if (row?.test !== 1 && !wasHeld)
      countIncident(db, { run, incident: { kind: 'held', ...place, says: reason } }, now);
    return undefined;
  }
}

/** What can be read of its journal stays; that it was cancelled, and by whom, is added. */
function endUnread(db: Database, { run, by }: { run: string; by: string }, { now }: Moment): boolean {
  const unread = "id = ? AND state = 'held' AND held_node = '' AND held_code = 'JOURNAL_DIVERGED'";
  const row = db.get(`SELECT epoch FROM run WHERE ${unread}`, run);
  if (!row) return false;
  const end = { outcome: 'cancelled', reason: `Cancelled by ${by}.` } as const;
  const records: JournalRecord[] = [
    { t: 'cancel', at: now, by },
    { t: 'finished', at: now, ...end },
  ];
  const sql = 'INSERT INTO journal (run, epoch, at, records) VALUES (?, ?, ?, ?)';
  db.run(sql, run, Number(row.epoch), now, keptRecords(db, [JSON.stringify(records).slice(1, -1)], now));
  writeState(db, run, { state: 'finished', finishedAt: now, ...end });
  endReservations(db, run, end);
  return true;
}
