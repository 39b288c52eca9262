// A small catalogue, a clean flow over it, and the arbitrary documents that the tests of the language share.
import fc from 'fast-check';
import type { Catalogue, KnownNames, NodeSpec, Port } from '../../flows/language/catalogue.ts';
import type { FlowBundle, FlowDocument, Json, JsonObject } from '../../flows/language/document.ts';

const port = (name: string, required = true): Port => ({ name, title: name, about: '', required });
const spec = (own: Pick<NodeSpec, 'type' | 'title' | 'effect' | 'ports' | 'config'> & Partial<NodeSpec>): NodeSpec => ({
  aka: [],
  about: '',
  category: 'logic',
  output: {},
  ...own,
});
const decision = {
  createLead: { type: 'boolean', title: 'Create lead', default: false },
  status: { type: 'string', title: 'Status', 'x-ref': 'status', default: '' },
  addToDnc: { type: 'boolean', title: 'Add to DNC', default: false },
  success: { type: 'boolean', title: 'Success', default: false },
} as const;

/** Node types as small as the checks need them. */
export const CATALOGUE: Catalogue = {
  webhook: spec({
    type: 'webhook',
    title: 'Webhook',
    effect: 'trigger',
    ports: [{ always: port('lead') }],
    config: {
      type: 'object',
      properties: {
        path: { type: 'string', title: 'Path', minLength: 1 },
        methods: { type: 'array', items: { enum: ['GET', 'POST'] }, default: ['POST'] },
        idempotency: { type: 'string', title: 'Idempotency', 'x-expression': 'only' },
      },
      required: ['path'],
    },
  }),
  adaptor: spec({
    type: 'adaptor',
    title: 'Adaptor',
    effect: 'none',
    ports: [{ always: port('mapped') }, { always: port('error', false) }],
    config: {
      type: 'object',
      properties: { adaptor: { type: 'string', title: 'Adaptor', 'x-ref': 'adaptor' } },
      required: ['adaptor'],
    },
  }),
  ask: spec({
    type: 'ask',
    title: 'HTTP request',
    effect: 'remote',
    ports: [{ always: port('answered') }, { always: port('error', false) }],
    config: {
      type: 'object',
      properties: {
        connection: { type: 'string', title: 'Connection', 'x-ref': 'connection' },
        endpoint: { type: 'string', title: 'Endpoint', 'x-ref': 'endpoint', 'x-depends-on': 'connection' },
        body: { type: 'string', title: 'Body', 'x-expression': 'only' },
        headers: {
          type: 'array',
          title: 'Headers',
          items: {
            type: 'object',
            properties: {
              name: { type: 'string', title: 'Name', minLength: 1 },
              value: { type: 'string', title: 'Value', 'x-expression': 'allowed' },
            },
            required: ['name', 'value'],
          },
        },
        mode: { enum: ['fast', 'sure'], title: 'Mode', default: 'fast' },
        limit: { type: 'integer', title: 'Limit', minimum: 1 },
      },
      required: ['connection', 'endpoint'],
    },
  }),
  table: spec({
    type: 'table',
    title: 'Key/value table',
    effect: 'none',
    ports: [{ rows: 'rows', field: 'port', fallback: port('matched') }, { always: port('no-match') }],
    decides: { rows: 'rows', noMatch: 'noMatch' },
    config: {
      type: 'object',
      properties: {
        from: { type: 'string', title: 'From', 'x-expression': 'only' },
        rows: {
          type: 'array',
          title: 'Rows',
          items: {
            type: 'object',
            properties: {
              key: { type: 'string', title: 'Key', minLength: 1 },
              value: { type: 'string', title: 'Value', default: '' },
              ...decision,
              port: { type: 'string', title: 'Exit' },
            },
            required: ['key'],
          },
        },
        noMatch: { type: 'object', title: 'No match', properties: decision },
      },
      required: ['from', 'rows'],
    },
  }),
  look: spec({
    type: 'look',
    title: 'Validation list',
    effect: 'read',
    ports: [{ always: port('pass') }, { always: port('fail') }],
    config: {
      type: 'object',
      properties: {
        list: { type: 'string', title: 'List', 'x-ref': 'list' },
        dnc: { type: 'array', title: 'DNC lists', items: { type: 'string', 'x-ref': 'dnc-list' } },
        value: { type: 'string', title: 'Value', 'x-expression': 'only' },
      },
    },
  }),
  create: spec({
    type: 'create',
    title: 'Create lead',
    effect: 'local',
    ports: [{ always: port('created', false) }],
    acts: 'createLead',
    config: {
      type: 'object',
      properties: {
        list: { type: 'string', title: 'Lead list', 'x-ref': 'lead-list', default: 'default' },
        status: { type: 'string', title: 'Status', 'x-ref': 'status', 'x-expression': 'allowed' },
      },
    },
  }),
  'add-dnc': spec({
    type: 'add-dnc',
    title: 'Add to DNC',
    effect: 'local',
    ports: [{ always: port('added', false) }],
    acts: 'addToDnc',
    config: { type: 'object' },
  }),
  respond: spec({
    type: 'respond',
    title: 'Respond',
    effect: 'none',
    ports: [{ always: port('answered', false) }],
    acts: 'success',
    config: {
      type: 'object',
      properties: {
        success: { type: 'boolean', title: 'Success', 'x-expression': 'allowed', default: true },
        message: { type: 'string', title: 'Message', 'x-expression': 'allowed' },
      },
    },
  }),
  stop: spec({
    type: 'stop',
    title: 'Stop',
    effect: 'none',
    ports: [],
    config: { type: 'object', properties: { reason: { type: 'string', 'x-expression': 'allowed' } } },
  }),
};

