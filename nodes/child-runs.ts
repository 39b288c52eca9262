// What the nodes that call other flows share: the lead they hand over, and what came of it, in numbers and words.
import type { JsonSchema } from '../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import type { ChildEnd } from './tools.ts';

/** Most children of one step. */
export const MOST_CHILDREN = 1000;

/** What came of several children: counts, the first that was accepted, and each that was called, in order. */
export interface Tally extends JsonObject {
  accepted: number;
  rejected: number;
  /** Ended in error, or cancelled. */
  errors: number;
  /** How many there were to call; those after the last needed one were not. */
  total: number;
  first: ChildEnd | null;
  results: ChildEnd[];
}

/** The given object, or the run's own lead where the field is not filled in. Fails with CONFIG_INVALID. */
export function leadFrom(given: { lead?: Json | undefined }, own: JsonObject): JsonObject {
  if (!('lead' in given)) return own;
  const { lead } = given;
  if (typeof lead === 'object' && lead !== null && !Array.isArray(lead)) return lead;
  const says = 'The lead to hand over must be an object with named fields, such as steps.map.';
  throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'lead', says }] });
}

/** Counts what the children came to. */
export function tallyOf(results: ChildEnd[], total: number): Tally {
  const accepted = results.filter(({ outcome }) => outcome === 'accepted');
  const count = (...outcomes: ChildEnd['outcome'][]) => results.filter((end) => outcomes.includes(end.outcome)).length;
  return {
    accepted: accepted.length,
    rejected: count('rejected'),
    errors: count('error', 'cancelled'),
    total,
    first: accepted[0] ?? null,
    results,
  };
}

/** The failure of a step all of whose children broke; `name` says which one it tells of. */
export function childFailed(name: string, { outcome, reason, run }: ChildEnd): Failure {
  const what = outcome === 'cancelled' ? 'was cancelled' : 'ended with an error';
  return new Failure('CHILD_FAILED', { detail: `${name} ${what}${because(reason)} Its run: ${run}.` });
}

/** A reason at the end of a sentence, with the sentence's own end. */
export function because(reason: string): string {
  const text = reason.trim();
  if (text === '') return '.';
  return `: ${text}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** The shape of one child's end. */
export const CHILD_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    index: { type: 'integer', title: 'Its number, from 1' },
    run: { type: 'string', title: 'Its run' },
    flow: { type: 'string', title: 'The flow called' },
    outcome: { enum: ['accepted', 'rejected', 'error', 'cancelled', 'open'], title: 'What it came to' },
    reason: { type: 'string', title: 'Why' },
    answer: {
      type: ['object', 'null'],
      title: 'What its flow answered',
      properties: { status: { type: 'integer' }, success: { type: 'boolean' }, body: {} },
    },
  },
  required: ['index', 'run', 'flow', 'outcome', 'reason', 'answer'],
};

/** The shape of a tally; `child` is that of one result. */
export function tallySchema(child: JsonSchema = CHILD_SCHEMA): JsonSchema {
  return {
    type: 'object',
    title: 'What came of it',
    properties: {
      accepted: { type: 'integer', title: 'How many were accepted' },
      rejected: { type: 'integer', title: 'How many were rejected' },
      errors: { type: 'integer', title: 'How many ended in error' },
      total: { type: 'integer', title: 'How many there were' },
      first: { ...child, type: ['object', 'null'], title: 'The first that was accepted' },
      results: { type: 'array', title: 'Each that was called, in order', items: child },
    },
    required: ['accepted', 'rejected', 'errors', 'total', 'first', 'results'],
  };
}
