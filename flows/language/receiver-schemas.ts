// The schemas of templates, connections and endpoints: the readers refuse what does not fit, the writers follow their order.
import { ANSWER_SCHEMA, SAMPLE_PROPERTIES, SAMPLES_SCHEMA } from './answer-schema.ts';
import type { JsonSchema } from './catalogue.ts';
import { NODE_ID } from './document.ts';
import { ID_NAMES, LONGEST_ID, NAME, PROSE } from './schema-parts.ts';

const SCALAR = ['string', 'number', 'boolean', 'null'] as const;
const SLUG: JsonSchema = { type: 'string', pattern: NODE_ID.source, maxLength: LONGEST_ID };
const FLAG: JsonSchema = { type: 'boolean', default: false };
const FACTS: JsonSchema = { type: 'object', additionalProperties: { type: [...SCALAR, 'object', 'array'] } };
const SECRET: JsonSchema = {
  type: 'string',
  title: 'secret',
  // A template names a field of its connections instead, which holds the reference.
  pattern: '^(secret:[a-z0-9]+([._-][a-z0-9]+)*|[{]field[.][^{}]+[}])$',
  examples: ['secret:acme-token'],
};
const HOST: JsonSchema = {
  type: 'string',
  maxLength: 300,
  pattern:
    '^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?$',
  examples: ['api.acme.example:8443'],
};

