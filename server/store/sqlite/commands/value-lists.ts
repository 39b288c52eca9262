// Changes of validation lists; each that changes something makes a version, whose values can be told for as long as they are kept.
import { Failure } from '../../../../flows/language/failures.ts';
import { isSame } from '../../../../flows/language/json.ts';
import { folded } from '../../../../flows/language/list-fold.ts';
import { hasNoRules } from '../../../../flows/language/list-rules.ts';
import { type ListRules, NO_RULES } from '../../../../flows/language/list-rules-read.ts';
import type { ListCommands, ListDeed, ListRow } from '../../list-ops.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { ENTRIES_AT, listDetail, newestVersion, oldestKept, rulesOf, versionRow } from '../list-reads.ts';
import { audit } from './audit.ts';

type Args<N extends keyof ListCommands> = ListCommands[N]['args'];

/** Commands about validation lists, by name. */
export const valueListCommands: Record<string, CommandRunner> = {
  'list.create': command<Args<'list.create'>>(createList),
  'list.change': command<Args<'list.change'>>(changeList),
  'list.setRules': command<Args<'list.setRules'>>(setRules),
  'list.addEntries': command<Args<'list.addEntries'>>((db, { slug, values, by }, moment) => {
    const list = existing(db, slug);
    const added = addEntries(db, { list: slug, since: list.version + 1 }, values);
    noteVersion(db, list, { moment, by, did: 'add', added });
    audit(db, moment, { who: by, did: 'list.add', what: slug, detail: `${added} entries.` });
    return { added };
  }),
  'list.removeEntries': command<Args<'list.removeEntries'>>((db, { slug, values, by }, moment) => {
    const list = existing(db, slug);
    const removed = removeEntries(db, { list: slug, until: list.version + 1 }, values);
    noteVersion(db, list, { moment, by, did: 'remove', removed });
    audit(db, moment, { who: by, did: 'list.remove-entries', what: slug, detail: `${removed} entries.` });
    return { removed };
  }),
  'list.replaceEntries': command<Args<'list.replaceEntries'>>((db, { slug, values, by }, moment) => {
    const list = existing(db, slug);
    const counts = replaceEntries(db, list, values);
    noteVersion(db, list, { moment, by, did: 'replace', ...counts });
    audit(db, moment, { who: by, did: 'list.replace-entries', what: slug, detail: countsInWords(counts) });
    return counts;
  }),
  'list.restore': command<Args<'list.restore'>>(restore),
  'list.confirm': command<Args<'list.confirm'>>((db, { slug, by }, moment) => {
    existing(db, slug);
    db.run('UPDATE value_list SET checked_at = ? WHERE slug = ?', moment.now, slug);
    audit(db, moment, { who: by, did: 'list.confirm', what: slug, detail: '' });
    return existing(db, slug);
  }),
  'list.remove': command<Args<'list.remove'>>((db, { slug, usedBy = [], by }, moment) => {
    const list = existing(db, slug);
    const { removed } = replaceEntries(db, list, []);
    noteVersion(db, list, { moment, by, did: 'delete', removed, always: true });
    db.run('DELETE FROM value_list WHERE slug = ?', slug);
    const users = usedBy.length === 0 ? '' : ` Used by ${usedBy.join(', ')}.`;
    audit(db, moment, { who: by, did: 'list.remove', what: slug, detail: `${removed} entries.${users}` });
    return null;
  }),
};

