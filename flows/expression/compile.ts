// Compiles an expression of the total subset to closures, in this process; anything else is left to the sandbox.
import { Budget } from './budget.ts';
import { type Compile, compileApply, compileCall } from './compile-call.ts';
import { compileArray, compileGroup, compileObject, groupBy } from './compile-constructors.ts';
import { compileBinary, compileCondition, compileNegation } from './compile-operators.ts';
import { compileFilter, compilePath, wildcard } from './compile-path.ts';
import { expressionError } from './expression-error.ts';
import { NotTotal } from './not-total.ts';
import { referencesOf } from './references.ts';
import { plainResult } from './result.ts';
import type { Node } from './syntax.ts';
import { readTree } from './tree.ts';
import { type Closure, isSequence, type Json, lookup, sequenceOf, settle, type Value } from './value.ts';

/** What an evaluation is given beside its input. */
export interface EvaluateOptions {
  /** Milliseconds since 1970: what $now and $millis answer. */
  now: number;
  /** From 0 up to 1: what $random and $shuffle draw. */
  random: () => number;
  /** Shared with other evaluations where given; a fresh one otherwise. */
  budget?: Budget;
}

/** An expression, compiled where it is in the total subset. `references` are the paths that it reads from the root. */
export type CompiledExpression =
  | {
      text: string;
      total: true;
      references: string[][];
      /** Plain JSON, or undefined where the expression yields nothing. Fails with ExpressionError. */
      evaluate: (input: object, options: EvaluateOptions) => Json | undefined;
    }
  | { text: string; total: false; references: string[][]; whyNot: string };

/** Reads and compiles. Fails with ExpressionError where the text is no expression; see `parseExpression`. */
export function compileExpression(text: string): CompiledExpression {
  const { root } = readTree(text);
  const references = referencesOf(root);
  const compiled = compileTree(root);
  if ('whyNot' in compiled) return { text, total: false, references, whyNot: compiled.whyNot };
  const { closure } = compiled;
  return { text, total: true, references, evaluate: (input, options) => evaluate(closure, input, options) };
}

/** The closure of a tree, or why it is not in the total subset. */
export function compileTree(root: Node): { closure: Closure } | { whyNot: string } {
  try {
    return { closure: compilerWithin(false)(root) };
  } catch (thrown) {
    if (thrown instanceof NotTotal) return { whyNot: thrown.message };
    throw thrown;
  }
}

function evaluate(closure: Closure, input: object, options: EvaluateOptions): Json | undefined {
  const root = input as Value;
  const run = { root, now: options.now, random: options.random, budget: options.budget ?? new Budget() };
  try {
    return plainResult(closure(wrapped(root), run));
  } catch (thrown) {
    throw expressionError(thrown);
  }
}

/** An input that is a list is one input, not many. */
function wrapped(root: Value): Value {
  if (!Array.isArray(root) || isSequence(root)) return root;
  const wrapper = sequenceOf(root);
  wrapper.outerWrapper = true;
  return wrapper;
}

/** A compiler. `nested` is true within a step or a condition of a path, where `$$` would let the work multiply. */
function compilerWithin(nested: boolean): Compile {
  const compile: Compile = (node) => {
    if (node.type === 'path') return compilePath(node, pathCompiler(node, nested), groupOf(node, compilerWithin(true)));
    const core = compileCore(node, compile, nested);
    const filters = (node.predicate ?? []).map((stage) => compileFilter(stage, compilerWithin(true)));
    const group = groupOf(node, compilerWithin(true));
    const keep = node.keepArray === true;
    if (filters.length === 0 && !group && !keep && !SETTLES.has(node.type)) return core;
    return (input, run) => {
      let value = core(input, run);
      for (const filter of filters) value = filter(value, run);
      return settle(group ? groupBy(group, value, run) : value, keep);
    };
  };
  return compile;
}

/** What may yield a sequence of its own; the rest hands on what is settled already. */
const SETTLES: ReadonlySet<string> = new Set(['name', 'wildcard', 'function', 'variable', 'apply']);

/** `$$` may start a path; within its steps it is left to the sandbox. */
function pathCompiler(path: Node, nested: boolean): Compile {
  const outer = compilerWithin(nested);
  const inner = compilerWithin(true);
  return (node) => (node.type === 'variable' && path.steps?.[0]?.position === node.position ? outer : inner)(node);
}

function groupOf(node: Node, compile: Compile) {
  return node.group ? compileGroup(node.group.lhs, node.group.position, compile) : undefined;
}

function compileCore(node: Node, compile: Compile, nested: boolean): Closure {
  switch (node.type) {
    case 'name':
      return (input, run) => {
        run.budget.step();
        return lookup(input, String(node.value), run.budget);
      };
    case 'string':
    case 'number':
    case 'value': {
      const literal = node.value as Value;
      return () => literal;
    }
    case 'wildcard':
      return wildcard;
    case 'variable':
      return compileVariable(node, nested);
    case 'function':
      return compileCall(node, compile);
    case 'apply':
      return compileApply(node, compile);
    case 'condition':
      return compileCondition(node, compile);
    case 'block':
      return compileBlock(node, compile);
    case 'binary':
      return compileBinary(node, compile);
    case 'unary':
      return compileUnary(node, compile);
    default:
      throw new NotTotal(WHY_NOT[node.type] ?? 'It uses a part of JSONata that only the sandbox knows.');
  }
}

const WHY_NOT: Readonly<Record<string, string>> = {
  lambda: 'It defines a function.',
  partial: 'It fills in a function in part.',
  bind: 'It binds a variable with := .',
  descendant: 'It searches all levels with ** .',
  parent: 'It goes up with %.',
  transform: 'It changes an object with | | .',
  regex: 'A regular expression stands where a value is wanted.',
};

function compileUnary(node: Node, compile: Compile): Closure {
  if (node.value === '[') return compileArray(node, compile);
  if (node.value === '{') return compileObject(node, compile);
  return compileNegation(node, compile);
}

function compileVariable(node: Node, nested: boolean): Closure {
  if (node.value === '') {
    return (input, run) => {
      run.budget.step();
      return Array.isArray(input) && input.outerWrapper ? input[0] : input;
    };
  }
  if (node.value !== '$') throw new NotTotal(`It reads $${String(node.value)}.`);
  if (nested) throw new NotTotal('It reads $$ within a step of a path.');
  return (_input, run) => {
    run.budget.step();
    return run.root;
  };
}

/** `(a; b)`: the value of the last part; the ones before can only fail. */
function compileBlock(node: Node, compile: Compile): Closure {
  if (node.tuple) throw new NotTotal('It goes up with %.');
  const parts = (node.expressions ?? []).map(compile);
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return (input, run) => {
    run.budget.step();
    let value: Value;
    for (const part of parts) value = part(input, run);
    return value;
  };
}
