// Reads validation lists, their values, and what their versions held.
import type { ListFound } from '../../../../flows/language/list-look.ts';
import type { Page } from '../../admin-rows.ts';
import type { ListQueries, ListRow, ListVersionDetailRow, ListVersionRow } from '../../list-ops.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { ENTRIES_AT, LIST_ROWS, listDetail, listLooks, listRow, newestVersion, versionRow } from '../list-reads.ts';
import { Conditions, pageOf, text } from './paging.ts';

type Args<N extends keyof ListQueries> = ListQueries[N]['args'];

/** Values of a version that are shown as having come or gone; the counts say how many there are. */
const SHOWN = 100;

/** Queries about validation lists, by name. */
export const valueListQueries: Record<string, QueryRunner> = {
  'list.list': query<Args<'list.list'>>(listLists),
  'list.detail': query<Args<'list.detail'>>((db, { slug }) => listDetail(db, slug)),
  'list.entries': query<Args<'list.entries'>>((db, args) => {
    const conditions = new Conditions().add('list = ?', args.slug);
    return entriesOf(db, { from: 'value_list_entry', values: [], conditions }, args);
  }),
  'list.look': query<Args<'list.look'>>((db, { slug, value }): ListFound | null => listLooks(db)(slug, value) ?? null),
  'list.versions': query<Args<'list.versions'>>(listVersions),
  'list.version': query<Args<'list.version'>>(versionDetail),
  'list.entriesAt': query<Args<'list.entriesAt'>>((db, args) => {
    const { slug, version } = args;
    const values = [slug, version, slug, version, version];
    return entriesOf(db, { from: `(${ENTRIES_AT})`, values, conditions: new Conditions() }, args);
  }),
};

function listLists(db: Database, args: Args<'list.list'>): Page<ListRow> {
  const conditions = new Conditions()
    .search(['l.slug', 'l.name', 'l.description'], args.q)
    .after('l.slug > ?', args.after);
  const rows = db.all(`${LIST_ROWS} ${conditions.where} ORDER BY l.slug LIMIT ?`, ...conditions.values, args.limit + 1);
  return pageOf(rows, args.limit, { item: listRow, key: ({ slug }) => [slug] });
}

interface EntrySource {
  from: string;
  /** What `from` takes. */
  values: (string | number)[];
  conditions: Conditions;
}

function entriesOf(
  db: Database,
  { from, values, conditions }: EntrySource,
  { q, after, limit }: Omit<Args<'list.entries'>, 'slug'>,
): Page<{ entry: string }> {
  conditions.search(['entry'], q).after('folded > ?', after);
  const sql = `SELECT entry, folded FROM ${from} ${conditions.where} ORDER BY folded LIMIT ?`;
  const page = pageOf(db.all(sql, ...values, ...conditions.values, limit + 1), limit, {
    item: (row: Row) => ({ entry: text(row.entry), folded: text(row.folded) }),
    key: ({ folded }) => [folded],
  });
  return { items: page.items.map(({ entry }) => ({ entry })), next: page.next };
}

function listVersions(db: Database, { slug, after, limit }: Args<'list.versions'>): Page<ListVersionRow> {
  const conditions = new Conditions().add('list = ?', slug).after('version < ?', after);
  const sql = `SELECT * FROM value_list_version ${conditions.where} ORDER BY version DESC LIMIT ?`;
  const newest = newestVersion(db, slug);
  return pageOf(db.all(sql, ...conditions.values, limit + 1), limit, {
    item: (row) => versionRow(row, newest),
    key: ({ version }) => [version],
  });
}

function versionDetail(db: Database, { slug, version }: Args<'list.version'>): ListVersionDetailRow | null {
  const row = db.get('SELECT * FROM value_list_version WHERE list = ? AND version = ?', slug, version);
  if (!row) return null;
  const came = `SELECT entry, folded FROM value_list_entry WHERE list = ? AND since = ?
    UNION ALL SELECT entry, folded FROM value_list_past WHERE list = ? AND since = ? ORDER BY folded LIMIT ?`;
  const went = 'SELECT entry FROM value_list_past WHERE list = ? AND until = ? ORDER BY folded LIMIT ?';
  return {
    ...versionRow(row, newestVersion(db, slug)),
    came: db.all(came, slug, version, slug, version, SHOWN).map(entryOf),
    went: db.all(went, slug, version, SHOWN).map(entryOf),
  };
}

function entryOf(row: Row): string {
  return text(row.entry);
}
