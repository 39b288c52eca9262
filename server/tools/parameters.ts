// The parameters of an endpoint with their values, by where they go. They win over constants and over what a lead sends.
import { hash } from 'node:crypto';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { plainText } from '../../flows/language/query-text.ts';
import { invalid } from './bodies/payload.ts';
import type { CompiledEndpoint, CompiledParameter } from './compiled-endpoint.ts';
import type { HeaderRow } from './headers.ts';
import { MASK } from './masking.ts';
import { blankPlace, type PlaceOrigins, type PlaceValue, textValue } from './place-values.ts';
import type { Twofold } from './secret-names.ts';

/** Values by place, as sent and as recorded. */
export interface GivenParameters {
  headers: readonly HeaderRow[];
  query: Twofold<JsonObject>;
  path: Twofold<JsonObject>;
  body: Twofold<JsonObject>;
  /** Body parameters whose name is a dotted path: put where it says. */
  dotted: Twofold<readonly (readonly [string, Json])[]>;
  /** Whether one outside of the headers is made of a secret. */
  hides: boolean;
}

const NOTHING: Twofold<JsonObject> = { sent: {}, shown: {} };
const NONE: GivenParameters = {
  headers: [],
  query: NOTHING,
  path: NOTHING,
  body: NOTHING,
  dotted: { sent: [], shown: [] },
  hides: false,
};
/** Bodies in which a dotted name is a place; in the others it is a name. */
const NESTED: ReadonlySet<string> = new Set(['json', 'xml', 'soap', 'raw']);

/**
 * The parameters of one call. One that has no value is left out; a digest of a missing value is refused, as it would look
 * right and be wrong. Fails with CONFIG_INVALID, SECRET_MISSING.
 */
export function givenParameters({ parameters, send }: CompiledEndpoint, origins: PlaceOrigins): GivenParameters {
  if (parameters.length === 0) return NONE;
  const headers: HeaderRow[] = [];
  const at = { query: twofold(), path: twofold(), body: twofold() };
  const dotted: Twofold<[string, Json][]> = { sent: [], shown: [] };
  let hides = false;
  for (const parameter of parameters) {
    const { name, in: place } = parameter;
    const { sent, shown } = parameter.digest ? digestOf(parameter, origins) : textValue(parameter.text, origins);
    if (sent === undefined) continue;
    if (place === 'header') {
      if (plainText(sent) !== '') headers.push({ name, sent: plainText(sent), shown: plainText(shown) });
      continue;
    }
    hides ||= sent !== shown;
    if (place === 'body' && NESTED.has(send) && name.includes('.')) {
      dotted.sent.push([name, sent]);
      dotted.shown.push([name, shown ?? null]);
    } else {
      at[place].sent[name] = sent;
      at[place].shown[name] = shown ?? null;
    }
  }
  return { headers, ...at, dotted, hides };
}

/** Objects without a prototype: a parameter may be called anything. */
function twofold(): Twofold<JsonObject> {
  return { sent: Object.create(null), shown: Object.create(null) };
}

/** The hex digest of the value as UTF-8. One that is made of a secret is hidden like the secret. */
function digestOf({ name, text }: CompiledParameter, origins: PlaceOrigins): PlaceValue {
  const blank = blankPlace(text, origins);
  if (blank) {
    throw invalid(
      `parameters.${name}`,
      `The digest ${name} needs {${blank.text}}, and there is nothing in that place.`,
    );
  }
  const { sent, shown } = textValue(text, origins);
  const digest = hash('md5', plainText(sent).toWellFormed(), 'hex');
  if (sent === shown) return { sent: digest, shown: digest };
  origins.secrets.used.push(digest);
  return { sent: digest, shown: MASK };
}
