// What the API says of leads and sources.
import { Type } from 'typebox';
import { choice, json, named, orNull, time } from './schema-parts.ts';
import { RunSummary } from './schemas-runs.ts';
import { Why } from './why/schemas-why.ts';

const text = Type.String();

const summary = {
  id: text,
  list: text,
  status: text,
  phone: Type.String({ description: "E.164, or '' where the number cannot be read." }),
  phoneRaw: text,
  email: text,
  name: text,
  source: text,
  flow: text,
  run: text,
  createdAt: time,
  updatedAt: time,
  received: orNull(Type.String({ description: 'Why it was received and not created; null for a lead.' })),
  duplicateOf: orNull(
    Type.String({ description: "Of one that was received: the lead with its number, '' where there was none." }),
  ),
};
/** A line of the list of leads. */
export const LeadSummary = named(
  'LeadSummary',
  Type.Object({
    ...summary,
    fields: Type.Optional(Type.Record(text, json, { description: 'In a file of leads alone.' })),
  }),
);
/** One lead with its fields and runs. */
export const LeadDetail = named(
  'LeadDetail',
  Type.Object({
    ...summary,
    fields: Type.Record(text, json),
    raw: Type.Record(text, json),
    runs: Type.Array(RunSummary),
    why: orNull(Why),
  }),
);

/** A lead list; `campaign` is empty for one of none. */
export const LeadList = named('LeadList', Type.Object({ slug: text, name: text, campaign: text }));

/** A name for the query of a list's address. */
export const View = named(
  'View',
  Type.Object({
    id: text,
    owner: text,
    place: text,
    name: text,
    query: Type.String({ description: 'What stands behind the ? of the address.' }),
    shared: Type.Boolean({ description: 'Whether everybody may use it.' }),
  }),
);

/** A source, without its key. */
export const Source = named(
  'Source',
  Type.Object({
    id: text,
    name: text,
    flow: text,
    auth: choice(['key', 'hmac']),
    keyHint: Type.String({ description: 'The last characters of the key.' }),
    region: text,
    paused: orNull(choice(['queue', 'refuse'])),
    pending: choice(['pending', 'success', 'failed'], 'What it is told while the flow has not answered.'),
    ratePerMinute: orNull(Type.Integer({ description: 'Leads that it may send in any 60 seconds.' })),
    test: Type.Boolean(),
    createdAt: time,
    lastRunAt: orNull(time),
  }),
);
/** A source and its new key or HMAC secret, shown this once. */
export const SourceWithKey = named('SourceWithKey', Type.Object({ source: Source, key: text }));

/** What a caller is told while something refuses. */
export const PauseAnswer = named(
  'PauseAnswer',
  Type.Object(
    {
      status: Type.Integer({ minimum: 200, maximum: 599 }),
      success: Type.Boolean(),
      message: Type.String({ maxLength: 500 }),
    },
    { additionalProperties: false },
  ),
);
/** Something that is paused. `key`: a flow's slug, a source's id, a connection's slug, or `<flow>/<node>`. */
export const Pause = named(
  'Pause',
  Type.Object({
    kind: choice(['flow', 'source', 'connection', 'node']),
    key: text,
    mode: choice(['queue', 'refuse']),
    answer: orNull(PauseAnswer),
    says: Type.String({ description: 'Why, in the words of who paused it.' }),
    by: text,
    at: time,
    waiting: Type.Integer({ description: 'Runs that wait for it to end.' }),
  }),
);
