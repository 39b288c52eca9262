// Reads DNC lists and their numbers, and validation lists and their entries.
import type { AdminQueries } from '../../admin-ops.ts';
import type { DncRow, ListRow, Page } from '../../admin-rows.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { listNamed } from './leads.ts';
import { Conditions, pageOf, text } from './paging.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

const LIST = 'SELECT l.*, (SELECT count(*) FROM value_list_entry e WHERE e.list = l.slug) AS entries FROM value_list l';

/** Queries about DNC and validation lists, by name. */
export const listQueries: Record<string, QueryRunner> = {
  'dncList.list': query<Args<'dncList.list'>>((db, args) => listNamed(db, 'dnc_list', args)),
  'dnc.list': query<Args<'dnc.list'>>(listDnc),
  'dnc.hits': query<Args<'dnc.hits'>>((db, { numbers }) =>
    numbers.flatMap((number) => db.all('SELECT * FROM dnc WHERE number = ? ORDER BY list', number).map(dncRow)),
  ),
  'list.list': query<Args<'list.list'>>(listLists),
  'list.detail': query<Args<'list.detail'>>((db, { slug }) => listDetail(db, slug)),
  'list.entries': query<Args<'list.entries'>>(listEntries),
};

/** Newest first; rows of one millisecond by number and list, which is the order of the index. Turned, all of that is. */
function listDnc(db: Database, args: Args<'dnc.list'>): Page<DncRow> {
  const { list, q, entries, turned = false, byNumber = false, limit } = args;
  const [down, up, less, more] = turned ? ['', 'DESC', '>', '<'] : ['DESC', '', '<', '>'];
  const keys = entries?.map((entry) => `${entry.list} ${entry.number}`);
  const conditions = new Conditions()
    .add('list = ?', list)
    .add("list || ' ' || number IN (SELECT value FROM json_each(?))", keys ? JSON.stringify(keys) : null)
    .search(['number', 'reason'], q);
  if (args.after) {
    const [at = 0, number = '', name = ''] = args.after;
    if (byNumber) conditions.add(`(number, list) ${more} (?, ?)`, number, name);
    else conditions.add(`at ${less}= ? AND (at ${less} ? OR (number, list) ${more} (?, ?))`, at, at, number, name);
  }
  const order = byNumber ? `number ${up}, list ${up}` : `at ${down}, number ${up}, list ${up}`;
  const rows = db.all(
    `SELECT * FROM dnc ${conditions.where} ORDER BY ${order} LIMIT ?`,
    ...conditions.values,
    limit + 1,
  );
  return pageOf(rows, limit, { item: dncRow, key: ({ at, number, list }) => [at, number, list] });
}

/** One DNC row as the API reads it. */
export function dncRow(row: Row): DncRow {
  const { list, number, reason, origin } = row;
  return { list: text(list), number: text(number), reason: text(reason), origin: text(origin), at: Number(row.at) };
}

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
