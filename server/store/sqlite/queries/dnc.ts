// Reads DNC lists and the numbers kept on them as rows.
import type { Page } from '../../admin-rows.ts';
import type { DncListRow, DncQueries, DncRow } from '../../dnc-ops.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { ERASED_WITH, erasedTimes, segmentOf, settingsOf } from '../dnc-rows.ts';
import { Conditions, numberOrNull, pageOf, text } from './paging.ts';

type Args<N extends keyof DncQueries> = DncQueries[N]['args'];

const LIST = `SELECT l.*, s.id, s.count, s.region, s.calling_code, s.file, s.reason, s.purpose, s.origin, s.at,
  (SELECT count(*) FROM dnc d WHERE d.list = l.slug) AS entries,
  (SELECT count(*) FROM dnc_erased e WHERE e.list = l.slug) AS erased
  FROM dnc_list l LEFT JOIN dnc_segment s ON s.list = l.slug`;

/** Queries about DNC lists and numbers, by name. */
export const dncQueries: Record<string, QueryRunner> = {
  'dncList.list': query<Args<'dncList.list'>>((db, args) => {
    const conditions = new Conditions().search(['l.slug', 'l.name'], args.q).after('l.slug > ?', args.after);
    const rows = db.all(`${LIST} ${conditions.where} ORDER BY l.slug LIMIT ?`, ...conditions.values, args.limit + 1);
    return pageOf(rows, args.limit, { item: listRow, key: ({ slug }) => [slug] });
  }),
  'dncList.detail': query<Args<'dncList.detail'>>((db, { slug }) => {
    const row = db.get(`${LIST} WHERE l.slug = ?`, slug);
    return row ? listRow(row) : null;
  }),
  'dnc.list': query<Args<'dnc.list'>>(listDnc),
  'dnc.erased': query<Args<'dnc.erased'>>((db) => ({
    hashes: db.all('SELECT DISTINCT hash FROM dnc_erased').map((row) => String(row.hash)),
    key: String(db.get('SELECT value FROM meta WHERE key = ?', ERASED_WITH)?.value ?? ''),
    times: erasedTimes(db),
  })),
};

function listRow(row: Row): DncListRow {
  return {
    ...settingsOf(row),
    entries: Number(row.entries),
    erased: Number(row.erased),
    segment: segmentOf(row),
  };
}

/** Newest first; rows of one millisecond by number and list, which is the order of the index. Turned, all of that is. */
function listDnc(db: Database, args: Args<'dnc.list'>): Page<DncRow> {
  const { list, q, entries, turned = false, byNumber = false, limit } = args;
  const [down, up, less, more] = turned ? ['', 'DESC', '>', '<'] : ['DESC', '', '<', '>'];
  const keys = entries?.map((entry) => `${entry.list} ${entry.number}`);
  const conditions = new Conditions()
    .add('list NOT IN (SELECT list FROM dnc_gone)')
    .add('list = ?', list)
    .add("list || ' ' || number IN (SELECT value FROM json_each(?))", keys ? JSON.stringify(keys) : null)
    .search(['number', 'reason', 'purpose'], q);
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
  const { list, number, reason, purpose, origin } = row;
  return {
    list: text(list),
    number: text(number),
    reason: text(reason),
    purpose: text(purpose),
    origin: text(origin),
    at: Number(row.at),
    expiresAt: numberOrNull(row.expires_at),
  };
}
