// A list as a file: CSV in which a spreadsheet finds no formula, or one JSON document a line. Pure.
import type { TSchema } from 'typebox';
import { cellText, csvLine } from '../../flows/language/csv-line.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import { isObject } from '../../flows/language/json.ts';

/** How a list is written down. */
export type SheetFormat = 'csv' | 'ndjson';

/** One page of a list, as its route answers it. */
export interface SheetPage {
  items: readonly JsonObject[];
  next: string | null;
}

/** What the columns of a CSV file are. */
export interface SheetColumns {
  columns: readonly string[];
  /** A column that holds an object, and which names of it have columns of their own; what has none stays in the column. */
  spread?: { column: string; names: readonly string[] };
}

/** Columns of their own that the names in an object get at most. */
const MOST_SPREAD = 500;

/** Lines of a file at most: whoever needs more narrows the list, by time for example. */
export const MOST_LINES = 100_000;
const MARK = '\ufeff';

/** The names of the columns, from the description of what a list route answers; undefined for any other answer. */
export function columnsOf(answer: TSchema | undefined): readonly string[] | undefined {
  const { properties } = (answer ?? {}) as { properties?: Record<string, { items?: { properties?: object } }> };
  const item = properties?.items?.items?.properties;
  return item && properties?.next ? Object.keys(item) : undefined;
}

/**
 * The text of the file, page by page. A spreadsheet takes UTF-8 for what it is by the mark that begins it. Where the list
 * goes on beyond `most` lines, the last line says so.
 */
export async function* sheetText(
  sheet: SheetColumns & { format: SheetFormat },
  pageAfter: (cursor: string | undefined) => Promise<SheetPage>,
  most = MOST_LINES,
): AsyncGenerator<string> {
  const { format } = sheet;
  if (format === 'csv') yield MARK + csvLine(titlesOf(sheet).map(cellText));
  let cursor: string | undefined;
  for (let count = 0; ; ) {
    const { items, next } = await pageAfter(cursor);
    const lines = items.slice(0, most - count);
    count += lines.length;
    yield lines.map((item) => lineOf(item, sheet)).join('');
    if (next !== null && count >= most) yield cutLine(format, most);
    if (next === null || count >= most) return;
    cursor = next;
  }
}

/** The names that the objects in a column of a list hold, in the order in which they come up. */
export async function spreadNames(
  column: string,
  pageAfter: (cursor: string | undefined) => Promise<SheetPage>,
  most = MOST_LINES,
): Promise<string[]> {
  const names = new Set<string>();
  let cursor: string | undefined;
  for (let count = 0; count < most && names.size < MOST_SPREAD; ) {
    const { items, next } = await pageAfter(cursor);
    for (const { [column]: held } of items) for (const name of isObject(held) ? Object.keys(held) : []) names.add(name);
    if (next === null) break;
    count += items.length;
    cursor = next;
  }
  return [...names].slice(0, MOST_SPREAD);
}

/** A name that a column of the list has already says where it is from. */
function titlesOf({ columns, spread }: SheetColumns): string[] {
  const more = (spread?.names ?? []).map((name) => (columns.includes(name) ? `${spread?.column}.${name}` : name));
  return [...columns, ...more];
}

function lineOf(item: JsonObject, { format, columns, spread }: SheetColumns & { format: SheetFormat }): string {
  if (format === 'ndjson') return `${JSON.stringify(item)}\n`;
  const cellsOf = (of: JsonObject, names: readonly string[]) =>
    names.map((name) => (Object.hasOwn(of, name) ? cellText(of[name] ?? null) : ''));
  if (!spread) return csvLine(cellsOf(item, columns));
  const { [spread.column]: given } = item;
  const held = isObject(given) ? given : {};
  const rest = Object.entries(held).filter(([name]) => !spread.names.includes(name));
  const own = { ...item, [spread.column]: rest.length > 0 ? Object.fromEntries(rest) : null };
  return csvLine([...cellsOf(own, columns), ...cellsOf(held, spread.names)]);
}

function cutLine(format: SheetFormat, most: number): string {
  const says = `Cut here: a file holds at most ${most.toLocaleString('en')} lines. Narrow the list, by time for example, and fetch the rest as another file.`;
  return format === 'csv' ? csvLine([says]) : `${JSON.stringify({ cut: says })}\n`;
}
