// What a row of the key/value table would do, in words, and the paths of an answer that a key may name. Pure.
import {
  COMPARISONS,
  type Comparison,
  type Decided,
  type DecisionRow,
  type TableRow,
} from '../../flows/language/decision.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { isObject } from '../../flows/language/json.ts';

/** "Row 2 matches: the lead would not be created (skipped as a duplicate), its number would go on the DNC list, ...". */
export function whatWouldHappen({ row, decision }: Pick<Decided, 'row' | 'decision'>): string {
  const { createLead, status, addToDnc, success } = decision;
  const withStatus = status === '' ? '' : ` with the status ${status}`;
  const lead = createLead
    ? `the lead would be created${withStatus}`
    : 'the lead would not be created (skipped as a duplicate)';
  const dnc = addToDnc ? 'its number would go on the DNC list' : 'its number would not go on the DNC list';
  const caller = `the caller would be told ${success ? 'success' : 'failed'}`;
  const which = row === 0 ? 'No row matches, so the last row decides' : `Row ${row} matches`;
  return `${which}: ${lead}, ${dnc}, and ${caller}.`;
}

/** Rows as the form holds them, for `decide`: what is no text or no yes counts as left out. */
export function tableRowOf(row: JsonObject): TableRow {
  const { comparison } = row;
  return {
    ...decisionRowOf(row),
    key: typeof row.key === 'string' ? row.key : '',
    ...(isComparison(comparison) ? { comparison } : {}),
    value: row.value === undefined || row.value === null ? '' : String(row.value),
    ...(typeof row.port === 'string' ? { port: row.port } : {}),
  };
}

/** The right half of a row, or the *no match* row. */
export function decisionRowOf(row: JsonObject): DecisionRow {
  return {
    createLead: row.createLead === true,
    status: typeof row.status === 'string' ? row.status : '',
    addToDnc: row.addToDnc === true,
    success: row.success === true,
  };
}

const MOST_KEYS = 200;

/** Every path of the answer that holds a text, number, yes or no, with what it holds: what a key may be. */
export function keysOf(answer: Json | undefined, before = ''): { path: string; holds: string }[] {
  if (answer === undefined || answer === null) return [];
  if (typeof answer !== 'object') return before === '' ? [] : [{ path: before, holds: shortened(String(answer)) }];
  // A part that a dotted path cannot say is left out, with all that is in it.
  const parts = Array.isArray(answer)
    ? answer.slice(0, 5).map((each, index) => [String(index), each] as const)
    : Object.entries(isObject(answer) ? answer : {}).filter(([key]) => key !== '' && !key.includes('.'));
  return parts.flatMap(([key, each]) => keysOf(each, before === '' ? key : `${before}.${key}`)).slice(0, MOST_KEYS);
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function isComparison(value: Json | undefined): value is Comparison {
  return typeof value === 'string' && Object.hasOwn(COMPARISONS, value);
}
