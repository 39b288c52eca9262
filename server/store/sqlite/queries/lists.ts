// Reads DNC lists and their numbers.
import type { AdminQueries } from '../../admin-ops.ts';
import type { DncRow, Page } from '../../admin-rows.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { listNamed } from './leads.ts';
import { Conditions, pageOf, text } from './paging.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

/** Queries about DNC lists, by name. */
export const listQueries: Record<string, QueryRunner> = {
  'dncList.list': query<Args<'dncList.list'>>((db, args) => listNamed(db, 'dnc_list', args)),
  'dnc.list': query<Args<'dnc.list'>>(listDnc),
  'dnc.hits': query<Args<'dnc.hits'>>((db, { numbers }) =>
    numbers.flatMap((number) => db.all('SELECT * FROM dnc WHERE number = ? ORDER BY list', number).map(dncRow)),
  ),
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
