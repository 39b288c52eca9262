// What one evaluation may use: charged before the work is done, so that nothing can be made too large first.
import { ExpressionError } from './expression-error.ts';

/** Steps, characters of text, list items, and characters of result that one evaluation may use (HOUSE section 6). */
export const LIMITS = { steps: 100_000, text: 1_000_000, items: 10_000, result: 256_000, depth: 500 } as const;

/** What is left. Hand one to several evaluations to make them share it. Every charge fails with EXPRESSION_LIMIT. */
export class Budget {
  #steps: number = LIMITS.steps;
  #text: number = LIMITS.text;
  #items: number = LIMITS.items;

  /** One closure, or one comparison, or about a microsecond of anything else. */
  step(): void {
    this.#steps -= 1;
    if (this.#steps < 0) throw exceeded(`More than ${LIMITS.steps.toLocaleString('en')} steps.`);
  }

  steps(count: number): void {
    this.#steps -= count;
    // Written so that NaN stops too.
    if (!(this.#steps >= 0)) throw exceeded(`More than ${LIMITS.steps.toLocaleString('en')} steps.`);
  }

  /** Reading through `length` characters or items natively: cheap, but not free. */
  scan(length: number): void {
    this.steps(1 + length / 64);
  }

  text(length: number): void {
    this.#text -= length;
    if (!(this.#text >= 0)) throw exceeded('More than 1 MB of text.');
  }

  items(count: number): void {
    this.#items -= count;
    if (!(this.#items >= 0)) throw exceeded(`More than ${LIMITS.items.toLocaleString('en')} list items.`);
  }
}

/** The error of a limit, with what was exceeded. */
export function exceeded(what: string): ExpressionError {
  return new ExpressionError('EXPRESSION_LIMIT', {
    message: `The expression took too long, or made too much. ${what} Simplify it, or split it over two steps.`,
  });
}
