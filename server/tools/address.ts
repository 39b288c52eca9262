// The address of a request: the origin of the connection, which nothing can change, and the path with its places filled.
import { isWebPort } from '../../flows/language/address.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { fillPlaces, type Place, type PlaceText } from '../../flows/language/places.ts';
import { percentEncoded, plainText } from '../../flows/language/query-text.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { invalid } from './bodies/payload.ts';

/**
 * The path with every place percent-encoded for its part; a path parameter takes the place of that name. Fails with
 * CONFIG_INVALID where a value is missing, or where the result would leave the path that was drawn.
 */
export function fillPath(
  path: PlaceText,
  { parameters, valueAt }: { parameters: JsonObject; valueAt: (place: Place) => Json | undefined },
): string {
  const [only] = path.parts;
  const isFixed = path.parts.length === 1 && typeof only === 'string';
  const filled = isFixed
    ? only
    : fillPlaces(path, (place) => {
        const text = plainText(Object.hasOwn(parameters, place.text) ? parameters[place.text] : valueAt(place));
        if (text === '') throw invalid('path', `The path needs ${place.text}, and there is none in what is sent.`);
        return percentEncoded(text);
      });
  const end = filled.indexOf('?');
  const steps = (end === -1 ? filled : filled.slice(0, end)).split('/');
  if (steps.some((step) => step === '.' || step === '..')) {
    throw invalid('path', 'A field in the path is "." or "..", which would call another address.');
  }
  return filled;
}

/** Origins of connections that were in use: a definition is read once. */
const origins = new WeakMap<ConnectionDocument, string>();

/**
 * `scheme://host[:port]`, normalised. Fails with CONFIG_INVALID where the host holds more than a name and a port, or a port
 * of another protocol.
 */
export function originOf(connection: ConnectionDocument): string {
  const before = origins.get(connection);
  if (before !== undefined) return before;
  const { scheme, host } = connection;
  const plain = /^[\x21-\x7e]+$/.test(host) && !/[/?#@\\]/.test(host) && (scheme === 'http' || scheme === 'https');
  const url = plain ? URL.parse(`${scheme}://${host}`) : null;
  if (!url) {
    const says = `The host "${host}" of the connection must be a plain name, or a name and a port such as crm.example.com:8443.`;
    throw invalid('host', says);
  }
  if (url.port !== '' && !isWebPort(Number(url.port)))
    throw invalid('host', `Port ${url.port} of the host "${host}" is not one that a web server answers at.`);
  origins.set(connection, url.origin);
  return url.origin;
}
