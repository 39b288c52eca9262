// The places in everything that an endpoint says: for the checks, and for the kept results that a call needs.
import { type PlaceText, placesIn, readPath, readPlaces } from './places.ts';
import type { EndpointDocument } from './receivers.ts';

/** A text of an endpoint with places. `where` names the field in its document, e.g. `parameters.0.value`. */
export interface EndpointText {
  where: string;
  text: PlaceText;
}

/** What was read of each endpoint: a pinned one is read once. */
const known = new WeakMap<EndpointDocument, readonly string[]>();

/** Path, parameters and template of an endpoint, read. A parameter without a value is the connection's field of its name. */
export function endpointTexts({ path, parameters = [], body }: EndpointDocument): EndpointText[] {
  const texts = parameters.map(({ name, value = `{field.${name}}` }, i) => {
    return { where: `parameters.${i}.value`, text: readPlaces(value) };
  });
  const template = body?.template === undefined ? [] : [{ where: 'body.template', text: readPlaces(body.template) }];
  return [{ where: 'path', text: readPath(path) }, ...texts, ...template];
}

/** Names of the kept results that a call of the endpoint needs, each once. */
export function resultsUsed(endpoint: EndpointDocument): readonly string[] {
  const before = known.get(endpoint);
  if (before) return before;
  const places = endpointTexts(endpoint).flatMap(({ text }) => placesIn(text));
  const names = [...new Set(places.flatMap(({ source, name }) => (source === 'result' ? [name] : [])))];
  known.set(endpoint, names);
  return names;
}
