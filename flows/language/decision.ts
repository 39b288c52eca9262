// The key/value table as pure code: how its rows compare, and which row decides. The node and the editor's test box share it.
import type { Json, JsonObject } from './document.ts';
import { getPath } from './paths.ts';

/** Comparison -> what the form and the reasons call it. */
export const COMPARISONS = {
  equals: 'is',
  'not-equals': 'is not',
  contains: 'contains',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  'one-of': 'is one of',
  exists: 'is there',
  'is-blank': 'is blank',
} as const;
export type Comparison = keyof typeof COMPARISONS;

/** What a comparison looks at, and for. `value` is text; for `one-of` a list with commas between. */
export interface Test {
  comparison: Comparison;
  value: string;
}

/** The comparison of a row with its defaults. */
export function testOf(row: { comparison?: Comparison; value?: string }): Test {
  return { comparison: row.comparison ?? 'equals', value: row.value ?? '' };
}

/** Comparisons that look for no value. */
export const VALUELESS: readonly Comparison[] = ['exists', 'is-blank'];

/** True for a comparison that looks for no value. */
export function isValueless(comparison: Comparison): boolean {
  return VALUELESS.includes(comparison);
}

/**
 * Whether `found` passes the test. Values compare as text, trimmed, without case; a list passes where one of its members
 * does (`not-equals`: where none is equal), an object none. What is absent or null passes `is-blank` alone.
 */
export function passes(found: Json | undefined, { comparison, value }: Test): boolean {
  if (comparison === 'is-blank') return isBlank(found);
  if (found === undefined || found === null) return false;
  if (comparison === 'exists') return true;
  const texts = textsOf(found);
  const wanted = folded(value);
  switch (comparison) {
    case 'equals':
      return texts.includes(wanted);
    case 'not-equals':
      return texts.length > 0 && !texts.includes(wanted);
    case 'contains':
      return wanted !== '' && texts.some((text) => text.includes(wanted));
    case 'starts-with':
      return wanted !== '' && texts.some((text) => text.startsWith(wanted));
    case 'ends-with':
      return wanted !== '' && texts.some((text) => text.endsWith(wanted));
    case 'one-of': {
      const several = value.split(',').map(folded);
      return texts.some((text) => several.includes(text));
    }
  }
}

/** A test in words, for reasons: `status is DUP`. */
export function wordsOf(key: string, { comparison, value }: Test): string {
  return `${key} ${COMPARISONS[comparison]}${isValueless(comparison) ? '' : ` ${shortened(value)}`}`;
}

/** What the keys hold, each once, for reasons: an answer in a new shape is seen at a glance. */
export function whatIsAt(keys: readonly string[], from: Json | undefined): string {
  if (from === undefined) return 'there is nothing to look in';
  return [...new Set(keys)].map((key) => `${key} is ${shown(getPath(from, key))}`).join(', ');
}

/** A found value in words: text as it is, anything else as JSON, at most 80 characters. */
export function shown(found: Json | undefined): string {
  if (found === undefined) return 'not there';
  return shortened(typeof found === 'string' ? `"${found}"` : JSON.stringify(found));
}

/** What a row yields, as a flow holds it: what is left out is no. */
export interface DecisionRow {
  createLead?: boolean;
  status?: string;
  addToDnc?: boolean;
  success?: boolean;
}

/** One row of the table, as a flow holds it. */
export interface TableRow extends DecisionRow {
  key: string;
  comparison?: Comparison;
  value?: string;
  port?: string;
}

/** What a row decided: the value that the table leaves for the steps that act. */
export interface Decision extends JsonObject {
  createLead: boolean;
  status: string;
  addToDnc: boolean;
  success: boolean;
}

/** Which row decided, from 1, and what it found; row 0 is *no match*. `reason` says it in words. */
export interface Decided {
  row: number;
  key: string;
  found: Json;
  port: string;
  decision: Decision;
  reason: string;
}

/** The port of a row that names none. */
const MATCHED = 'matched';
const NO_MATCH = 'no-match';

/** Decides: the first row whose key holds its value, else *no match*. */
export function decide(
  { rows, noMatch }: { rows: readonly TableRow[]; noMatch: DecisionRow },
  from: Json | undefined,
): Decided {
  for (const [index, row] of rows.entries()) {
    const found = from === undefined ? undefined : getPath(from, row.key);
    if (!passes(found, testOf(row))) continue;
    const reason = `Row ${index + 1} matched: ${wordsOf(row.key, testOf(row))}.`;
    const port = row.port ? row.port : MATCHED;
    return { row: index + 1, key: row.key, found: found ?? null, port, decision: decisionOfRow(row), reason };
  }
  const keys = rows.map(({ key }) => key);
  const reason = `No row matched: ${whatIsAt(keys, from)}.`;
  return { row: 0, key: '', found: null, port: NO_MATCH, decision: decisionOfRow(noMatch), reason };
}

function decisionOfRow({ createLead = false, status = '', addToDnc = false, success = false }: DecisionRow): Decision {
  return { createLead, status, addToDnc, success };
}

function isBlank(found: Json | undefined): boolean {
  if (Array.isArray(found)) return found.length === 0;
  return found === undefined || found === null || (typeof found === 'string' && found.trim() === '');
}

/** The scalars of a value as comparable text; an object has none. */
function textsOf(found: Json): string[] {
  const scalars = Array.isArray(found) ? found : [found];
  return scalars.filter((each) => each !== null && typeof each !== 'object').map((each) => folded(String(each)));
}

function folded(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
