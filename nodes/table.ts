// The key/value table, for the nodes that share it: how its rows compare, and what a row decided.
import { Type } from 'typebox';
import type { Json, JsonObject } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { getPath } from '../flows/language/paths.ts';
import { choice, expression, nameRef } from './contract.ts';

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

/** The form fields of a comparison, for a row of a table. */
export const COMPARISON_FIELDS = {
  comparison: Type.Optional(
    choice(COMPARISONS, {
      title: 'Comparison',
      description:
        'How the value found is compared: as text, without regard to capitals and outer blanks. A key that is not there only matches "is blank".',
      examples: ['equals'],
      default: 'equals',
    }),
  ),
  value: Type.Optional(
    Type.String({
      title: 'Value',
      description:
        'What to look for. Several values for "is one of" are separated by commas. Left empty for "is there" and "is blank".',
      examples: ['DUP', 'DUP, DUPLICATE'],
      default: '',
    }),
  ),
};

/** The comparison of a row with its defaults. */
export function testOf(row: { comparison?: Comparison; value?: string }): Test {
  return { comparison: row.comparison ?? 'equals', value: row.value ?? '' };
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
  const valueless = comparison === 'exists' || comparison === 'is-blank';
  return `${key} ${COMPARISONS[comparison]}${valueless ? '' : ` ${shortened(value)}`}`;
}

/** What the keys hold, each once, for reasons: an answer in a new shape is seen at a glance. */
export function whatIsAt(keys: readonly string[], from: Json | undefined): string {
  if (from === undefined) return 'there is nothing to look in';
  return [...new Set(keys)].map((key) => `${key} is ${shown(getPath(from, key))}`).join(', ');
}

/** A found value in words: text as it is, anything else as JSON, at most 80 characters. */
function shown(found: Json | undefined): string {
  if (found === undefined) return 'not there';
  return shortened(typeof found === 'string' ? `"${found}"` : JSON.stringify(found));
}

/** The form fields of a decision: the right half of a row, and the *no match* row. */
export const DECISION_FIELDS = {
  createLead: Type.Optional(
    Type.Boolean({
      title: 'Create lead',
      description: 'Yes: the step "Create lead" further on creates the lead. No: it is skipped.',
      examples: [true],
      default: false,
    }),
  ),
  status: Type.Optional(
    nameRef('status', {
      title: 'Status',
      description: 'The status of the created lead. Left empty: the one that the step "Create lead" names.',
      examples: ['NEW'],
    }),
  ),
  addToDnc: Type.Optional(
    Type.Boolean({
      title: 'Add to DNC',
      description: 'Yes: the step "Add to DNC" further on puts the number on its list.',
      examples: [true],
      default: false,
    }),
  ),
  success: Type.Optional(
    Type.Boolean({
      title: 'Success',
      description: 'What the step "Respond" tells the caller: success or failed. The lead may be created either way.',
      examples: [true],
      default: false,
    }),
  ),
};

/** What a row decided: the value that the table leaves for the steps that act. */
export interface Decision extends JsonObject {
  createLead: boolean;
  status: string;
  addToDnc: boolean;
  success: boolean;
}

/** The form field of a step that carries a decision out. */
export function decisionField(description: string) {
  return Type.Optional(expression<Json | undefined>({ title: 'Decision', description, examples: ['steps.table'] }));
}

/** The decision that a step was given, or undefined where the field was left out. Fails with CONFIG_INVALID. */
export function decisionOf(config: { decision?: Json | undefined }): Decision | undefined {
  if (!('decision' in config)) return undefined;
  if (isDecision(config.decision)) return config.decision;
  const says = 'This is not what a key/value table decided. Write steps and the id of the table, such as steps.table.';
  throw new Failure('CONFIG_INVALID', { detail: `Decision: ${says}`, fields: [{ field: 'decision', says }] });
}

/** Which row decided, in words, for reasons: `row 2 of the table (status is "DUP")`. */
export function decidedBy({ row, key, found }: Decision): string {
  if (typeof row !== 'number') return 'the table';
  if (row === 0) return 'the "no match" row of the table';
  return `row ${row} of the table (${typeof key === 'string' ? key : 'value'} is ${shown(found)})`;
}

function isDecision(value: Json | undefined): value is Decision {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { createLead, status, addToDnc, success } = value;
  return [createLead, addToDnc, success].every((flag) => typeof flag === 'boolean') && typeof status === 'string';
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
