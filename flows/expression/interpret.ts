// Evaluates any expression with JSONata itself. Only where it can be killed (the server's sandbox, the editor's worker): it can be made to loop and to fill memory.
import { ExpressionError, expressionError } from './expression-error.ts';
import { toMillis } from './functions-time.ts';
import { NATIVES } from './natives.ts';
import { seededRandom, shuffled } from './random.ts';
import { regexEngine } from './regex.ts';
import { plainResult } from './result.ts';
import { readTree } from './tree.ts';
import type { Json } from './value.ts';

/**
 * JSONata's own limits: milliseconds, nested evaluations, items of one sequence. The fields of one object are evaluated
 * side by side and all count as nested, so that the limit is that of the nodes: at 200, a map of 60 fields failed.
 */
const GUARDRAILS = { timeout: 100, stack: 5_000, sequence: 10_000 } as const;
/** JSONata's codes for those limits. */
const LIMIT_CODES: ReadonlySet<string> = new Set(['D1011', 'D1012', 'D2014', 'D2015']);

/** What an evaluation is given beside its input: milliseconds since 1970, and a seed as `seededRandom` takes it. */
export interface InterpretOptions {
  now: number;
  random: number;
}

/** An expression, ready to be interpreted. One evaluation at a time. */
export interface Interpreted {
  /** Plain JSON, or undefined. Rejects with ExpressionError; JSONata's limits keep their code. */
  evaluate: (input: object, options: InterpretOptions) => Promise<Json | undefined>;
}

/** True for the codes that say that an expression took too long or made too much. */
export function isLimit(code: string): boolean {
  return code === 'EXPRESSION_LIMIT' || LIMIT_CODES.has(code);
}

/** Reads an expression for the interpreter. Fails with ExpressionError, as `compileExpression` does. */
export function interpret(text: string): Interpreted {
  const { expression } = readTree(text, { ...GUARDRAILS, RegexEngine: regexEngine() });
  const clock = { now: 0 };
  const dice = { roll: seededRandom(0) };
  const written = (picture: unknown, zone: unknown) =>
    NATIVES.get('fromMillis')?.implementation(clock.now, picture, zone);
  expression.registerFunction('now', written, '<s?s?:s>');
  expression.registerFunction('millis', () => clock.now, '<:n>');
  expression.registerFunction('random', () => dice.roll(), '<:n>');
  expression.registerFunction(
    'shuffle',
    (list: unknown) => (Array.isArray(list) ? shuffled(list, dice.roll) : list),
    '<a:a>',
  );
  expression.registerFunction(
    'toMillis',
    (date: unknown, picture: unknown) => toMillis(date, picture, clock.now),
    '<s-s?:n>',
  );
  // Parsing refuses $eval by name; this is for the ways around a name.
  expression.assign('eval', undefined);
  return {
    evaluate: async (input, options) => {
      clock.now = options.now;
      dice.roll = seededRandom(options.random);
      try {
        return plainResult(await expression.evaluate(input));
      } catch (thrown) {
        throw thrown instanceof ExpressionError ? thrown : expressionError(thrown);
      }
    },
  };
}
