// Reads validation lists and their entries.
import type { AdminQueries } from '../../admin-ops.ts';
import type { ListRow, Page } from '../../admin-rows.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { Conditions, pageOf, text } from './paging.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

const LIST = 'SELECT l.*, (SELECT count(*) FROM value_list_entry e WHERE e.list = l.slug) AS entries FROM value_list l';

/** Queries about validation lists, by name. */
export const listQueries: Record<string, QueryRunner> = {
  'list.list': query<Args<'list.list'>>(listLists),
  'list.detail': query<Args<'list.detail'>>((db, { slug }) => listDetail(db, slug)),
  'list.entries': query<Args<'list.entries'>>(listEntries),
};

function listLists(db: Database, args: Args<'list.list'>): Page<ListRow> {
  const conditions = new Conditions()
    .search(['l.slug', 'l.name', 'l.description'], args.q)
    .after('l.slug > ?', args.after);
  const rows = db.all(`${LIST} ${conditions.where} ORDER BY l.slug LIMIT ?`, ...conditions.values, args.limit + 1);
  return pageOf(rows, args.limit, { item: listRow, key: ({ slug }) => [slug] });
}

/** A validation list with how many entries it has, or null. */
export function listDetail(db: Database, slug: string): ListRow | null {
  const row = db.get(`${LIST} WHERE l.slug = ?`, slug);
  return row ? listRow(row) : null;
}

function listRow(row: Row): ListRow {
  return {
    slug: text(row.slug),
    name: text(row.name),
    description: text(row.description),
    version: Number(row.version),
    entries: Number(row.entries),
    updatedAt: Number(row.updated_at),
  };
}

function listEntries(db: Database, args: Args<'list.entries'>): Page<{ entry: string }> {
  const conditions = new Conditions()
    .add('list = ?', args.slug)
    .search(['entry'], args.q)
    .after('folded > ?', args.after);
  const sql = `SELECT entry, folded FROM value_list_entry ${conditions.where} ORDER BY folded LIMIT ?`;
  const page = pageOf(db.all(sql, ...conditions.values, args.limit + 1), args.limit, {
    item: (row: Row) => ({ entry: text(row.entry), folded: text(row.folded) }),
    key: ({ folded }) => [folded],
  });
  return { items: page.items.map(({ entry }) => ({ entry })), next: page.next };
}
