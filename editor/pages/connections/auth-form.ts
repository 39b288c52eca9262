// The form of how a connection shows who we are: the language's four shapes with an admin's words.
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import type { Json } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { CONNECTION_SCHEMA } from '../../../flows/language/receiver-schemas.ts';
import type { ConnectionAuth } from '../../../flows/language/receivers.ts';
import { worded } from '../../kit/form-words.ts';
import { AUTH_WORDS } from './auth-words.ts';

/** The form with the one field `auth`; a new secret is named after the connection. */
export function authFormOf(slug: string): JsonSchema {
  const secret: JsonSchema = {
    title: 'Secret',
    description: 'Its name. Several connections may share one secret.',
    default: `secret:${slug}-token`,
    'x-secret': true,
    'x-wanted': 'Use small letters, digits, dots and hyphens, such as acme-token.',
  };
  const words: Readonly<Record<ConnectionAuth['type'], Record<string, JsonSchema>>> = {
    none: { type: {} },
    'api-key': {
      type: {},
      in: { title: 'Sent in', default: 'header', 'x-words': ['Header', 'Query', 'Body'], 'x-width': 'half' },
      name: { title: 'Name of the header or parameter', default: 'X-Api-Key', 'x-width': 'half' },
      secret,
    },
    basic: { type: {}, user: { title: 'User', examples: ['leadflow'], minLength: 1 }, secret },
    bearer: { type: {}, secret },
    token: { type: {} },
    oauth2: { type: {}, secret },
  };
  const shapes = (CONNECTION_SCHEMA.properties?.auth?.anyOf ?? []).map((shape) => {
    const type = typeOf(shape.properties?.type?.const);
    return { ...worded(shape, words[type]), title: AUTH_WORDS[type] ?? type };
  });
  return { type: 'object', properties: { auth: { title: 'Kind', default: { type: 'none' }, anyOf: shapes } } };
}

/** What the form holds, as the document keeps it. */
export function authOfForm(value: Json | undefined): ConnectionAuth {
  if (!isObject(value)) return { type: 'none' };
  const text = (key: string): string => (typeof value[key] === 'string' ? value[key] : '');
  const secret = text('secret');
  switch (typeOf(value.type)) {
    case 'api-key': {
      const place = value.in === 'query' || value.in === 'body' ? value.in : 'header';
      return { type: 'api-key', in: place, name: text('name'), secret };
    }
    case 'basic':
      return { type: 'basic', user: text('user'), secret };
    case 'bearer':
      return { type: 'bearer', secret };
    default:
      return { type: 'none' };
  }
}

function typeOf(value: unknown): ConnectionAuth['type'] {
  return value === 'api-key' || value === 'basic' || value === 'bearer' ? value : 'none';
}
