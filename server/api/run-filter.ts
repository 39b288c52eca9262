// Which runs are meant, as the query of a list or the body of a bulk operation says it.
import { type Static, Type } from 'typebox';
import type { RunFilter } from '../store/admin-run-rows.ts';
import { time } from './schema-parts.ts';
import { outcome, RunState } from './schemas-runs.ts';

const text = Type.String();

/** Conditions that all must hold; one left out does not count. */
export const filterFields = {
  flow: Type.Optional(text),
  state: Type.Optional(RunState),
  outcome: Type.Optional(outcome),
  source: Type.Optional(Type.String({ description: 'Id of the source.' })),
  queue: Type.Optional(text),
  after: Type.Optional(time),
  before: Type.Optional(time),
  test: Type.Optional(Type.Boolean()),
  parent: Type.Optional(text),
  from: Type.Optional(text),
  children: Type.Optional(Type.Boolean({ description: 'True: runs that other runs called are meant too.' })),
};

type Fields = Partial<Static<ReturnType<typeof asObject>>> & { q?: string; ids?: readonly string[] | string };

function asObject() {
  return Type.Object(filterFields);
}

/** The filter as the store takes it. */
export function filterOf(fields: Fields): RunFilter {
  const { flow = null, state = null, outcome = null, test = null, source = null, queue = null } = fields;
  const { parent = null, from = null, ids } = fields;
  const q = fields.q?.trim() || null;
  return {
    ...{ flow, state, outcome, test, source, queue, parent, from, q },
    // Runs that are named are meant, whoever called them.
    children: fields.children ?? ids !== undefined,
    since: fields.after === undefined ? null : Date.parse(fields.after),
    before: fields.before === undefined ? null : Date.parse(fields.before),
    ...(ids === undefined ? {} : { ids: typeof ids === 'string' ? ids.split(',') : [...ids] }),
  };
}
