// The form of how a connection or template shows who we are: the language's shapes with an admin's words.
import { hiddenWhere, type JsonSchema } from '../../../flows/language/catalogue.ts';
import type { Json } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { CONNECTION_SCHEMA } from '../../../flows/language/receiver-schemas.ts';
import type { ConnectionAuth, EndpointDocument } from '../../../flows/language/receivers.ts';
import { worded } from '../../kit/form-words.ts';
import { AUTH_WORDS } from './auth-words.ts';
import type { EndpointHolder } from './endpoints/endpoint-holder.ts';
import { secretField } from './endpoints/secret-field.ts';
import { shaped } from './endpoints/shaped.ts';

type Holder = Pick<EndpointHolder, 'kind' | 'slug' | 'parameters'>;

const PLACE: Record<'in' | 'name' | 'prefix', JsonSchema> = {
  in: { title: 'Sent in', default: 'header', 'x-words': ['Header', 'Query', 'Body'], 'x-width': 'half' },
  name: { title: 'Name of the header or parameter', 'x-width': 'half' },
  prefix: { title: 'Text before it', examples: ['Token '], 'x-width': 'half' },
};
const TOKEN_PLACE = { ...PLACE, name: { ...PLACE.name, examples: ['Authorization'] } };

/** The form with the one field `auth`. `endpoints` are those that can give a token. */
export function authFormOf(holder: Holder, endpoints: Readonly<Record<string, EndpointDocument>>): JsonSchema {
  const words = { ...plainWords(holder), token: tokenWords(endpoints), oauth2: oauthWords(holder) };
  const shapes = (CONNECTION_SCHEMA.properties?.auth?.anyOf ?? []).map((shape): JsonSchema => {
    const type = typeOf(shape.properties?.type?.const);
    const hidden = type === 'oauth2' ? hiddenWhere('refresh', 'grant', ['client-credentials']) : {};
    return { ...worded(shape, words[type]), ...hidden, title: AUTH_WORDS[type] ?? type };
  });
  return { type: 'object', properties: { auth: { title: 'Kind', default: { type: 'none' }, anyOf: shapes } } };
}

type Words = Record<string, JsonSchema>;

function plainWords(holder: Holder): Record<'none' | 'api-key' | 'basic' | 'bearer', Words> {
  const secret = secretField(holder, { title: 'Secret', what: 'token' });
  return {
    none: { type: {} },
    'api-key': { type: {}, ...PLACE, name: { ...PLACE.name, default: 'X-Api-Key' }, secret },
    basic: {
      type: {},
      user: { title: 'User', examples: ['leadflow'], minLength: 1 },
      secret: { ...secret, title: holder.kind === 'template' ? 'Password: field that holds it' : 'Password' },
    },
    bearer: { type: {}, secret },
  };
}

function tokenWords(endpoints: Readonly<Record<string, EndpointDocument>>): Words {
  const auths = Object.entries(endpoints).filter(([, { type }]) => type === 'auth');
  return {
    type: {},
    endpoint: {
      title: 'Auth endpoint',
      description:
        auths.length === 0
          ? 'Add an endpoint of the type Auth first, on the tab Endpoints.'
          : 'Is called for the token, which then counts until it expires; all runs share it.',
      enum: auths.map(([slug]) => slug),
      'x-words': auths.map(([slug, { name }]) => name || slug),
      'x-widget': 'drop-down',
      'x-width': 'half',
    },
    token: {
      title: 'Token at',
      description: 'Where the token stands in its answer.',
      default: 'access_token',
      examples: ['access_token'],
      'x-width': 'half',
    },
    expiresPath: {
      title: 'Seconds it counts, at',
      description: 'Where its answer says so.',
      examples: ['expires_in'],
      'x-width': 'half',
    },
    expiresIn: { title: 'Or a number of seconds', examples: [3600], 'x-width': 'half' },
    ...TOKEN_PLACE,
  };
}

function oauthWords(holder: Holder): Words {
  return {
    type: {},
    grant: {
      title: 'Grant',
      default: 'client-credentials',
      'x-words': ['Client credentials', 'Refresh token'],
      'x-width': 'half',
    },
    clientAuth: {
      title: 'The client shows who it is',
      'x-words': ['As user and password', 'In the body'],
      'x-width': 'half',
    },
    tokenUrl: {
      title: 'Token address',
      description: 'A path of the host, or a whole https address.',
      examples: ['/oauth/token'],
      'x-wanted': 'Write a path that begins with a slash, or an address that begins with https://.',
    },
    clientId: { title: 'Client id', examples: ['leadflow'], 'x-width': 'half' },
    scope: { title: 'Scope', examples: ['leads:write'], 'x-width': 'half' },
    secret: secretField(holder, { title: 'Client secret', what: 'client-secret' }),
    refresh: secretField(holder, { title: 'Refresh token', what: 'refresh-token' }),
    ...TOKEN_PLACE,
  };
}

/** What the form holds, as the document keeps it; a kind that was just chosen gets the names of its secrets. */
export function authOfForm(value: Json | undefined, holder: Holder, schema: JsonSchema): ConnectionAuth {
  if (!isObject(value)) return { type: 'none' };
  const named = holder.kind === 'connection' && value.type === 'oauth2' ? withSecretNames(value, holder.slug) : value;
  const bare = Object.fromEntries(
    Object.entries(named).filter(([key, each]) => key === 'secret' || each !== 'secret:'),
  );
  const { auth } = shaped(schema, { auth: bare });
  return JSON.parse(JSON.stringify(auth ?? { type: 'none' }));
}

function withSecretNames(value: Record<string, Json>, slug: string): Record<string, Json> {
  const secret = value.secret ?? `secret:${slug}-client-secret`;
  const refresh = value.grant === 'refresh-token' ? (value.refresh ?? `secret:${slug}-refresh-token`) : undefined;
  return { ...value, secret, ...(refresh === undefined ? {} : { refresh }) };
}

function typeOf(value: unknown): ConnectionAuth['type'] {
  const types = ['api-key', 'basic', 'bearer', 'token', 'oauth2'] as const;
  return types.find((type) => type === value) ?? 'none';
}
