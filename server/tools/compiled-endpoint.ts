// An endpoint made ready for its calls: its texts are read and checked once, when the first call of a release is built.
import type { JsonObject } from '../../flows/language/document.ts';
import { type PlaceText, readPath, readPlaces } from '../../flows/language/places.ts';
import type { BodyOptions, EndpointDocument, ParameterPlace } from '../../flows/language/receivers.ts';
import { invalid } from './bodies/payload.ts';

/** A parameter, its value read. `digest` where the MD5 digest of the value is sent instead. */
export interface CompiledParameter {
  name: string;
  in: Exclude<ParameterPlace, 'md5'>;
  digest: boolean;
  text: PlaceText;
}

/** What of an endpoint is the same for all its calls. */
export interface CompiledEndpoint {
  path: PlaceText;
  parameters: readonly CompiledParameter[];
  template: PlaceText | undefined;
  send: NonNullable<EndpointDocument['send']>;
  options: BodyOptions;
  constants: JsonObject;
  /** Whether a constant may name a secret: most do not, and need no second look at each call. */
  mayHide: boolean;
}

const known = new WeakMap<EndpointDocument, CompiledEndpoint>();
const NOTHING: JsonObject = {};
const NO_OPTIONS: BodyOptions = {};

/** The endpoint, read. Fails with CONFIG_INVALID naming a text that cannot be filled. */
export function compiledEndpoint(endpoint: EndpointDocument): CompiledEndpoint {
  const before = known.get(endpoint);
  if (before) return before;
  const { hardParams = NOTHING, parameters = [], body = NO_OPTIONS } = endpoint;
  const compiled: CompiledEndpoint = {
    path: pathOf(endpoint.path),
    parameters: parameters.map(parameterOf),
    template: body.template === undefined ? undefined : sound(readPlaces(body.template), 'body.template'),
    send: endpoint.method === 'GET' ? 'query' : (endpoint.send ?? 'json'),
    options: body,
    constants: hardParams,
    mayHide: JSON.stringify(hardParams).includes('"secret:'),
  };
  known.set(endpoint, compiled);
  return compiled;
}

function parameterOf({
  name,
  in: place = 'body',
  digestIn = 'header',
  value = `{field.${name}}`,
}: NonNullable<EndpointDocument['parameters']>[number]): CompiledParameter {
  const digest = place === 'md5';
  return { name, in: digest ? digestIn : place, digest, text: sound(readPlaces(value), `parameters.${name}`) };
}

function pathOf(path: string): PlaceText {
  // A name in braces may hold a blank; it is filled before anything is sent.
  const around = path.replace(/\{[^{}]*\}/g, 'x');
  if (!path.startsWith('/') || path.startsWith('//') || !/^[\x21-\x7e]+$/.test(around) || /[\\#]/.test(path)) {
    throw invalid('path', `The path "${path}" must start with one / and hold no blanks, # or \\.`);
  }
  return readPath(path);
}

function sound(text: PlaceText, field: string): PlaceText {
  const [fault] = text.faults;
  if (fault) throw invalid(field, `${fault.says} ${fault.remedy}`);
  return text;
}
