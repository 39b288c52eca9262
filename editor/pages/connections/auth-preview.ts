// How a connection's authentication will be sent, as one line with the secret hidden. Pure.
import type { ConnectionAuth, CredentialPlace } from '../../../flows/language/receivers.ts';

const HIDDEN = '••••';
const STANDARD = 'Authorization';

/** The line: `Authorization: Bearer ••••`, `?api_key=••••`, or a field of the body. */
export function sentAs(auth: ConnectionAuth | undefined): string {
  switch (auth?.type) {
    case undefined:
    case 'none':
      return '';
    case 'basic':
      return `${STANDARD}: Basic ${HIDDEN}`;
    case 'bearer':
      return `${STANDARD}: Bearer ${HIDDEN}`;
    case 'api-key':
      return placed(auth);
    case 'token':
    case 'oauth2':
      return placed(tokenPlace(auth));
  }
}

/** Where a token goes: the standard header unless told, with its `Bearer` unless told. */
function tokenPlace({ in: place = 'header', name = STANDARD, prefix }: Partial<CredentialPlace>): CredentialPlace {
  const isStandard = place === 'header' && name.toLowerCase() === STANDARD.toLowerCase();
  const front = prefix ?? (isStandard ? 'Bearer ' : '');
  return { in: place, name, prefix: front };
}

function placed({ in: place, name, prefix = '' }: CredentialPlace): string {
  const shown = `${prefix}${HIDDEN}`;
  if (place === 'header') return `${name}: ${shown}`;
  return place === 'query' ? `?${name}=${shown}` : `Body: ${JSON.stringify({ [name]: shown })}`;
}
