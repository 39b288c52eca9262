// Reads sources, and who published what.
import type { AdminQueries } from '../../admin-ops.ts';
import type { Page, PublicationRow, SourceRow } from '../../admin-rows.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { Conditions, numberOrNull, pageOf, text } from './paging.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

/** With when it last sent, and how it is paused. */
const SOURCE = `SELECT s.*, (SELECT r.accepted_at FROM run r WHERE r.source = s.id ORDER BY r.id DESC LIMIT 1) AS last_run_at,
  (SELECT p.mode FROM pause p WHERE p.kind = 'source' AND p.key = s.id) AS paused FROM source s`;

/** Queries about sources and publications, by name. */
export const sourceQueries: Record<string, QueryRunner> = {
  'source.list': query<Args<'source.list'>>(listSources),
  'source.detail': query<Args<'source.detail'>>((db, { id }) => sourceById(db, id)),
  'publication.list': query<Args<'publication.list'>>(listPublications),
};

function listSources(db: Database, args: Args<'source.list'>): Page<SourceRow> {
  const conditions = new Conditions().search(['s.name', 's.flow'], args.q);
  if (args.after) conditions.add('(s.name, s.id) > (?, ?)', args.after[0] ?? '', args.after[1] ?? '');
  const rows = db.all(
    `${SOURCE} ${conditions.where} ORDER BY s.name, s.id LIMIT ?`,
    ...conditions.values,
    args.limit + 1,
  );
  return pageOf(rows, args.limit, { item: sourceRow, key: ({ name, id }) => [name, id] });
}

/** One source, or null. Never its key or secret. */
export function sourceById(db: Database, id: string): SourceRow | null {
  const row = db.get(`${SOURCE} WHERE s.id = ?`, id);
  return row ? sourceRow(row) : null;
}

function sourceRow(row: Row): SourceRow {
  return {
    id: text(row.id),
    name: text(row.name),
    flow: text(row.flow),
    auth: row.auth === 'hmac' ? 'hmac' : 'key',
    keyHint: text(row.key_hint),
    region: text(row.region),
    paused: row.paused === null ? null : (row.paused as SourceRow['paused']),
    pending: row.pending as SourceRow['pending'],
    ratePerMinute: numberOrNull(row.rate_per_minute),
    test: row.test === 1,
    createdAt: Number(row.created_at),
    lastRunAt: numberOrNull(row.last_run_at),
  };
}

function listPublications(db: Database, args: Args<'publication.list'>): Page<PublicationRow> {
  const conditions = new Conditions().add('p.flow = ?', args.flow).after('p.id < ?', args.after);
  // What an earlier flow of the same slug published, since deleted, is not this one's.
  const sql = `SELECT p.* FROM publication p JOIN flow f ON f.slug = p.flow AND p.at >= f.created_at
    ${conditions.where} ORDER BY p.id DESC LIMIT ?`;
  const page = pageOf(db.all(sql, ...conditions.values, args.limit + 1), args.limit, {
    item: (row: Row) => ({ id: Number(row.id), row: publicationRow(row) }),
    key: ({ id }) => [id],
  });
  return { items: page.items.map(({ row }) => row), next: page.next };
}

function publicationRow(row: Row): PublicationRow {
  const release = row.release === null ? null : text(row.release);
  return {
    version: numberOrNull(row.version),
    release,
    by: text(row.by_whom),
    at: Number(row.at),
    note: text(row.note),
  };
}