function object(properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema {
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

const HEADERS: JsonSchema = {
  type: 'array',
  'x-lines': true,
  items: object({ name: NAME, value: { type: 'string' } }, ['name', 'value']),
};

const PLACE = { in: { enum: ['header', 'query', 'body'] }, name: NAME, prefix: { type: 'string', maxLength: 100 } };

/** The ways in which a connection shows who we are. */
const AUTH_SCHEMA: JsonSchema = {
  anyOf: [
    object({ type: { const: 'none' } }, ['type']),
    object({ type: { const: 'api-key' }, ...PLACE, secret: SECRET }, ['type', 'in', 'name', 'secret']),
    object({ type: { const: 'basic' }, user: { type: 'string' }, secret: SECRET }, ['type', 'user', 'secret']),
    object({ type: { const: 'bearer' }, secret: SECRET }, ['type', 'secret']),
    object(
      {
        type: { const: 'token' },
        endpoint: SLUG,
        token: { type: 'string', minLength: 1, maxLength: 500 },
        expiresPath: { type: 'string', maxLength: 500 },
        expiresIn: { type: 'integer', minimum: 1, maximum: 31_536_000 },
        ...PLACE,
      },
      ['type', 'endpoint', 'token'],
    ),
    object(
      {
        type: { const: 'oauth2' },
        grant: { enum: ['client-credentials', 'refresh-token'] },
        tokenUrl: { type: 'string', pattern: '^(/|https://)[^\\s#]*$', maxLength: 2_000 },
        clientId: { type: 'string', minLength: 1, maxLength: 500 },
        secret: SECRET,
        refresh: SECRET,
        scope: { type: 'string', maxLength: 2_000 },
        clientAuth: { enum: ['basic', 'body'], default: 'basic' },
        ...PLACE,
      },
      ['type', 'grant', 'tokenUrl', 'clientId'],
    ),
  ],
};

const PARAMETER_PLACE: JsonSchema = { enum: ['header', 'body', 'query', 'path', 'md5'] };
const DIGEST_PLACE: JsonSchema = { enum: ['header', 'body', 'query'], default: 'header' };
const VALUE: JsonSchema = { type: 'string', maxLength: 4_000, examples: ['{field.api_key}{body.phone}'] };

const ENDPOINT_PARAMETERS: JsonSchema = {
  type: 'array',
  'x-lines': true,
  maxItems: 200,
  items: object({ name: NAME, in: PARAMETER_PLACE, digestIn: DIGEST_PLACE, value: VALUE }, ['name']),
};

const TEMPLATE_PARAMETERS: JsonSchema = {
  type: 'array',
  'x-lines': true,
  maxItems: 200,
  items: object(
    {
      name: NAME,
      label: NAME,
      description: PROSE,
      in: PARAMETER_PLACE,
      digestIn: DIGEST_PLACE,
      value: VALUE,
      default: { type: 'string', maxLength: 4_000 },
      required: FLAG,
      secret: FLAG,
    },
    ['name', 'in'],
  ),
};

const BODY_SCHEMA = object({
  charset: { enum: ['utf-8', 'iso-8859-1', 'windows-1252', 'us-ascii'], default: 'utf-8' },
  contentType: { type: 'string', maxLength: 200 },
  template: { type: 'string', maxLength: 100_000 },
  escape: { enum: ['none', 'json', 'xml', 'url', 'csv'], default: 'none' },
  lists: { enum: ['repeat', 'brackets', 'indexed', 'comma'], default: 'repeat' },
  stuffed: object({ field: NAME, as: { enum: ['json', 'xml'] } }, ['field', 'as']),
  root: { type: 'string', maxLength: 200 },
  cdata: { type: 'array', items: { type: 'string', maxLength: 500 }, maxItems: 200 },
  soap: object(
    {
      version: { enum: ['1.1', '1.2'], default: '1.1' },
      action: { type: 'string', maxLength: 2_000 },
      operation: NAME,
      namespace: { type: 'string', maxLength: 2_000 },
      user: object({ name: { type: 'string' }, secret: SECRET, digest: FLAG }, ['name', 'secret']),
    },
    ['operation', 'namespace'],
  ),
});

/** One endpoint of a template or connection. */
export const ENDPOINT_SCHEMA: JsonSchema = object(
  {
    name: NAME,
    label: NAME,
    description: PROSE,
    type: { enum: ['auth', 'get-data', 'post-data', 'send-sms'] },
    method: { enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
    path: { type: 'string', pattern: '^/[^\\s#]*$', maxLength: 2_000, examples: ['/leads/find'] },
    trigger: {
      enum: ['call-started', 'call-connected', 'call-ended', 'sms-sent', 'contact-created', 'ticket-created'],
    },
    send: { enum: ['json', 'form', 'query', 'raw', 'xml', 'soap', 'multipart'] },
    body: BODY_SCHEMA,
    receive: { enum: ['json', 'xml', 'text', 'html'] },
    hardParams: FACTS,
    parameters: ENDPOINT_PARAMETERS,
    adaptor: SLUG,
    result: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$', maxLength: 100 },
    answer: ANSWER_SCHEMA,
    timeoutMs: { type: 'integer', minimum: 1, maximum: 300_000, default: 15_000 },
    idempotent: FLAG,
    sample: object(SAMPLE_PROPERTIES, ['status', 'body']),
    samples: SAMPLES_SCHEMA,
  },
  ['name', 'method', 'path'],
);

const ENDPOINTS: JsonSchema = {
  type: 'object',
  'x-lines': true,
  propertyNames: ID_NAMES,
  additionalProperties: ENDPOINT_SCHEMA,
};
const IDEMPOTENCY_HEADER: JsonSchema = {
  type: 'string',
  maxLength: 100,
  pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]*$",
};
const CONCURRENCY: JsonSchema = { type: 'integer', minimum: 1, maximum: 1000 };

/** `connections/<slug>.yaml`. */
export const CONNECTION_SCHEMA: JsonSchema = object(
  {
    leadflow: { const: 1 },
    name: NAME,
    description: PROSE,
    template: SLUG,
    tenant: { type: 'string', maxLength: 200 },
    scheme: { enum: ['http', 'https'] },
    host: HOST,
    allow: {
      type: 'array',
      // An address or a CIDR block, with a port after it; IPv6 in brackets where a port follows.
      items: {
        type: 'string',
        maxLength: 100,
        pattern: '^(\\[[0-9a-fA-F:.]+\\]|[0-9a-fA-F:.]+?)(/\\d{1,3})?(:\\d{1,5})?$',
      },
      maxItems: 50,
    },
    fields: { type: 'object', additionalProperties: { type: 'string', maxLength: 8_192 } },
    auth: AUTH_SCHEMA,
    headers: HEADERS,
    idempotencyHeader: IDEMPOTENCY_HEADER,
    concurrency: CONCURRENCY,
    endpoints: { ...ENDPOINTS, default: {} },
    info: FACTS,
    iframe: FACTS,
  },
  ['leadflow', 'name', 'scheme', 'host'],
);

/** `connections/templates/<slug>.yaml`. */
export const TEMPLATE_SCHEMA: JsonSchema = object(
  {
    leadflow: { const: 1 },
    name: NAME,
    label: NAME,
    type: { enum: ['crm', 'sms', 'other'], default: 'other' },
    description: PROSE,
    checkedAgainst: { type: 'array', 'x-lines': true, items: { type: 'string', maxLength: 1_000 }, maxItems: 50 },
    onlyFor: { type: 'array', items: SLUG, maxItems: 1_000 },
    scheme: { enum: ['http', 'https'] },
    host: HOST,
    parameters: TEMPLATE_PARAMETERS,
    auth: AUTH_SCHEMA,
    headers: HEADERS,
    idempotencyHeader: IDEMPOTENCY_HEADER,
    concurrency: CONCURRENCY,
    endpoints: { ...ENDPOINTS, default: {} },
    info: FACTS,
    iframe: FACTS,
  },
  ['leadflow', 'name'],
);