/** A list that takes the name of one that is gone goes on from its versions: a number never means two contents. */
function createList(db: Database, args: Args<'list.create'>, moment: Moment): ListRow {
  const { slug, name, description, limitDays = 0, values, rules = NO_RULES, by } = args;
  const version = newestVersion(db, slug) + 1;
  const sql = `INSERT INTO value_list (slug, name, description, version, updated_at, checked_at, limit_days, rules)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  const { now } = moment;
  if (db.run(sql, slug, name, description, version - 1, now, now, limitDays, textOf(rules)) === 0) {
    throw new Failure('ALREADY_EXISTS', { detail: `Validation list ${slug}.` });
  }
  const added = addEntries(db, { list: slug, since: version }, values);
  noteVersion(db, existing(db, slug), { moment, by, did: 'create', added, always: true });
  audit(db, moment, { who: by, did: 'list.create', what: slug, detail: `${added} entries.` });
  return existing(db, slug);
}

function changeList(db: Database, args: Args<'list.change'>, moment: Moment): ListRow {
  const { slug, name, description, limitDays, by } = args;
  const list = existing(db, slug);
  const set = 'UPDATE value_list SET name = ?, description = ?, limit_days = ? WHERE slug = ?';
  db.run(set, name, description, limitDays, slug);
  const changes = [
    ...(list.name === name ? [] : [`Name: ${name}.`]),
    ...(list.description === description ? [] : [`Purpose: ${description}`]),
    ...(list.limitDays === limitDays ? [] : [`Limit: ${limitDays === 0 ? 'none' : `${limitDays} days`}.`]),
  ];
  if (changes.length > 0) {
    // How old its contents are does not change with its name.
    noteVersion(db, list, { moment, by, did: 'rename', detail: changes.join(' '), always: true, sameAge: true });
  }
  audit(db, moment, { who: by, did: 'list.change', what: slug, detail: changes.join(' ') });
  return existing(db, slug);
}

function setRules(db: Database, { slug, rules, version, by }: Args<'list.setRules'>, moment: Moment): ListRow {
  const list = existing(db, slug);
  if (version !== list.version) assertSameRules(db, list, version);
  db.run('UPDATE value_list SET rules = ? WHERE slug = ?', textOf(rules), slug);
  const detail = `Rows of which all hold: ${rules.all.length}; of which any holds: ${rules.any.length}.`;
  noteVersion(db, list, { moment, by, did: 'rules', detail, always: !isSame(rules, list.rules) });
  audit(db, moment, { who: by, did: 'list.rules', what: slug, detail });
  return existing(db, slug);
}

/** Values that came or went meanwhile are no clash with rules. */
function assertSameRules(db: Database, list: ListRow, version: number): void {
  const sql = 'SELECT rules FROM value_list_version WHERE list = ? AND version = ?';
  const row = db.get(sql, list.slug, version);
  if (row && isSame(rulesOf(row.rules), list.rules)) return;
  const detail = `The list ${list.slug} is at version ${list.version}, with other rules than version ${version}.`;
  throw new Failure('CHANGED_MEANWHILE', { detail });
}

function restore(db: Database, { slug, version, by }: Args<'list.restore'>, moment: Moment): ListRow {
  const list = existing(db, slug);
  const row = db.get('SELECT * FROM value_list_version WHERE list = ? AND version = ?', slug, version);
  const old = row && versionRow(row, list.version);
  if (!old?.kept) throw new Failure('NOT_FOUND', { detail: `What version ${version} of ${slug} held is not kept.` });
  const held = db.all(ENTRIES_AT, slug, version, slug, version, version).map(({ entry }) => String(entry));
  const counts = replaceEntries(db, list, held);
  db.run('UPDATE value_list SET rules = ? WHERE slug = ?', textOf(old.rules), slug);
  const always = !isSame(old.rules, list.rules);
  noteVersion(db, list, { moment, by, did: 'restore', detail: `Version ${version}.`, ...counts, always });
  audit(db, moment, {
    who: by,
    did: 'list.restore',
    what: slug,
    detail: `Version ${version}. ${countsInWords(counts)}`,
  });
  return existing(db, slug);
}

interface Noted {
  moment: Moment;
  by: string;
  did: ListDeed;
  detail?: string;
  added?: number;
  removed?: number;
  /** It is a version although no value came or went. */
  always?: boolean;
  sameAge?: boolean;
}

/** Makes the version after that of `before`, unless nothing changed; the list is up to date either way. */
function noteVersion(db: Database, before: ListRow, noted: Noted): void {
  const { moment, by, did, detail = '', added = 0, removed = 0, always = false, sameAge = false } = noted;
  const { slug } = before;
  if (!sameAge) db.run('UPDATE value_list SET checked_at = ? WHERE slug = ?', moment.now, slug);
  if (added + removed === 0 && !always) return;
  const version = before.version + 1;
  db.run('UPDATE value_list SET version = ?, updated_at = ? WHERE slug = ?', version, moment.now, slug);
  db.run(
    `INSERT INTO value_list_version
      SELECT slug, version, ?, ?, ?, ?, ?, ?, (SELECT count(*) FROM value_list_entry e WHERE e.list = slug), rules
      FROM value_list WHERE slug = ?`,
    ...[moment.now, by, did, detail, added, removed, slug],
  );
  db.run('DELETE FROM value_list_past WHERE list = ? AND until <= ?', slug, oldestKept(version));
}

/** In one statement for all, in the order of the keys: the writer must not be held for long by a large file. */
function addEntries(db: Database, { list, since }: { list: string; since: number }, values: readonly string[]): number {
  const sql = `INSERT INTO value_list_entry (list, folded, entry, since)
    SELECT ?, value ->> 0, value ->> 1, ? FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`;
  const wanted = new Map<string, string>();
  for (const value of values) {
    const key = folded(value);
    if (key !== '' && !wanted.has(key)) wanted.set(key, value.trim().toWellFormed());
  }
  return db.run(sql, list, since, JSON.stringify([...wanted].sort(byKey)));
}

function byKey([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}

function removeEntries(
  db: Database,
  { list, until }: { list: string; until: number },
  values: readonly string[],
): number {
  return moveAway(db, { list, until, which: 'IN' }, values);
}

/** Takes the values that are `IN` the given ones, or not, out of the list, and keeps them for its history. */
function moveAway(
  db: Database,
  { list, until, which }: { list: string; until: number; which: 'IN' | 'NOT IN' },
  values: readonly string[],
): number {
  const where = `list = ? AND folded ${which} (SELECT value FROM json_each(?))`;
  const keys = JSON.stringify([...new Set(values.map(folded))]);
  db.run(
    `INSERT INTO value_list_past (list, until, folded, entry, since)
      SELECT list, ?, folded, entry, since FROM value_list_entry WHERE ${where}`,
    ...[until, list, keys],
  );
  return db.run(`DELETE FROM value_list_entry WHERE ${where}`, list, keys);
}

function replaceEntries(db: Database, { slug, version }: ListRow, values: readonly string[]) {
  const removed = moveAway(db, { list: slug, until: version + 1, which: 'NOT IN' }, values);
  return { removed, added: addEntries(db, { list: slug, since: version + 1 }, values) };
}

function countsInWords({ added, removed }: { added: number; removed: number }): string {
  return `${added} entries came, ${removed} went.`;
}

function textOf(rules: ListRules): string | null {
  return hasNoRules(rules) ? null : JSON.stringify(rules);
}

function existing(db: Database, slug: string): ListRow {
  const list = listDetail(db, slug);
  if (!list) throw new Failure('NOT_FOUND', { detail: `Validation list ${slug}.` });
  return list;
}
