// What jsonata itself makes of an expression: the values and codes that both tiers are held to.
import jsonata from 'jsonata';
import { expressionError } from '../../flows/expression/expression-error.ts';
import { regexEngine } from '../../flows/expression/regex.ts';
import { plainResult } from '../../flows/expression/result.ts';
import type { Json } from '../../flows/expression/value.ts';

/** A value, or the code of what went wrong. */
export type Made = { value: Json | undefined } | { code: string };

/** Evaluates with jsonata, with RE2 as both tiers have it and no guardrails. The input is copied: jsonata changes it. */
export async function byJsonata(text: string, input: unknown): Promise<Made> {
  try {
    const expression = jsonata(text, { RegexEngine: regexEngine() });
    const copy: unknown = input === undefined ? undefined : JSON.parse(JSON.stringify(input));
    return { value: plainResult(await expression.evaluate(copy)) };
  } catch (thrown) {
    return { code: expressionError(thrown).code };
  }
}

/** Runs a closure and keeps its value or its code. */
export function made(work: () => Json | undefined): Made {
  try {
    return { value: work() };
  } catch (thrown) {
    return { code: expressionError(thrown).code };
  }
}

/**
 * Whether JSONata writes into a list that it reads: an empty one that an object is made of gets an entry that is no value
 * (its `evaluateGroupExpression`), be the list in the input or made on the way.
 */
export async function writesIntoLists(text: string, input: unknown): Promise<boolean> {
  const before = JSON.stringify(input);
  const copy: unknown = JSON.parse(before);
  const result: unknown = await jsonata(text, { RegexEngine: regexEngine() })
    .evaluate(copy)
    .catch(() => undefined);
  return JSON.stringify(copy) !== before || hasHole(result);
}

function hasHole(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => each === undefined || hasHole(each));
  return typeof value === 'object' && value !== null && Object.values(value).some(hasHole);
}
