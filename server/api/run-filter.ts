// Which runs are meant, as the query of a list or the body of a bulk operation says it.
import { type Static, Type } from 'typebox';
import type { RunFilter } from '../store/admin-run-rows.ts';
import { time } from './schema-parts.ts';
import { outcome, RunState } from './schemas-runs.ts';

/** Conditions that all must hold; one left out does not count. */
export const filterFields = {
  flow: Type.Optional(Type.String()),
  state: Type.Optional(RunState),
  outcome: Type.Optional(outcome),
  source: Type.Optional(Type.String({ description: 'Id of the source.' })),
  queue: Type.Optional(Type.String()),
  after: Type.Optional(time),
  before: Type.Optional(time),
};

type Fields = Partial<Static<ReturnType<typeof asObject>>> & {
  q?: string;
  test?: boolean;
  parent?: string;
  from?: string;
  children?: boolean;
};

function asObject() {
  return Type.Object(filterFields);
}

/** The filter as the store takes it. */
export function filterOf(fields: Fields): RunFilter {
  const { flow = null, state = null, outcome = null, test = null, source = null, queue = null } = fields;
  const { parent = null, from = null, children = false } = fields;
  const q = fields.q?.trim() || null;
  return {
    ...{ flow, state, outcome, test, source, queue, parent, from, children, q },
    since: fields.after === undefined ? null : Date.parse(fields.after),
    before: fields.before === undefined ? null : Date.parse(fields.before),
  };
}
