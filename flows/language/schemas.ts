// The shapes of the documents that git holds, as schemas: the readers refuse what does not fit, the writers follow their order.
import type { JsonSchema } from './catalogue.ts';
import { DATE_FORMATS } from './date-write.ts';
import { ID_NAMES, LONGEST_ID, NAME, PROSE } from './schema-parts.ts';

/** Names of expression files: plain, in the flow's folder itself. */
export const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.jsonata$/;

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
    zone: { type: 'string', maxLength: 100 },
    fields: {
      type: 'array',
      'x-lines': true,
      items: {
        type: 'object',
        properties: {
          target: NAME,
          when: { type: 'string', maxLength: 10_000 },
          from: { type: 'string' },
          value: {},
          date: { enum: DATE_FORMATS.map(({ name }) => name) },
          dayFirst: { type: 'boolean', default: false },
          lookup: { type: 'string', maxLength: LONGEST_ID },
          otherwise: { enum: ['default', 'keep', 'empty', 'fail'], default: 'default' },
          default: {},
          empty: { enum: ['omit', 'null', 'empty'], default: 'omit' },
          required: { type: 'boolean', default: false },
          type: { enum: ['string', 'number', 'boolean'] },
          comment: PROSE,
        },
        required: ['target'],
      },
    },
    tables: {
      type: 'object',
      'x-lines': true,
      propertyNames: ID_NAMES,
      additionalProperties: {
        type: 'object',
        'x-lines': true,
        additionalProperties: { type: ['string', 'number', 'boolean'] },
      },
    },
  },
  required: ['leadflow', 'name', 'fields'],
};
