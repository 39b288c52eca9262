// The key/value table, for the nodes that share it: the form fields of its rows, and what a row decided.
import { Type } from 'typebox';
import { COMPARISONS, type Decision, shown } from '../flows/language/decision.ts';
import type { Json } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { choice, expression, nameRef } from './contract.ts';

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

/** True for what a key/value table decided. */
export function isDecision(value: Json | undefined): value is Decision {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { createLead, status, addToDnc, success } = value;
  return [createLead, addToDnc, success].every((flag) => typeof flag === 'boolean') && typeof status === 'string';
}
