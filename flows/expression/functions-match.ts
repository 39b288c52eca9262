// Built-ins that look for a text or a regular expression within a text. Each charges before it works.
import { ExpressionError } from './expression-error.ts';
import { Regex, type RegexMatch } from './regex.ts';
import type { Argument } from './signature.ts';
import { emptySequence, type List, type Run, type Value } from './value.ts';

/** A built-in on a text: the text is there, what follows is already checked. */
export type TextWork = (text: string, run: Run, ...more: readonly Argument[]) => Value;

/** `$contains`, `$match`, `$replace`, `$split`, by name. */
export const MATCH_FUNCTIONS: Readonly<Record<'contains' | 'match' | 'replace' | 'split', TextWork>> = {
  contains,
  match,
  replace,
  split,
};

/** Where `wanted` starts, or -1. indexOf can take text times pattern steps; ~1,000 comparisons are charged as a step. */
export function seek(text: string, wanted: string, run: Run): number {
  chargeSeek(text, wanted, run);
  return text.indexOf(wanted);
}

function chargeSeek(text: string, wanted: string, run: Run): void {
  run.budget.steps(1 + text.length / 64 + (text.length * wanted.length) / 1024);
}

function contains(text: string, run: Run, pattern: Argument): Value {
  if (pattern instanceof Regex) return pattern.find(text, 0, run.budget) !== undefined;
  return typeof pattern === 'string' ? seek(text, pattern, run) >= 0 : undefined;
}

function match(text: string, run: Run, pattern: Argument, limit: Argument): Value {
  const most = limitOf(limit, 'D3040');
  const found = emptySequence();
  if (!(pattern instanceof Regex) || !(most > 0)) return found;
  pattern.each(text, run.budget, ({ match: whole, start, groups }) => {
    run.budget.items(1 + groups.length);
    run.budget.text(whole.length);
    found.push({ match: whole, index: start, groups: [...groups] });
    return found.length < most;
  });
  return found;
}

/** How many at most; no limit where none is given. Fails with `code` on a negative one. */
function limitOf(limit: Argument, code: string): number {
  if (typeof limit !== 'number') return Number.POSITIVE_INFINITY;
  if (limit < 0) throw new ExpressionError(code);
  return limit;
}

function replace(text: string, run: Run, pattern: Argument, by: Argument, limit: Argument): Value {
  if (pattern === '') throw new ExpressionError('D3010');
  const most = limitOf(limit, 'D3011');
  if (!(most > 0)) return text;
  const joiner = new Joiner(run);
  if (pattern instanceof Regex) {
    let from = 0;
    let count = 0;
    pattern.each(text, run.budget, (found) => {
      // What is not a text is an error only once there is something to replace.
      if (typeof by !== 'string') throw missing('What to put in');
      joiner.add(text.slice(from, found.start)).add(expand(by, found, run));
      from = found.start + found.match.length;
      count += 1;
      return count < most;
    });
    return count === 0 ? text : joiner.add(text.slice(from)).text;
  }
  if (typeof pattern !== 'string') throw missing('The text to replace');
  if (by instanceof Regex) throw missing('The text to put in');
  const wanted = pattern;
  chargeSeek(text, wanted, run);
  let from = 0;
  let at = text.indexOf(wanted);
  for (let count = 0; at >= 0 && count < most; count++) {
    joiner.add(text.slice(from, at)).add(String(by));
    from = at + wanted.length;
    at = text.indexOf(wanted, from);
  }
  return joiner.add(text.slice(from)).text;
}

/** JSONata breaks here without a code of its own. */
function missing(what: string): ExpressionError {
  return new ExpressionError('EXPRESSION_FAILED', { message: `${what} is missing.` });
}

/** Builds a text from pieces, each charged before it is added. */
class Joiner {
  text = '';
  readonly #run: Run;
  constructor(run: Run) {
    this.#run = run;
  }
  add(piece: string): this {
    this.#run.budget.step();
    this.#run.budget.text(piece.length);
    this.text += piece;
    return this;
  }
}

/** Puts `$0`, `$1` ... `$$` of a replacement in. `$n` takes as many digits as there can be groups. */
function expand(by: string, found: RegexMatch, run: Run): string {
  if (!by.includes('$')) return by;
  const { groups } = found;
  // JSONata reckons the digits by a logarithm, which is one short at 1,000 groups.
  const digits = groups.length === 0 ? 1 : Math.floor(Math.log(groups.length) * Math.LOG10E) + 1;
  const joiner = new Joiner(run);
  let at = 0;
  for (let next = by.indexOf('$'); next >= 0 && at < by.length; next = by.indexOf('$', at)) {
    joiner.add(by.slice(at, next));
    at = next + 1;
    const sign = by.charAt(at);
    if (sign === '$' || sign === '0') {
      joiner.add(sign === '$' ? '$' : found.match);
      at += 1;
      continue;
    }
    let group = Number.parseInt(by.slice(at, at + digits), 10);
    if (digits > 1 && group > groups.length) group = Number.parseInt(by.slice(at, at + digits - 1), 10);
    if (Number.isNaN(group)) joiner.add('$');
    else {
      joiner.add(groups[group - 1] ?? '');
      at += String(group).length;
    }
  }
  return joiner.add(by.slice(at)).text;
}

function split(text: string, run: Run, separator: Argument, limit: Argument): Value {
  const most = limitOf(limit, 'D3020');
  const parts: List = [];
  if (!(most > 0)) return parts;
  const keep = (part: string) => {
    run.budget.items(1);
    return parts.push(part);
  };
  if (separator instanceof Regex) {
    let from = 0;
    separator.each(text, run.budget, (found) => {
      keep(text.slice(from, found.start));
      from = found.end;
      return parts.length < most;
    });
    if (parts.length < most) keep(text.slice(from));
    return parts;
  }
  if (typeof separator !== 'string') throw missing('The text to split at');
  const mark = separator;
  chargeSeek(text, mark, run);
  // Parts are counted before they are made; a limit is cut to a whole number as String.split does.
  const whole = Math.trunc(Math.min(most, text.length + 1));
  run.budget.items(mark === '' ? Math.min(whole, text.length) : 0);
  if (mark === '') return text.split('', whole);
  let from = 0;
  while (parts.length < whole) {
    const at = text.indexOf(mark, from);
    keep(text.slice(from, at < 0 ? undefined : at));
    if (at < 0) break;
    from = at + mark.length;
  }
  return parts;
}