/** Names that the clean flow uses, and one path that another flow has. */
export const KNOWN: KnownNames = {
  connections: { 'acme-crm': { endpoints: ['find-lead'] }, empty: { endpoints: [] } },
  adaptors: { 'acme-crm': { reads: [['lead', 'phone']] } },
  lists: ['accounts'],
  dncLists: ['account'],
  leadLists: ['default'],
  statuses: ['NEW', 'DUP'],
  flows: {},
  paths: { 'acme/leads': 'clean', 'other/leads': 'other-flow' },
};

/** A flow without any problem: webhook, adaptor, request, table, create lead, add to DNC, respond. */
export function cleanDocument(): FlowDocument {
  return {
    leadflow: 1,
    name: 'Clean',
    vars: { cap: 5 },
    nodes: {
      'lead-in': { type: 'webhook', config: { path: 'acme/leads', idempotency: 'lead.id' } },
      map: { type: 'adaptor', config: { adaptor: 'acme-crm' } },
      ask: {
        type: 'ask',
        title: 'Ask the CRM',
        config: { connection: 'acme-crm', endpoint: 'find-lead', body: 'steps.map' },
      },
      table: {
        type: 'table',
        config: {
          from: 'steps.ask',
          rows: [{ key: 'status', value: 'NEW', createLead: true, status: 'NEW', success: true }],
          noMatch: { addToDnc: true },
        },
      },
      create: { type: 'create', config: { status: '=steps.table.status' } },
      dnc: { type: 'add-dnc', config: {} },
      answer: { type: 'respond', config: { success: '=steps.table.success' } },
    },
    edges: [
      { from: 'lead-in', port: 'lead', to: 'map' },
      { from: 'map', port: 'mapped', to: 'ask' },
      { from: 'ask', port: 'answered', to: 'table' },
      { from: 'table', port: 'matched', to: 'create' },
      { from: 'table', port: 'no-match', to: 'dnc' },
      { from: 'create', port: 'created', to: 'answer' },
      { from: 'dnc', port: 'added', to: 'answer' },
    ],
  };
}

