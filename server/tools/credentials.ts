// How a connection shows who we are: its sign-in as headers, query and body fields, each as sent and as recorded. Pure.
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionAuth, CredentialPlace } from '../../flows/language/receivers.ts';
import type { HeaderRow } from './headers.ts';
import { MASK } from './masking.ts';
import type { SecretReader, Twofold } from './secret-names.ts';

/** What the sign-in adds to a request. */
export interface Credentials {
  headers: HeaderRow[];
  query: Twofold<JsonObject>;
  body: Twofold<JsonObject>;
}

/** Where a fetched token goes unless the connection says otherwise. */
const BEARER: CredentialPlace = { in: 'header', name: 'Authorization', prefix: 'Bearer ' };

/**
 * Opens the secret of a sign-in, or takes the `token` that was fetched for it; both are kept in `secrets.used`, in every form
 * that they are sent in. Fails with CONFIG_INVALID, SECRET_MISSING.
 */
export function credentialsOf(
  auth: ConnectionAuth | undefined,
  { secrets, token }: { secrets: SecretReader; token: string | undefined },
): Credentials {
  switch (auth?.type) {
    case undefined:
    case 'none':
      return { headers: [], query: NOTHING, body: NOTHING };
    case 'bearer':
      return placed(BEARER, secrets.open(auth.secret));
    case 'basic':
      return basic(auth, secrets);
    case 'api-key':
      return placed(auth, secrets.open(auth.secret));
    case 'token':
    case 'oauth2':
      if (token === undefined)
        throw new Failure('CONFIG_INVALID', { detail: 'No token was fetched for this connection.' });
      secrets.used.push(token);
      return placed(placeOfToken(auth), token);
  }
}

const NOTHING: Twofold<JsonObject> = { sent: {}, shown: {} };

/** With a name or place of its own, a token has only the prefix that is given with it. */
function placeOfToken({ in: place, name, prefix }: Partial<CredentialPlace>): CredentialPlace {
  if (name === undefined && place === undefined) return { ...BEARER, ...(prefix === undefined ? {} : { prefix }) };
  const standard = (place ?? 'header') === 'header' && (name ?? BEARER.name).toLowerCase() === 'authorization';
  const front = prefix ?? (standard ? BEARER.prefix : undefined);
  return { in: place ?? 'header', name: name ?? BEARER.name, ...(front === undefined ? {} : { prefix: front }) };
}

function placed({ in: place, name, prefix = '' }: CredentialPlace, secret: string): Credentials {
  const sent = prefix + secret;
  const shown = prefix + MASK;
  if (place === 'header') return { headers: [{ name, sent, shown }], query: NOTHING, body: NOTHING };
  const field = { sent: { [name]: sent }, shown: { [name]: shown } };
  return { headers: [], query: place === 'query' ? field : NOTHING, body: place === 'body' ? field : NOTHING };
}

/** RFC 7617: the user name ends at the first colon. */
function basic({ user, secret }: { user: string; secret: string }, secrets: SecretReader): Credentials {
  if (user.includes(':')) throw new Failure('CONFIG_INVALID', { detail: 'A user name cannot hold a colon.' });
  const pair = Buffer.from(`${user}:${secrets.open(secret)}`).toString('base64');
  secrets.used.push(pair);
  return placed({ in: 'header', name: 'Authorization', prefix: 'Basic ' }, pair);
}
