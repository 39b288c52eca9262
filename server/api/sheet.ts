// A list as a file: CSV in which a spreadsheet finds no formula, or one JSON document a line. Pure.
import type { TSchema } from 'typebox';
import { cellText, csvLine } from '../../flows/language/csv-line.ts';
import type { JsonObject } from '../../flows/language/document.ts';

/** How a list is written down. */
export type SheetFormat = 'csv' | 'ndjson';

/** One page of a list, as its route answers it. */
export interface SheetPage {
  items: readonly JsonObject[];
  next: string | null;
}

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
  { format, columns }: { format: SheetFormat; columns: readonly string[] },
  pageAfter: (cursor: string | undefined) => Promise<SheetPage>,
  most = MOST_LINES,
): AsyncGenerator<string> {
  if (format === 'csv') yield MARK + csvLine(columns);
  let cursor: string | undefined;
  for (let count = 0; ; ) {
    const { items, next } = await pageAfter(cursor);
    const lines = items.slice(0, most - count);
    count += lines.length;
    yield lines.map((item) => lineOf(item, format, columns)).join('');
    if (next !== null && count >= most) yield cutLine(format, most);
    if (next === null || count >= most) return;
    cursor = next;
  }
}

function lineOf(item: JsonObject, format: SheetFormat, columns: readonly string[]): string {
  if (format === 'ndjson') return `${JSON.stringify(item)}\n`;
  return csvLine(columns.map((column) => cellText(item[column] ?? null)));
}

function cutLine(format: SheetFormat, most: number): string {
  const says = `Cut here: a file holds at most ${most.toLocaleString('en')} lines. Narrow the list, by time for example, and fetch the rest as another file.`;
  return format === 'csv' ? csvLine([says]) : `${JSON.stringify({ cut: says })}\n`;
}
