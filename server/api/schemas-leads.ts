// What the API says of leads and sources.
import { Type } from 'typebox';
import { choice, json, named, orNull, time } from './schema-parts.ts';
import { RunSummary } from './schemas-runs.ts';
import { Why } from './why/schemas-why.ts';

const text = Type.String();

/** What was paid, or is asked, for a lead. */
export const leadPrice = Type.Object(
  {
    amount: Type.Number({ minimum: -1e12, maximum: 1e12 }),
    currency: Type.String({ pattern: '^([A-Z]{3})?$', description: "three capital letters, such as USD, or ''" }),
  },
  { additionalProperties: false },
);
/** Its id in another system. */
export const externalId = Type.Object(
  { system: Type.String({ minLength: 1, maxLength: 100 }), id: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);

/** The short name of a status or list. */
export const leadWord = Type.String({ minLength: 1, maxLength: 64 });
/** Who works on a lead. */
export const leadOwner = Type.String({ maxLength: 200, description: 'such as ann@example.com' });
/** Flags of a lead. */
export const flagList = Type.Array(
  Type.String({ minLength: 1, maxLength: 60, pattern: '^\\S(.*\\S)?$', description: 'without outer blanks' }),
  { maxItems: 50 },
);

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
  owner: Type.String({ description: "Who works on it, '' for nobody." }),
  flags: Type.Array(text),
  reference: text,
  price: orNull(leadPrice),
  import: orNull(Type.Object({ id: text, name: text }, { description: 'The import that made it, and its file.' })),
};
/** A line of the list of leads. */
export const LeadSummary = named(
  'LeadSummary',
  Type.Object({
    ...summary,
    fields: Type.Optional(Type.Record(text, json, { description: 'In a file of leads alone.' })),
  }),
);
/** A part of a lead's contact data, by name. */
export const LeadContactPart = named(
  'LeadContactPart',
  Type.Object({
    part: choice(['phone', 'email', 'name', 'address', 'state', 'postalCode', 'dateOfBirth', 'ip']),
    raw: Type.String({ description: 'As it was sent.' }),
    normal: Type.String({ description: "As it is compared, '' where it cannot be read." }),
    valid: orNull(Type.Boolean({ description: 'Null where there is nothing to judge it by.' })),
    says: Type.String({ description: "Why it is invalid, '' where it is not." }),
    national: Type.Optional(Type.String({ description: 'Of the number: its digits without the country code.' })),
    country: Type.Optional(Type.String({ description: 'Of the number: ISO country.' })),
  }),
);
/** One change of a lead, or its creation. */
export const LeadEvent = named(
  'LeadEvent',
  Type.Object({
    at: time,
    who: Type.String({ description: 'An account, `flow:<slug>`, `source:<name>` or `import:<name>`.' }),
    run: orNull(text),
    did: choice([
      'created',
      'status',
      'list',
      'owner',
      'flags',
      'fields',
      'price',
      'reference',
      'externalIds',
      'merged',
      'imported',
    ]),
    before: text,
    after: text,
  }),
);
/** One lead with its fields and runs. */
export const LeadDetail = named(
  'LeadDetail',
  Type.Object({
    ...summary,
    fields: Type.Record(text, json),
    raw: Type.Record(text, json),
    contact: Type.Array(LeadContactPart),
    externalIds: Type.Array(externalId),
    history: Type.Array(LeadEvent, { description: 'Its creation first.' }),
    runs: Type.Array(RunSummary),
    why: orNull(Why),
  }),
);

/** A lead list; `campaign` is empty for one of none. */
export const LeadList = named(
  'LeadList',
  Type.Object({ slug: text, name: text, campaign: text, leads: Type.Integer({ description: 'Leads that it holds.' }) }),
);

/** A campaign with its lead lists. */
export const Campaign = named(
  'Campaign',
  Type.Object({ slug: text, name: text, lists: Type.Array(text), leads: Type.Integer() }),
);

/** What a status does to the leads that get it. */
export const statusMarks = {
  final: Type.Boolean({ description: 'No flow changes it any more; a person, and the lead API, may.' }),
  success: Type.Boolean({ description: 'Counted as won, in filters and figures.' }),
  dnc: Type.Boolean({
    description: 'The number of each lead that gets it, whoever gives it, is put on the account DNC list at once.',
  }),
};
/** A status of leads with its marks. */
export const LeadStatus = named(
  'LeadStatus',
  Type.Object({
    abbrev: text,
    label: text,
    ...statusMarks,
    leads: Type.Integer({ description: 'Leads that have it.' }),
  }),
);

/** What an act on many leads came to, or would. */
export const LeadBulkReport = named(
  'LeadBulkReport',
  Type.Object({
    matched: Type.Integer(),
    changed: Type.Integer(),
    skipped: Type.Array(Type.Object({ says: text, count: Type.Integer() })),
    through: orNull(
      Type.String({
        description:
          'The last lead that was meant: what comes later has a later id, but for leads of an import under way.',
      }),
    ),
  }),
);

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

/** A kind of request that was refused before it became a run, since the server started. */
export const Refused = named(
  'Refused',
  Type.Object({
    path: Type.String({ description: 'The address that was called, without its query.' }),
    source: Type.String({ description: 'The name of the source; empty where none was known, as for a wrong key.' }),
    code: Type.String({ description: 'One of our codes, or the number that a client of the lead API was told.' }),
    says: Type.String({ description: 'What the last one was told.' }),
    times: Type.Integer(),
    at: time,
  }),
);

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
