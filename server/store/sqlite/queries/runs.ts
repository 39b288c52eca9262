// Reads runs: the list, one run with its journal, and the body that began it.
import type { JsonObject } from '../../../../flows/language/document.ts';
import type { AdminQueries } from '../../admin-ops.ts';
import type { Page } from '../../admin-rows.ts';
import type { RunDetailRow, RunInputRow, RunRow } from '../../admin-run-rows.ts';
import { getBlob } from '../blobs.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { recordsOfRun } from '../journal-rows.ts';
import { numberOrNull, pageOf, text } from './paging.ts';
import { conditionsOf, searchRuns } from './run-search.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

/** The columns that `runRow` reads; the source's name where it still exists. */
const RUN_COLUMNS =
  "run.*, COALESCE((SELECT name FROM source WHERE source.id = run.source), CASE run.source WHEN 'schedule' THEN 'Schedule' ELSE run.source END) AS source_name";
/** Runs as `runRow` reads them. */
export const RUN = `SELECT ${RUN_COLUMNS} FROM run`;

/** Queries about runs, by name. */
export const runQueries: Record<string, QueryRunner> = {
  'run.list': query<Args<'run.list'>>(listRuns),
  'run.ids': query<Args<'run.ids'>>(runIds),
  'run.relatives': query<Args<'run.relatives'>>((db, { id }) => relatives(db, id)),
  'run.detail': query<Args<'run.detail'>>((db, { id }) => runDetail(db, id)),
  'run.input': query<Args<'run.input'>>((db, { id }) => runInput(db, id)),
  'run.lastOfFlows': query<Args<'run.lastOfFlows'>>((db, { flows }) =>
    flows.flatMap((flow) => db.all(`${RUN} WHERE run.flow = ? ORDER BY run.id DESC LIMIT 1`, flow).map(runRow)),
  ),
};

function listRuns(db: Database, args: Args<'run.list'>): Page<RunRow> {
  const { after, limit, turned = false } = args;
  const search = { columns: RUN_COLUMNS, filter: args, after, limit: limit + 1, turned };
  const { rows, stoppedAt } = searchRuns(db, search);
  const page = pageOf(rows, limit, { item: runRow, key: (run) => [run.id] });
  return page.next === null && stoppedAt !== undefined ? { ...page, next: [stoppedAt] } : page;
}

function runIds(db: Database, { filter, after, limit }: Args<'run.ids'>): string[] {
  const conditions = conditionsOf(filter).add('run.id > ?', after);
  const sql = `SELECT run.id FROM run ${conditions.where} ORDER BY run.id LIMIT ?`;
  return db.all(sql, ...conditions.values, limit).map((row) => text(row.id));
}

function relatives(db: Database, id: string): AdminQueries['run.relatives']['result'] {
  const children = db.all(`${RUN} WHERE run.parent = ? ORDER BY run.id LIMIT 1000`, id).map(runRow);
  const made = db.all(`${RUN} WHERE run.from_run = ? ORDER BY run.id LIMIT 100`, id).map(runRow);
  const errorRun = children.find((child) => child.id.startsWith(`${id}._error.`));
  return { children: children.filter((child) => child !== errorRun), made, errorRun: errorRun?.id ?? null };
}

/** Runs that touched a lead, and those of its number, newest first, at most 50: where a lead was met again. */
export function runsOfLead(db: Database, lead: { id: string; run: string; phone: string }): RunRow[] {
  const touched = 'SELECT ?1 AS id UNION SELECT run FROM lead_run WHERE lead = ?2';
  const met = "UNION SELECT id FROM run WHERE phone <> '' AND phone = ?3";
  const sql = `${RUN} WHERE run.id IN (${touched} ${lead.phone === '' ? '' : met}) ORDER BY run.id DESC LIMIT 50`;
  return db.all(sql, lead.run, lead.id, ...(lead.phone === '' ? [] : [lead.phone])).map(runRow);
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

function heldOf(row: Row): NonNullable<RunRow['held']> {
  const call = row.held_call === null ? null : text(row.held_call);
  return { node: text(row.held_node), code: text(row.held_code), call };
}

/** A row of `run`, joined with its source, as the rest of the server knows it. */
export function runRow(row: Row): RunRow {
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
    parent: row.parent === null ? null : text(row.parent),
    from: row.from_run === null ? null : text(row.from_run),
    queue: row.queue === null ? null : text(row.queue),
    dueAt: numberOrNull(row.due_at),
    held: row.held_node === null ? null : heldOf(row),
  };
}
