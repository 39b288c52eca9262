// What stands in the places of a call, as it is sent and as it is recorded. Only fields of the connection open secrets.
import type { Json } from '../../flows/language/document.ts';
import { isObject } from '../../flows/language/json.ts';
import { getPath } from '../../flows/language/paths.ts';
import type { Place, PlaceText } from '../../flows/language/places.ts';
import { plainText } from '../../flows/language/query-text.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import { invalid } from './bodies/payload.ts';
import { MASK } from './masking.ts';
import type { SecretReader, Twofold } from './secret-names.ts';

/** A value of a place; undefined where there is nothing. */
export type PlaceValue = Twofold<Json | undefined>;

/** Where the values come from. `body` makes what the caller sends, with the constants: most calls have no place that asks. */
export interface PlaceOrigins {
  connection: ConnectionDocument;
  token: string | undefined;
  body: () => Twofold<Json>;
  results: OutboundCall['results'];
  secrets: SecretReader;
}

/** The value of one place. Fails with CONFIG_INVALID where a token or a kept result is not there, SECRET_MISSING. */
export function placeValue(place: Place, { connection, token, body, results, secrets }: PlaceOrigins): PlaceValue {
  switch (place.source) {
    case 'field': {
      const { fields = {} } = connection;
      const text = Object.hasOwn(fields, place.name) ? (fields[place.name] ?? '') : '';
      return text.trim() === '' ? NONE : secrets.text(text);
    }
    case 'tenant':
      return same(connection.tenant);
    case 'host':
      return same(connection.host);
    case 'token':
      if (token === undefined)
        throw invalid('parameters', 'The call sends {token}, but the connection signs in without an access token.');
      return { sent: token, shown: MASK };
    case 'body': {
      const { sent: data, shown } = body();
      const sent = ownValue(data, place.path);
      return { sent, shown: shown === data ? sent : ownValue(shown, place.path) };
    }
    case 'result':
      return same(resultValue(place, results));
  }
}

/** A whole text: the value itself where it is one place and nothing else, so that a number stays one. */
export function textValue({ parts }: PlaceText, origins: PlaceOrigins): PlaceValue {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && typeof first !== 'string') return placeValue(first, origins);
  let sent = '';
  let shown = '';
  for (const part of parts) {
    const value = typeof part === 'string' ? undefined : placeValue(part, origins);
    sent += value ? plainText(value.sent) : part;
    shown += value ? plainText(value.shown) : part;
  }
  return { sent, shown };
}

/** The first place of a text that has nothing to fill it. */
export function blankPlace({ parts }: PlaceText, origins: PlaceOrigins): Place | undefined {
  return parts.find(
    (part): part is Place => typeof part !== 'string' && plainText(placeValue(part, origins).sent) === '',
  );
}

/** A field by its whole name, else along the dotted path. */
function ownValue(value: Json, path: string): Json | undefined {
  if (isObject(value) && Object.hasOwn(value, path)) return value[path];
  return getPath(value, path);
}

function resultValue({ name, path, text }: Place, results: OutboundCall['results'] = {}): Json {
  if (!Object.hasOwn(results, name)) {
    const says = `The call needs the kept result “${name}”, and no step before it kept one. Make the call that keeps it first.`;
    throw invalid('result', says);
  }
  const found = getPath(results[name], path);
  if (found === undefined || found === null) {
    throw invalid('result', `The call needs {${text}}, but the kept result “${name}” has nothing at “${path}”.`);
  }
  return found;
}

function same(value: Json | undefined): PlaceValue {
  return { sent: value, shown: value };
}

const NONE: PlaceValue = same(undefined);
