// What the API says of runs, steps and live events.
import { type Static, Type } from 'typebox';
import { choice, json, jsonObject, named, orNull, time } from './schema-parts.ts';
import { FlowBundle, ports } from './schemas-flows.ts';
import { Why } from './why/schemas-why.ts';

const text = Type.String();
const whole = Type.Integer();
/** Where a run stands. */
export const RunState = named('RunState', choice(['running', 'waiting', 'held', 'finished']));
/** What a finished run came to. */
export const outcome = choice(['accepted', 'rejected', 'error', 'cancelled']);

const summary = {
  id: text,
  flow: text,
  version: whole,
  source: Type.String({ description: 'Name of the source.' }),
  test: Type.Boolean(),
  state: RunState,
  outcome: orNull(outcome),
  reason: orNull(text),
  answered: orNull(
    Type.Boolean({ description: 'Whether the caller was told success; null where it was told nothing.' }),
  ),
  phone: text,
  acceptedAt: time,
  finishedAt: orNull(time),
  parent: orNull(Type.String({ description: 'The run that called this one.' })),
  from: orNull(Type.String({ description: 'The run that this one was made from.' })),
  queue: orNull(
    Type.String({
      description: 'The queue that it waits in: flow:, source:, connection:, node:, origin: or turn: and a name.',
    }),
  ),
  dueAt: orNull(time),
  held: orNull(Type.Object({ node: text, code: text, call: orNull(text) })),
};
/** A line of the list of runs. */
export const RunSummary = named('RunSummary', Type.Object(summary));

/** A request as it left, its secrets masked. */
export const MaskedRequest = named(
  'MaskedRequest',
  Type.Object({
    method: text,
    url: text,
    headers: Type.Record(text, text),
    body: text,
    connection: text,
    connectionVersion: text,
  }),
);
/** What a receiver answered. */
export const RemoteAnswer = named(
  'RemoteAnswer',
  Type.Object({
    status: whole,
    type: text,
    headers: Type.Record(text, text),
    body: text,
    ms: Type.Number(),
    simulated: Type.Boolean(),
  }),
);
/** One attempt of a call out. `request` is null where nothing was ready to leave; `retryAt` is set where it was tried again. */
export const ExchangeView = named(
  'ExchangeView',
  Type.Object({
    call: text,
    attempt: whole,
    at: time,
    request: orNull(MaskedRequest),
    answer: orNull(RemoteAnswer),
    failure: orNull(Type.Object({ code: text, says: text, sent: choice(['no', 'unknown']) })),
    retryAt: orNull(time),
    settled: orNull(Type.Object({ as: choice(['accepted', 'rejected', 'again']), by: text, note: text, at: time })),
  }),
);
/** A child run of a step. `outcome` is null while it goes on. */
export const ChildView = named(
  'ChildView',
  Type.Object({ index: whole, run: text, flow: text, outcome: orNull(text), reason: orNull(text) }),
);
/** A callback that came for a node. */
export const CallbackView = named(
  'CallbackView',
  Type.Object({ at: time, type: text, body: text, query: jsonObject, late: Type.Boolean() }),
);
/** A read or a change in our own database. */
export const CallView = named('CallView', Type.Object({ call: text, op: text, args: json, value: json }));

/** One visit of the run to a node. */
export const StepView = named(
  'StepView',
  Type.Object({
    node: text,
    port: orNull(Type.String({ description: 'Null while the step runs.' })),
    at: time,
    startedAt: time,
    ms: Type.Number(),
    in: json,
    out: json,
    reason: orNull(text),
    outcome: orNull(choice(['accepted', 'rejected', 'error'])),
    failure: orNull(Type.Object({ code: text, says: text })),
    exchanges: Type.Array(ExchangeView),
    calls: Type.Array(CallView),
    kept: Type.Boolean({ description: 'True where it was taken over from the run that this one was made from.' }),
    children: Type.Array(ChildView),
    sleep: orNull(Type.Object({ until: time })),
    callbacks: Type.Array(CallbackView),
    callbackUrl: orNull(
      Type.String({ description: 'The address that a step which waits for a callback waits on; for admins alone.' }),
    ),
  }),
);
const AnswerView = named(
  'AnswerView',
  Type.Object({
    by: choice(['flow', 'outcome', 'clock']),
    status: whole,
    success: Type.Boolean(),
    body: json,
    at: time,
  }),
);

/** One run as the canvas draws it. */
export const RunDetail = named(
  'RunDetail',
  Type.Object({
    ...summary,
    release: text,
    lead: jsonObject,
    trigger: jsonObject,
    bundle: FlowBundle,
    ports,
    steps: Type.Array(StepView),
    answer: orNull(AnswerView),
    held: orNull(Type.Object({ node: text, code: text, says: text, call: orNull(text) })),
    queued: orNull(Type.Object({ queue: text, says: text, at: time })),
    made: Type.Array(RunSummary, { description: 'Runs that were made from this one.' }),
    onErrorRun: orNull(Type.String({ description: 'The run of the flow for errors.' })),
    why: Why,
    now: time,
  }),
);
/** The body as it came. */
export const RunInput = named('RunInput', Type.Object({ type: text, body: text }));

/** A change of a run, as events of type `run` carry it. */
export const RunEvent = named(
  'RunEvent',
  Type.Object({
    seq: whole,
    run: text,
    flow: text,
    type: choice(['accepted', 'step', 'call', 'held', 'waiting', 'finished']),
    at: time,
    node: Type.Optional(text),
    port: Type.Optional(text),
    outcome: Type.Optional(text),
    ms: Type.Optional(Type.Number()),
  }),
);
/** Leads that passed, as events of type `edges` carry them. */
export const EdgeCounts = named(
  'EdgeCounts',
  Type.Object({
    flow: text,
    counts: Type.Record(text, whole, {
      description: '`<node>.<port>` -> leads that left there since the message before.',
    }),
  }),
);

/** RunSummary as a type. */
export type RunSummaryView = Static<typeof RunSummary>;
/** StepView as a type. */
export type StepViewType = Static<typeof StepView>;
/** ExchangeView as a type. */
export type ExchangeViewType = Static<typeof ExchangeView>;
/** What the caller was told, as a type. */
export type AnswerViewType = Static<typeof AnswerView>;
