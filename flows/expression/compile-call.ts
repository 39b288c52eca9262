// Compiles calls of built-ins, `$f(a, b)` and `a ~> $f(b)`, to closures.
import { expressionError } from './expression-error.ts';
import { LIST_FUNCTIONS } from './functions-list.ts';
import { NUMBER_FUNCTIONS } from './functions-number.ts';
import { type Builtin, TEXT_FUNCTIONS } from './functions-text.ts';
import { isPlainPicture, TIME_FUNCTIONS } from './functions-time.ts';
import { NATIVES } from './natives.ts';
import { NotTotal } from './not-total.ts';
import { compileRegex } from './regex.ts';
import { type Argument, checkArguments, readSignature, type Signature, takesOneText } from './signature.ts';
import type { Node } from './syntax.ts';
import type { Closure, Run, Value } from './value.ts';

/** Compiles any node; handed in so that the files of the compiler do not import each other. */
export type Compile = (node: Node) => Closure;

/** A built-in with its signature, read once. */
interface Callee {
  readonly name: string;
  readonly builtin: Builtin;
  readonly signature: Signature;
}

const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  [TEXT_FUNCTIONS, NUMBER_FUNCTIONS, LIST_FUNCTIONS, TIME_FUNCTIONS].flatMap((table) => Object.entries(table)),
);
/** Built-ins that look for a pattern. */
const TAKES_PATTERN: ReadonlySet<string> = new Set(['contains', 'match', 'replace', 'split']);
/** Larger programs go to the sandbox: one character may cost as many steps as there are instructions. */
const MOST_INSTRUCTIONS = 300;

/** `$f(a, b)`. `first` is what stands left of `~>`. */
export function compileCall(node: Node, compile: Compile, first?: Closure): Closure {
  const callee = calleeOf(node.procedure);
  const given = node.arguments ?? [];
  checkShape(callee.name, given, first !== undefined);
  const closures = given.map((each) => compileArgument(each, callee.name, compile));
  if (first) closures.unshift(first);
  return callOf(callee, closures, node.position);
}

/** `a ~> $f` and `a ~> $f(b)`. */
export function compileApply(node: Node, compile: Compile): Closure {
  const { lhs, rhs } = node;
  if (!rhs || !lhs || Array.isArray(lhs)) throw new NotTotal('~> is used in a way that only the sandbox knows.');
  const left = compile(lhs);
  if (rhs.type === 'function' && !rhs.predicate && !rhs.group) return compileCall(rhs, compile, left);
  if (rhs.type !== 'variable' || rhs.predicate || rhs.group)
    throw new NotTotal('~> leads to something that is not a call.');
  const callee = calleeOf(rhs);
  checkShape(callee.name, [], true);
  // A function that is named, not called, sees no context.
  const call = callOf(callee, [left], node.position, true);
  return call;
}

function calleeOf(procedure: Node | undefined): Callee {
  if (procedure?.type !== 'variable' || typeof procedure.value !== 'string' || procedure.predicate || procedure.group) {
    throw new NotTotal('It calls something that is not a built-in function.');
  }
  const name = procedure.value;
  const builtin = BUILTINS.get(name);
  const found = NATIVES.get(name);
  if (!builtin || !found) throw new NotTotal(`$${name} takes a function, or is one of the expression itself.`);
  return { name, builtin, signature: readSignature(found) };
}

/** What is plain only in some shapes. */
function checkShape(name: string, given: readonly Node[], piped: boolean): void {
  const count = given.length + (piped ? 1 : 0);
  if (name === 'formatNumber' && count > 2) throw new NotTotal('$formatNumber is given options.');
  if (name === 'sort' && count !== 1) throw new NotTotal('$sort is given a function.');
  const pattern = given.findLastIndex((each) => each.type === 'regex') + (piped ? 1 : 0);
  // First where the text is the context, else second; a regular expression as a replacement would be called.
  if (pattern > 1 || (pattern === 1 && name === 'replace' && count < 3)) {
    throw new NotTotal('A regular expression stands where a value is wanted.');
  }
  if (name === 'toMillis' && count > 1) {
    const picture = given[count - 1 - (piped ? 1 : 0)];
    const plain = picture?.type === 'string' && !picture.predicate && isPlainPicture(String(picture.value));
    if (!plain) throw new NotTotal('$toMillis is given a picture that cannot be read in linear time.');
  }
}

function compileArgument(node: Node, name: string, compile: Compile): (input: Value, run: Run) => Argument {
  if (node.type !== 'regex') return compile(node);
  if (!TAKES_PATTERN.has(name) || !(node.value instanceof RegExp) || node.predicate || node.group) {
    throw new NotTotal('A regular expression stands where a value is wanted.');
  }
  const regex = compileRegex(node.value, node.position);
  if (regex.size > MOST_INSTRUCTIONS) throw new NotTotal('A regular expression is large.');
  return () => regex;
}

type ArgumentClosure = (input: Value, run: Run) => Argument;

function callOf(
  callee: Callee,
  closures: readonly ArgumentClosure[],
  position: number | undefined,
  blind = false,
): Closure {
  const { builtin, signature } = callee;
  const fitted = (given: Argument[], input: Value, run: Run): Value => {
    try {
      return builtin(run, ...checkArguments(signature, given, blind ? null : input, run.budget));
    } catch (thrown) {
      throw expressionError(thrown, position);
    }
  };
  const [only] = closures;
  if (only && closures.length === 1 && takesOneText(signature)) {
    // Nearly every call is of one text, or of what is not there: there is nothing to check about it.
    return (input, run) => {
      run.budget.step();
      const value = only(input, run);
      if (value !== undefined && typeof value !== 'string') return fitted([value], input, run);
      try {
        return builtin(run, value);
      } catch (thrown) {
        throw expressionError(thrown, position);
      }
    };
  }
  return (input, run) => {
    run.budget.step();
    const given: Argument[] = [];
    for (const closure of closures) given.push(closure(input, run));
    return fitted(given, input, run);
  };
}
