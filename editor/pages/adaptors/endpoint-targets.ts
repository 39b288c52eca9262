// Which fields of the body an endpoint reads: the places of its path and parameters. Pure.
import { placesIn, readPath, readPlaces } from '../../../flows/language/places.ts';
import type { EndpointDocument } from '../../../flows/language/receivers.ts';

type Reads = Pick<EndpointDocument, 'path' | 'parameters' | 'body'>;

/** The dotted paths of the body that it fills itself in with; without them, a call cannot be made. */
export function endpointTargets({ path, parameters = [], body }: Reads): string[] {
  const filled = new Set(parameters.filter((each) => each.in === 'path').map(({ name }) => name));
  const inPath = placesIn(readPath(path)).filter(({ path: field }) => !filled.has(field));
  const inValues = parameters.flatMap(({ value = '' }) => placesIn(readPlaces(value)));
  const inTemplate = placesIn(readPlaces(body?.template ?? ''));
  const fields = [...inPath, ...inValues, ...inTemplate].filter(({ source }) => source === 'body');
  return [...new Set(fields.map(({ path: field }) => field).filter((field) => field !== ''))];
}

/** The same as text of the dialog that takes fields over: one a line, each required. */
export function endpointLines(endpoint: Reads): string {
  return endpointTargets(endpoint)
    .map((target) => `${target} *`)
    .join('\n');
}
