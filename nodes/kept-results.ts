// Kept results: what a call answered under a name, found again by the later calls of the same run.
import type { Json, JsonObject } from '../flows/language/document.ts';
import { resultsUsed } from '../flows/language/endpoint-places.ts';
import { Failure } from '../flows/language/failures.ts';
import { isObject } from '../flows/language/json.ts';
import { looksOf } from '../flows/language/parsed-answer.ts';
import type { EndpointDocument } from '../flows/language/receivers.ts';
import type { Tools } from './tools.ts';

/**
 * The kept results that an endpoint names, read as data; the latest of a name counts. Fails with
 * CONFIG_INVALID where one was not kept before, or is not readable.
 */
export async function keptResults(
  endpoint: EndpointDocument,
  steps: JsonObject,
  parse: Tools['parse'],
): Promise<JsonObject> {
  const results: JsonObject = {};
  for (const name of resultsUsed(endpoint)) results[name] = await readResult(name, answerOf(name, steps), parse);
  return results;
}

/** What the last step that kept a result of this name was answered. */
function answerOf(name: string, steps: JsonObject): { body: string; type: Json | undefined } {
  const kept = Object.values(steps).findLast((value): value is JsonObject => isObject(value) && value.result === name);
  if (typeof kept?.body === 'string') return { body: kept.body, type: kept.type };
  throw lacking(name, 'no step before this one kept it. Draw the call that keeps it before this one.');
}

/** As what it looks like, whatever it was declared as: a kept result is read for its values. */
async function readResult(
  name: string,
  { body, type }: ReturnType<typeof answerOf>,
  parse: Tools['parse'],
): Promise<Json> {
  const looksLike = looksOf(body);
  const [, declared] = /[/+](json|xml)$/.exec(String(type)) ?? [];
  const seen = looksLike === 'json' || looksLike === 'xml' ? looksLike : declared;
  const read = await parse(body, seen === 'json' || seen === 'xml' ? seen : 'text');
  if (read.ok) return read.data;
  throw lacking(name, `its answer cannot be read. ${read.says}`);
}

function lacking(name: string, why: string): Failure {
  const says = `The call needs the kept result “${name}”, but ${why}`;
  return new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'endpoint', says }] });
}
