// A lookup table as text of two columns, for typing and for pasting from a spreadsheet. Pure.
import type { AdaptorDocument, LookupTable } from '../../../flows/language/document.ts';
import { isForbiddenKey } from '../../../flows/language/json.ts';
import { readLines } from './delimited-text.ts';

const SEPARATORS = ['\t', '=', ';', ','];
const MOST = 5_000;

/** The table that a text means, or what is wrong with it. Of a key that comes twice the last line counts; `twice` names them. */
export function readTable(
  text: string,
  before: LookupTable = {},
): { table: LookupTable; twice: string[] } | { says: string } {
  const read = readLines(text, SEPARATORS);
  if ('says' in read) return read;
  const table = new Map<string, LookupTable[string]>();
  const twice: string[] = [];
  for (const { number, cells } of read.lines) {
    const [key = '', value, ...more] = cells;
    if (value === undefined || more.some((each) => each !== ''))
      return {
        says: `Line ${number} has ${cells.length === 1 ? 'one column' : 'more than two columns'}: write CA, a tab or a comma, California.`,
      };
    if (key === '') return { says: `Line ${number} says what to send, and not for which value.` };
    if (isForbiddenKey(key)) return { says: `Line ${number}: ${key} cannot be looked up.` };
    if (table.has(key)) twice.push(key);
    // What was a number or a yes or no stays one while its text is the same.
    table.set(key, Object.hasOwn(before, key) && String(before[key]) === value ? (before[key] ?? value) : value);
  }
  if (table.size > MOST)
    return { says: `These are ${table.size} lines; a table takes ${MOST}. Use a validation list for more.` };
  return { table: Object.fromEntries(table), twice };
}

/** The table as text, a line each. */
export function tableText(table: LookupTable): string {
  return Object.entries(table)
    .map(([key, value]) => `${quoted(key)}\t${quoted(String(value))}`)
    .join('\n');
}

function quoted(text: string): string {
  return /["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What is wrong with a name of a table; `others` are the names that are taken. */
export function tableNameFault(name: string, others: readonly string[]): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 64)
    return 'Use lower-case words joined by hyphens, such as state-names.';
  return others.includes(name) ? 'There is a table of this name already.' : undefined;
}

/** The document with the table under `name`, in the place of `before`, rows that look it up following; without one, gone. */
export function withTable(
  document: AdaptorDocument,
  name: string,
  { table, before }: { table: LookupTable | undefined; before?: string },
): AdaptorDocument {
  const { tables = {}, ...rest } = document;
  const kept = Object.entries(tables).filter(([each]) => each !== name && each !== before);
  const place = Object.keys(tables).indexOf(before ?? name);
  if (table) kept.splice(place < 0 ? kept.length : place, 0, [name, table]);
  const fields =
    before === undefined || before === name
      ? document.fields
      : document.fields.map((field) => (field.lookup === before ? { ...field, lookup: name } : field));
  return { ...rest, fields, ...(kept.length > 0 ? { tables: Object.fromEntries(kept) } : {}) };
}

/** Which rows look values up in the table, by their targets. */
export function usersOf({ fields }: AdaptorDocument, name: string): string[] {
  return fields.filter(({ lookup }) => lookup === name).map(({ target }) => target || 'a row without a target');
}
