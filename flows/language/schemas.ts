// The shapes of the documents that git holds, as schemas: the readers refuse what does not fit, the writers follow their order.
import type { JsonSchema } from './catalogue.ts';
import { NODE_ID } from './document.ts';

/** Longest id of a node, endpoint, or slug, characters. */
export const LONGEST_ID = 64;
/** Names of expression files: plain, in the flow's folder itself. */
export const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.jsonata$/;

const NAME: JsonSchema = { type: 'string', minLength: 1, maxLength: 200 };
/** Texts for people: `x-prose` lets the writer fold them. */
const PROSE: JsonSchema = { type: 'string', maxLength: 10_000, 'x-prose': true };
const ID_NAMES = {
  pattern: NODE_ID.source,
  maxLength: LONGEST_ID,
  description: `is not an id: use lower-case words joined by hyphens, such as ask-crm, at most ${LONGEST_ID} characters.`,
};
const SCALAR = ['string', 'number', 'boolean', 'null'] as const;
const HEADERS: JsonSchema = {
  type: 'array',
  'x-lines': true,
  items: {
    type: 'object',
    properties: { name: NAME, value: { type: 'string' } },
    required: ['name', 'value'],
  },
};

/** One node of a flow, its config left open: the catalogue's schema takes its place where there is one. */
export const NODE_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    type: NAME,
    title: { type: 'string', maxLength: 200 },
    note: PROSE,
    config: { type: 'object' },
    retry: {
      type: 'object',
      properties: {
        attempts: { type: 'integer' },
        backoff: { type: 'string', maxLength: 100 },
        on: { type: 'array', items: { type: ['string', 'integer'] } },
      },
      required: ['attempts', 'backoff'],
    },
    onUnknown: {
      anyOf: [
        { enum: ['retry', 'hold'] },
        {
          type: 'object',
          properties: { endpoint: { type: 'string' }, accepted: { type: 'string' } },
          required: ['endpoint', 'accepted'],
        },
      ],
    },
  },
  required: ['type'],
};

/** `flow.yaml`. `x-lines` marks what is always written one entry a line, `x-column` where short entries begin. */
export const FLOW_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    leadflow: { const: 1 },
    name: NAME,
    description: PROSE,
    vars: { type: 'object', 'x-lines': true },
    zone: { type: 'string', maxLength: 100 },
    onError: { type: 'string', maxLength: 100 },
    concurrency: { type: 'integer', minimum: 1, maximum: 10_000 },
    nodes: {
      type: 'object',
      'x-lines': true,
      'x-column': 12,
      propertyNames: ID_NAMES,
      additionalProperties: NODE_SCHEMA,
    },
    edges: { type: 'array', 'x-lines': true, items: { type: 'string', maxLength: 400 } },
  },
  required: ['leadflow', 'name'],
};

/** One edge as data, where a flow is not written as text. */
export const EDGE_SCHEMA: JsonSchema = {
  type: 'object',
  properties: { from: { type: 'string' }, port: { type: 'string' }, to: { type: 'string' } },
  required: ['from', 'port', 'to'],
};

/** A place on the canvas, pixels. */
export const POSITION_SCHEMA: JsonSchema = {
  type: 'array',
  minItems: 2,
  maxItems: 2,
  items: { type: 'number', minimum: -10_000_000, maximum: 10_000_000 },
};

/** The reviewer's notes of a layout. */
export const LAYOUT_NOTES_SCHEMA: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: { text: { type: 'string', maxLength: 10_000 }, at: POSITION_SCHEMA },
    required: ['text', 'at'],
  },
};

/** `adaptors/<slug>.yaml`. */
export const ADAPTOR_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    leadflow: { const: 1 },
    name: NAME,
    description: PROSE,
    fields: {
      type: 'array',
      'x-lines': true,
      items: {
        type: 'object',
        properties: {
          target: NAME,
          from: { type: 'string' },
          value: {},
          default: {},
          empty: { enum: ['omit', 'null', 'empty'], default: 'omit' },
          required: { type: 'boolean', default: false },
          type: { enum: ['string', 'number', 'boolean'] },
          comment: PROSE,
        },
        required: ['target'],
      },
    },
  },
  required: ['leadflow', 'name', 'fields'],
};

const SECRET: JsonSchema = {
  type: 'string',
  title: 'secret',
  pattern: '^secret:[a-z0-9]+([._-][a-z0-9]+)*$',
  examples: ['secret:acme-token'],
};

/** The four ways in which a connection shows who we are. */
const AUTH_SCHEMA: JsonSchema = {
  anyOf: [
    { type: 'object', properties: { type: { const: 'none' } }, required: ['type'] },
    {
      type: 'object',
      properties: { type: { const: 'api-key' }, in: { enum: ['header', 'query', 'body'] }, name: NAME, secret: SECRET },
      required: ['type', 'in', 'name', 'secret'],
    },
    {
      type: 'object',
      properties: { type: { const: 'basic' }, user: { type: 'string' }, secret: SECRET },
      required: ['type', 'user', 'secret'],
    },
    {
      type: 'object',
      properties: { type: { const: 'bearer' }, secret: SECRET },
      required: ['type', 'secret'],
    },
  ],
};

const ENDPOINT_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    name: NAME,
    description: PROSE,
    method: { enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
    path: { type: 'string', pattern: '^/[^\\s#]*$', maxLength: 2_000, examples: ['/leads/find'] },
    send: { enum: ['json', 'form', 'raw'] },
    receive: { enum: ['json', 'xml', 'text'] },
    hardParams: { type: 'object', additionalProperties: { type: [...SCALAR, 'object', 'array'] } },
    timeoutMs: { type: 'integer', minimum: 1, maximum: 300_000, default: 15_000 },
    idempotent: { type: 'boolean', default: false },
    sample: {
      type: 'object',
      properties: {
        status: { type: 'integer', minimum: 100, maximum: 599 },
        type: { type: 'string' },
        body: { type: 'string' },
      },
      required: ['status', 'body'],
    },
  },
  required: ['name', 'method', 'path'],
};

/** `connections/<slug>.yaml`. */
export const CONNECTION_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    leadflow: { const: 1 },
    name: NAME,
    description: PROSE,
    scheme: { enum: ['http', 'https'] },
    host: {
      type: 'string',
      maxLength: 300,
      pattern:
        '^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?$',
      examples: ['api.acme.example:8443'],
    },
    auth: AUTH_SCHEMA,
    headers: HEADERS,
    idempotencyHeader: { type: 'string', maxLength: 100, pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]*$" },
    concurrency: { type: 'integer', minimum: 1, maximum: 1000 },
    endpoints: { type: 'object', 'x-lines': true, propertyNames: ID_NAMES, additionalProperties: ENDPOINT_SCHEMA },
  },
  required: ['leadflow', 'name', 'scheme', 'host', 'endpoints'],
};