/** A bundle of the document, with expression files where some are given. */
export function bundleOf(document: FlowDocument, files: Record<string, string> = {}): FlowBundle {
  return { document, files, layout: { nodes: {} } };
}

const KEY = fc
  .string({ unit: 'binary', maxLength: 8 })
  .filter((key) => !['__proto__', 'constructor', 'prototype', 'file'].includes(key));
const TEXT = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 150 }),
  fc.constantFrom(
    '',
    ' ',
    '~',
    'null',
    'true',
    'yes',
    '1',
    '-',
    '- a',
    '# no',
    'a: b',
    'a #b',
    '[1]',
    '{a: 1}',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a`',
    '|',
    '>',
    "it's",
    '"q"',
    '0x1F',
    '1e3',
    '.inf',
    '=x',
    '? a',
    ': b',
    'a\nb',
    'a\n\n  b\n',
    '\n',
    ' \n a',
    'a\n \n',
    '\ta',
    '---',
    '...',
    '--- a\n...\n',
    '<<',
    'x: {\n  y: [\n',
    'a\r\nb',
    'a\rb',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\ud800',
    'ä'.repeat(120),
    'word '.repeat(40),
    'word '.repeat(40).trim(),
    '<<<<<<< HEAD',
  ),
);
const NUMBER = fc
  .oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(2 ** 60, 2 ** 63, 1e21, 1e300, -(2 ** 65)),
  )
  .map((n) => n + 0);

/** Any JSON, with the texts that YAML finds hard. */
export const JSON_VALUE: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    NUMBER,
    TEXT,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(KEY, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;
/** Any JSON object. */
export const JSON_OBJECT: fc.Arbitrary<JsonObject> = fc.dictionary(KEY, JSON_VALUE, {
  maxKeys: 5,
  noNullPrototype: true,
});

const ID = fc
  .stringMatching(/^[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,6}){0,2}$/)
  .filter((id) => id !== 'constructor' && id !== 'prototype');
const NAME = TEXT.filter((text) => text.length > 0 && text.length <= 200);
const NODE = fc.record(
  {
    type: fc.oneof(fc.constantFrom(...Object.keys(CATALOGUE)), NAME),
    title: TEXT,
    note: TEXT,
    config: JSON_OBJECT,
    retry: fc.record({ attempts: fc.integer(), backoff: TEXT.filter((text) => text.length <= 100) }),
    onUnknown: fc.constantFrom('retry' as const, 'hold' as const),
  },
  { requiredKeys: ['type', 'config'], noNullPrototype: true },
);
const PORT = fc.oneof(
  ID,
  TEXT.filter((text) => text.trim() === text && text !== '' && text.length < 80 && !/[\r\n]/.test(text)),
);

/** Any flow that a draft may hold, problems and all. */
export const FLOW_BUNDLE: fc.Arbitrary<FlowBundle> = fc
  .record({
    name: NAME,
    more: fc.record({ description: TEXT, vars: JSON_OBJECT }, { requiredKeys: [], noNullPrototype: true }),
    nodes: fc.dictionary(ID, NODE, { maxKeys: 6, noNullPrototype: true }),
    links: fc.array(fc.record({ from: ID, port: PORT, to: ID }), { maxLength: 6 }),
    places: fc.array(fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -5000, max: 5000 })), {
      maxLength: 6,
    }),
    notes: fc.array(
      fc.record({ text: TEXT, at: fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 })) }),
      { maxLength: 2 },
    ),
    files: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}\.jsonata$/), fc.string({ maxLength: 80 }), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  })
  .map(({ name, more, nodes, links, places, notes, files }) => {
    const ids = Object.keys(nodes);
    return {
      document: { leadflow: 1, name, ...more, nodes, edges: links },
      files,
      layout: {
        nodes: Object.fromEntries(ids.flatMap((id, i) => (places[i] ? [[id, places[i]]] : []))),
        ...(notes.length > 0 ? { notes } : {}),
      },
    };
  });
