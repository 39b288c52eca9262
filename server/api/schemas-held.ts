// What the API says of runs that wait for a person, and what a person may say of them.
import { type Static, Type } from 'typebox';
import { body, choice, named, orNull, time } from './schema-parts.ts';
import { ExchangeView, RunSummary } from './schemas-runs.ts';

const text = Type.String();

/** A run that waits for a person. */
export const HeldRun = named(
  'HeldRun',
  Type.Object({
    ...RunSummary.properties,
    says: Type.String({ description: 'Why it waits.' }),
    exchange: orNull(ExchangeView),
    goesOn: Type.Object(
      { accepted: orNull(text), rejected: orNull(text) },
      { description: 'The title of the step that follows each decision; null where the run then ends.' },
    ),
  }),
);

/** Held runs with the same reason at the same step. */
export const HeldGroup = named(
  'HeldGroup',
  Type.Object({
    flow: text,
    flowName: text,
    node: text,
    title: text,
    code: text,
    says: text,
    count: Type.Integer(),
    oldestAt: time,
    canSettle: Type.Boolean({
      description: 'False where there is no call to decide about: such runs can be cancelled.',
    }),
  }),
);

const as = choice(['accepted', 'rejected', 'again'], 'What the receiver did with the call, or to send it once more.');
const note = Type.Optional(Type.String({ maxLength: 2000 }));

/** The decision about one run. */
export const Settle = body({
  as,
  note,
  answer: Type.Optional(
    body({
      status: Type.Integer({ minimum: 200, maximum: 599 }),
      type: Type.Optional(Type.String({ maxLength: 200 })),
      body: Type.String({ maxLength: 1_048_576 }),
    }),
  ),
});

/** One decision about many runs. */
export const SettleMany = body({
  filter: body({
    flow: Type.Optional(text),
    node: Type.Optional(text),
    code: Type.Optional(text),
    before: Type.Optional(time),
  }),
  as,
  note,
});

/** What became of it. */
export const SettleReport = named(
  'SettleReport',
  Type.Object({
    settled: Type.Integer(),
    failed: Type.Integer(),
    errors: Type.Array(Type.Object({ run: text, says: text })),
  }),
);

/** HeldRun as a type. */
export type HeldRunView = Static<typeof HeldRun>;
/** HeldGroup as a type. */
export type HeldGroupView = Static<typeof HeldGroup>;
