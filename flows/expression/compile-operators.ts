// Compiles operators and conditions to closures, with JSONata's rules for missing values and mixed types.
import type { Compile } from './compile-call.ts';
import { ExpressionError, expressionError } from './expression-error.ts';
import { textOf } from './functions-text.ts';
import { NotTotal } from './not-total.ts';
import type { Node } from './syntax.ts';
import { type Closure, isEqual, isNumeric, isTrue, type Run, type Value } from './value.ts';

type Operation = (left: Value, right: Value, run: Run) => Value;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '+': reckoned((left, right) => left + right),
  '-': reckoned((left, right) => left - right),
  '*': reckoned((left, right) => left * right),
  '/': reckoned((left, right) => left / right),
  '%': reckoned((left, right) => left % right),
  '=': (left, right, run) => left !== undefined && right !== undefined && isEqual(left, right, run.budget),
  '!=': (left, right, run) => left !== undefined && right !== undefined && !isEqual(left, right, run.budget),
  '<': compared((left, right) => left < right),
  '<=': compared((left, right) => left <= right),
  '>': compared((left, right) => left > right),
  '>=': compared((left, right) => left >= right),
  '&': joined,
  in: contained,
};

/** `a + b`, `a = b`, `a & b`, `a in b`, `a and b` ... */
export function compileBinary(node: Node, compile: Compile): Closure {
  const { lhs, rhs, position } = node;
  const sign = String(node.value);
  if (!lhs || Array.isArray(lhs) || !rhs) throw new NotTotal(`The operator ${sign} is used in an unknown way.`);
  if (sign === '..') throw new NotTotal('It makes a range with .. .');
  const left = compile(lhs);
  const right = (sign === 'in' && fixedList(rhs)) || compile(rhs);
  if (sign === 'and' || sign === 'or') return compileLogic(left, right, sign === 'or');
  const operation = OPERATIONS[sign];
  if (!operation) throw new NotTotal(`The operator ${sign} is not known.`);
  return (input, run) => {
    run.budget.step();
    const l = left(input, run);
    const r = right(input, run);
    try {
      return operation(l, r, run);
    } catch (thrown) {
      throw expressionError(thrown, position);
    }
  };
}

/** `a in ["b", "c"]`: a list that is always the same is made once, and charged for as if it were made each time. */
function fixedList(node: Node): Closure | undefined {
  if (node.type !== 'unary' || node.value !== '[' || node.predicate || node.group || node.keepArray) return undefined;
  const items: Value[] = [];
  for (const item of node.expressions ?? []) {
    if (item.type !== 'string' && item.type !== 'number') return undefined;
    if (item.predicate || item.group || item.keepArray) return undefined;
    items.push(item.value as Value);
  }
  return (_input, run) => {
    run.budget.step();
    run.budget.items(items.length);
    return items;
  };
}

/** `-a`. */
export function compileNegation(node: Node, compile: Compile): Closure {
  if (!node.expression) throw new NotTotal('A minus has nothing after it.');
  const inner = compile(node.expression);
  const { position } = node;
  return (input, run) => {
    run.budget.step();
    const value = inner(input, run);
    if (value === undefined) return undefined;
    if (!isNumeric(value)) throw new ExpressionError('D1002', { position });
    return -value;
  };
}

/** `a ? b : c`, and what `?:` and `??` become. */
export function compileCondition(node: Node, compile: Compile): Closure {
  if (!node.condition || !node.then) throw new NotTotal('A condition is incomplete.');
  const condition = compile(node.condition);
  const then = compile(node.then);
  const otherwise = node.else ? compile(node.else) : undefined;
  return (input, run) => {
    run.budget.step();
    if (isTrue(condition(input, run), run.budget)) return then(input, run);
    return otherwise?.(input, run);
  };
}

function compileLogic(left: Closure, right: Closure, or: boolean): Closure {
  return (input, run) => {
    run.budget.step();
    if (isTrue(left(input, run), run.budget) === or) return or;
    return isTrue(right(input, run), run.budget);
  };
}

function reckoned(work: (left: number, right: number) => number): Operation {
  return (left, right) => {
    if (left !== undefined && !isNumeric(left)) throw new ExpressionError('T2001');
    if (right !== undefined && !isNumeric(right)) throw new ExpressionError('T2002');
    return left === undefined || right === undefined ? undefined : work(left, right);
  };
}

function compared(work: (left: number | string, right: number | string) => boolean): Operation {
  return (left, right) => {
    if (!isComparable(left) || !isComparable(right)) throw new ExpressionError('T2010');
    if (left === undefined || right === undefined) return undefined;
    if (typeof left !== typeof right) throw new ExpressionError('T2009');
    return work(left, right);
  };
}

function isComparable(value: Value): value is undefined | string | number {
  return value === undefined || typeof value === 'string' || typeof value === 'number';
}

function joined(left: Value, right: Value, run: Run): Value {
  const l = textOf(left, run.budget) ?? '';
  const r = textOf(right, run.budget) ?? '';
  // Joining is free, what is joined on is not: doubling adds up to the length that comes out.
  run.budget.text(r.length + 1);
  if (l.length + r.length > 2_000_000) run.budget.text(Number.POSITIVE_INFINITY);
  return l + r;
}

function contained(left: Value, right: Value, run: Run): Value {
  if (left === undefined || right === undefined) return false;
  if (!Array.isArray(right)) return left === right;
  run.budget.steps(1 + right.length / 16);
  return right.indexOf(left) >= 0;
}
