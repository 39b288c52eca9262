// Reads the table of a Convoso adaptor (Label, Field, Mapped To, Default Value), as it is saved or copied from a spreadsheet. Pure.
import type { TextLine } from '../../../flows/language/delimited.ts';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { isForbiddenKey } from '../../../flows/language/json.ts';
import { joinPath } from '../../kit/json-paths.ts';
import { counted } from '../../kit/time-words.ts';
import { isDateFormat } from './date-words.ts';
import { readLines } from './delimited-text.ts';
import { splitTargets } from './split-targets.ts';

/** One line of the table and the rows that it makes: none where nothing is mapped there. */
export interface TableRow {
  /** Its number in the text, from 1. */
  line: number;
  label: string;
  /** Convoso's name of the field. */
  source: string;
  group: Group;
  fields: AdaptorField[];
  /** Why it makes no row, or not all of them. */
  says?: string;
}

/** The three sections of Convoso's page. */
export type Group = 'lead' | 'call log' | 'extra';

/** What the table says, and what to know of it as a whole. */
export interface ReadTable {
  rows: TableRow[];
  notices: string[];
}

const MOST = 1_000;
const GROUPS: readonly (readonly [RegExp, Group])[] = [
  [/^call ?logs?\b/i, 'call log'],
  [/^extra\b/i, 'extra'],
  [/^lead\b/i, 'lead'],
];

type Column = 'label' | 'field' | 'mapped' | 'default' | 'date' | 'group';
type Columns = Partial<Record<Column, number>>;

/** The table, or what is wrong with it. Columns may stand in any order; a section may repeat the titles. */
export function readConvosoTable(text: string): ReadTable | { says: string } {
  if (text.trim() === '') return { says: 'Choose the file, or paste the table.' };
  const read = readLines(text);
  if ('says' in read) return read;
  const at = read.lines.findIndex(({ cells }) => columnsOf(cells).mapped !== undefined);
  if (at < 0)
    return { says: 'No line names the columns. The first line must say: Label, Field, Mapped To, Default Value.' };
  let columns = columnsOf(read.lines[at]?.cells ?? []);
  if (columns.field === undefined && columns.label === undefined)
    return { says: 'There is no column Field, so that nobody knows what is mapped. Add it to the first line.' };
  const rows: TableRow[] = [];
  let group = groupOf(read.lines.slice(0, at).at(-1)?.cells ?? []) ?? 'lead';
  for (const line of read.lines.slice(at + 1)) {
    const titles = columnsOf(line.cells);
    const section = groupOf(line.cells);
    if (titles.mapped !== undefined && (titles.field ?? titles.label) !== undefined) columns = titles;
    else if (section && line.cells.filter((cell) => cell !== '').length === 1) group = section;
    else rows.push(rowOf(line, columns, group));
  }
  if (rows.length > MOST) return { says: `These are ${rows.length} lines; a table may have ${MOST}.` };
  return { rows: withoutTwice(rows), notices: noticesOf(rows, columns) };
}

function columnsOf(cells: readonly string[]): Columns {
  const found: Columns = {};
  for (const [at, cell] of cells.entries()) {
    const column = columnNamed(cell.toLowerCase().replace(/[^a-z]/g, ''));
    if (column) found[column] ??= at;
  }
  return found;
}

function columnNamed(title: string): Column | undefined {
  if (title === 'label') return 'label';
  if (title === 'field' || title === 'fieldname') return 'field';
  if (title === 'mappedto' || title === 'mapto') return 'mapped';
  if (/^default(value)?(if(not)?empty)?$/.test(title)) return 'default';
  if (title === 'dateformat' || title === 'format') return 'date';
  return title === 'group' || title === 'section' ? 'group' : undefined;
}

function groupOf(cells: readonly string[]): Group | undefined {
  const title = cells.find((cell) => cell !== '') ?? '';
  return GROUPS.find(([pattern]) => pattern.test(title))?.[1];
}

function rowOf({ number, cells }: TextLine, columns: Columns, section: Group): TableRow {
  const cell = (column: Column): string => cells[columns[column] ?? -1] ?? '';
  const label = cell('label');
  const source =
    cell('field') ||
    label
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, '');
  const group = groupOf([cell('group')]) ?? section;
  const row = { line: number, label, source, group, fields: [] };
  if (cell('mapped') === '') return row;
  if (source === '' || source.includes('`') || isForbiddenKey(source))
    return { ...row, says: 'It names no field that can be read.' };
  const targets = splitTargets({ target: cell('mapped') }).filter(({ target }) => target !== '');
  const good = targets.filter(({ target }) => target.split('.').every((part) => part !== '' && !isForbiddenKey(part)));
  const date = cell('date');
  const known = isDateFormat(date) ? date : undefined;
  const more = {
    from: joinPath('lead', source),
    ...(known ? { date: known } : {}),
    ...(cell('default') === '' ? {} : { default: cell('default') }),
    ...(label === '' || label === source ? {} : { comment: label }),
  };
  const says = [
    good.length < targets.length ? 'A target cannot be called so.' : '',
    date !== '' && !known && !/^(system )?default$/i.test(date) ? `There is no date format ${date}.` : '',
  ].filter((each) => each !== '');
  const fields = good.map(({ target }): AdaptorField => ({ target, ...more }));
  return { ...row, fields, ...(says.length > 0 ? { says: says.join(' ') } : {}) };
}

/** A target that comes twice is filled by the first line that names it. */
function withoutTwice(rows: readonly TableRow[]): TableRow[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    const taken = row.fields.filter(({ target }) => first.has(target));
    for (const { target } of row.fields) if (!first.has(target)) first.set(target, row.line);
    if (taken.length === 0) return row;
    const words = taken.map(({ target }) => `${target} is filled by line ${first.get(target)} already.`);
    const fields = row.fields.filter((field) => !taken.includes(field));
    return { ...row, fields, says: [row.says, ...words].filter(Boolean).join(' ') };
  });
}

function noticesOf(rows: readonly TableRow[], columns: Columns): string[] {
  const mapped = rows.filter(({ fields }) => fields.length > 0);
  const many = mapped.filter(({ fields }) => fields.length > 1);
  const calls = mapped.filter(({ group }) => group === 'call log');
  const dotted = mapped.flatMap(({ fields }) => fields.filter(({ target }) => target.includes('.')));
  const blank = rows.filter(({ fields, says }) => fields.length === 0 && says === undefined);
  return [
    blank.length > 0 ? `${counted(blank.length, 'line')} without Mapped To: left out, as Convoso does.` : '',
    many.length > 0 ? `${counted(many.length, 'line')} with several targets: a row for each.` : '',
    calls.length > 0
      ? `${counted(calls.length, 'field')} of the call log: read from the lead, as the source sends it.`
      : '',
    dotted.length > 0 ? `${dotted[0]?.target} has a dot in it: it is sent as a field inside another.` : '',
    columns.field === undefined ? 'There is no column Field: its names were made from the labels.' : '',
    columns.default === undefined ? 'There is no column Default Value: no row has a default.' : '',
  ].filter((each) => each !== '');
}
