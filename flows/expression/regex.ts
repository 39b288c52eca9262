// Regular expressions: JSONata's literals run on RE2, which takes linear time and refuses look-ahead and back-references.
import { RE2JS } from 're2js';
import type { Budget } from './budget.ts';
import { ExpressionError } from './expression-error.ts';

/** One match. `groups` holds undefined where a group took no part. */
export interface RegexMatch {
  match: string;
  start: number;
  end: number;
  groups: (string | undefined)[];
}

/** A regular expression of the text, ready to run. */
export class Regex {
  /** Makes JSONata's own check of arguments see a function, which is what a pattern is there. */
  readonly _jsonata_function = true;
  /** Instructions of the program: what one character may cost. */
  readonly size: number;
  readonly #program: RE2JS;
  readonly #local: boolean;

  constructor(program: RE2JS, source: string) {
    this.#program = program;
    this.size = program.programSize();
    this.#local = isLocal(source);
  }

  /** The first match at or after `from`. Charges for the characters that the search may read. */
  find(text: string, from: number, budget: Budget): RegexMatch | undefined {
    // A search that may read to the end of the text each time makes a loop over its matches quadratic; a character costs
    // up to ~30 ns for each instruction that is alive.
    budget.steps(1 + (this.#local ? 0 : ((text.length - from) * this.size) / 128));
    const found = matchAt(this.#program, text, from);
    if (this.#local) budget.steps(((found?.end ?? text.length) - from) / 32);
    return found;
  }

  /**
   * Calls `each` with every match, as JSONata goes through them, until it answers false. The match after that one is
   * still looked for, since JSONata does. Fails with D1004 on a second, empty match.
   */
  each(text: string, budget: Budget, each: (match: RegexMatch) => boolean): void {
    let found = this.find(text, 0, budget);
    while (found) {
      const more = each(found);
      if (found.end >= text.length) return;
      found = this.find(text, found.end, budget);
      if (found?.match === '') throw new ExpressionError('D1004');
      if (!more) return;
    }
  }
}

/** Compiles a literal. Fails with EXPRESSION_REGEX, saying what RE2 does not take and what to do. */
export function compileRegex(literal: RegExp, position?: number): Regex {
  return new Regex(compileProgram(literal, position), literal.source);
}

/**
 * A class to give JSONata as its RegexEngine: as much of RegExp as it uses, on RE2. Keeps what it compiled, since
 * JSONata makes a new one at every evaluation.
 */
export function regexEngine(): RegExpConstructor {
  const programs = new Map<string, RE2JS>();
  class Engine {
    lastIndex = 0;
    readonly #program: RE2JS;
    constructor(literal: RegExp) {
      const key = String(literal);
      const known = programs.get(key);
      this.#program = known ?? compileProgram(literal);
      if (!known) programs.set(key, this.#program);
    }
    exec(text: string): RegExpExecArray | null {
      const found = this.lastIndex <= text.length ? matchAt(this.#program, text, this.lastIndex) : undefined;
      this.lastIndex = found ? found.end : 0;
      if (!found) return null;
      // A group that took no part is undefined here, as it is in RegExp; its type does not say so.
      const parts = [found.match, ...found.groups] as string[];
      return Object.assign(parts, { index: found.start, input: text }) as unknown as RegExpExecArray;
    }
  }
  return Engine as unknown as RegExpConstructor;
}

/** A pattern of a form, ready to search texts in linear time. */
export interface Pattern {
  test(text: string): boolean;
  /** The first match. */
  find(text: string): RegexMatch | undefined;
  /** The pattern as it is written. */
  toString(): string;
}

/**
 * Compiles a pattern as a form holds it; `flags` are those of JavaScript's literals. Fails with EXPRESSION_REGEX, saying what
 * RE2 does not take and what to do.
 */
export function compilePattern(source: string, flags = ''): Pattern {
  const program = compileProgram(literalOf(source, flags));
  return {
    test: (text) => program.matcher(text).find(),
    find: (text) => matchAt(program, text, 0),
    toString: () => source,
  };
}

function literalOf(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `u${flags.replace(/[guy]/g, '')}`);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message.replace(/^.*: /, '') : '';
    throw new ExpressionError('EXPRESSION_REGEX', {
      message: `The regular expression /${source}/${flags} cannot be read (${why}). Correct it.`,
    });
  }
}

function compileProgram(literal: RegExp, position?: number): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(literal));
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message.replace(/^error parsing regexp: /, '') : '';
    throw new ExpressionError('EXPRESSION_REGEX', {
      position,
      message:
        `The regular expression /${literal.source}/ cannot be used (${why}). Look-ahead, look-behind, back-references and ` +
        'repeats over 1,000 do not exist here, because they can take for ever. Write it without them.',
    });
  }
}

function matchAt(program: RE2JS, text: string, from: number): RegexMatch | undefined {
  const matcher = program.matcher(text);
  if (!matcher.find(from)) return undefined;
  const groups: (string | undefined)[] = [];
  for (let at = 1; at <= matcher.groupCount(); at++) groups.push(matcher.group(at) ?? undefined);
  return { match: matcher.group() ?? '', start: matcher.start(), end: matcher.end(), groups };
}

/** True where a search reads hardly further than its match: no unbounded repeat, or nothing but one repeated character. */
function isLocal(source: string): boolean {
  if (/^(?:\[\^?(?:[^\]\\]|\\.)+\]|\\[dDwWsStnr.\-/+()]|[A-Za-z0-9 ,;:_@#-])[+*?]?$/.test(source)) return true;
  return !/[*+]|\{\d+,\}/.test(source);
}
