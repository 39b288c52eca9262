// Reads runs: the list, one run with its journal, and the body that began it.
import type { JsonObject } from '../../../../flows/language/document.ts';
import type { AdminQueries } from '../../admin-ops.ts';
import type { Page, RunDetailRow, RunInputRow, RunRow } from '../../admin-rows.ts';
import { getBlob } from '../blobs.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { recordsOfRun } from '../journal-rows.ts';
import { Conditions, numberOrNull, pageOf, text } from './paging.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

/** The columns that `runRow` reads; the source's name where it still exists. */
const RUN =
  'SELECT run.*, COALESCE(source.name, run.source) AS source_name FROM run LEFT JOIN source ON source.id = run.source';

/** Queries about runs, by name. */
export const runQueries: Record<string, QueryRunner> = {
  'run.list': query<Args<'run.list'>>(listRuns),
  'run.detail': query<Args<'run.detail'>>((db, { id }) => runDetail(db, id)),
  'run.input': query<Args<'run.input'>>((db, { id }) => runInput(db, id)),
  'run.status': query<Args<'run.status'>>((db, { run }) => {
    const row = db.get('SELECT state, outcome FROM run WHERE id = ?', run);
    return row ? { run, state: row.state, outcome: row.outcome } : null;
  }),
  'run.lastOfFlows': query<Args<'run.lastOfFlows'>>((db, { flows }) =>
    flows.flatMap((flow) => db.all(`${RUN} WHERE run.flow = ? ORDER BY run.id DESC LIMIT 1`, flow).map(runRow)),
  ),
};

function listRuns(db: Database, args: Args<'run.list'>): Page<RunRow> {
  const conditions = new Conditions()
    .add('run.flow = ?', args.flow)
    .add('run.state = ?', args.state)
    .add('run.outcome = ?', args.outcome)
    .add('run.test = ?', args.test)
    .search(['run.phone', 'run.id', 'run.reason'], args.q)
    .after('run.id < ?', args.after);
  const sql = `${RUN} ${conditions.where} ORDER BY run.id DESC LIMIT ?`;
  const rows = db.all(sql, ...conditions.values, args.limit + 1);
  return pageOf(rows, args.limit, { item: runRow, key: (run) => [run.id] });
}

/** Runs of one lead's number, newest first, at most 50: where a lead was met again. */
export function runsOfLead(db: Database, lead: { run: string; phone: string }): RunRow[] {
  if (lead.phone === '') return db.all(`${RUN} WHERE run.id = ?`, lead.run).map(runRow);
  const sql = `${RUN} WHERE run.id = ? OR run.phone = ? ORDER BY run.id DESC LIMIT 50`;
  return db.all(sql, lead.run, lead.phone).map(runRow);
}

function runDetail(db: Database, id: string): RunDetailRow | null {
  const row = db.get(`${RUN} WHERE run.id = ?`, id);
  if (!row) return null;
  const run = runRow(row);
  const release = db.get('SELECT content FROM release WHERE hash = ?', run.release);
  const content = release ? (JSON.parse(text(release.content)) as JsonObject) : null;
  return { run, records: recordsOfRun(db, id), content };
}

function runInput(db: Database, id: string): RunInputRow | null {
  const row = db.get('SELECT type, body, blob FROM inbox WHERE run = ?', id);
  if (!row) return null;
  const bytes = typeof row.blob === 'string' ? getBlob(db, row.blob) : row.body;
  const body = bytes instanceof Uint8Array ? Buffer.from(bytes) : Buffer.from(text(bytes));
  return { type: text(row.type), body: body.toString('base64') };
}

function runRow(row: Row): RunRow {
  return {
    id: text(row.id),
    flow: text(row.flow),
    version: Number(row.version),
    release: text(row.release),
    source: text(row.source_name),
    test: row.test === 1,
    state: row.state as RunRow['state'],
    outcome: row.outcome as RunRow['outcome'],
    reason: row.reason === null ? null : text(row.reason),
    answered: row.answered === null ? null : row.answered === 1,
    phone: text(row.phone),
    acceptedAt: Number(row.accepted_at),
    finishedAt: numberOrNull(row.finished_at),
  };
}
