// Compiles paths, predicates and orders to closures: where JSONata's rules for sequences and flattening live.
import type { Compile } from './compile-call.ts';
import { type Group, groupBy } from './compile-constructors.ts';
import { ExpressionError } from './expression-error.ts';
import { NotTotal } from './not-total.ts';
import { sorted } from './sort.ts';
import type { Node, Stage } from './syntax.ts';
import {
  type Closure,
  emptySequence,
  isDict,
  isNumeric,
  isSequence,
  isTrue,
  type List,
  type Run,
  sequenceOf,
  settle,
  type Value,
} from './value.ts';

/** One step of a path: a list in, a list out. */
type Step = (input: List, run: Run) => List;
/** A condition in [ ]: items in, items out. */
type Filter = (input: Value, run: Run) => Value;

/** `a.b[c].d`, with or without a grouping at its end. */
export function compilePath(node: Node, compile: Compile, group: Group | undefined): Closure {
  const steps = node.steps ?? [];
  const [first] = steps;
  if (!first) throw new NotTotal('A path has no steps.');
  if (node.tuple) throw new NotTotal('It goes up with %.');
  const walk = generalPath(node, steps, compile, group);
  const names = group || node.keepSingletonArray || node.keepArray ? undefined : plainNames(steps);
  return names ? namedPath(names, walk) : walk;
}

/** The names of a path that is nothing but names. */
function plainNames(steps: readonly Node[]): string[] | undefined {
  const plain = steps.every(
    (step) => step.type === 'name' && !step.stages && !step.predicate && !step.group && !step.keepArray,
  );
  return plain ? steps.map((step) => String(step.value)) : undefined;
}

/** The fast way through objects within objects; anything with a list on the way takes the general one. */
function namedPath(names: readonly string[], general: Closure): Closure {
  const last = names.length - 1;
  return (input, run) => {
    run.budget.step();
    let value = input;
    for (let at = 0; at <= last; at++) {
      if (typeof value !== 'object' || value === null) return undefined;
      if (Array.isArray(value)) return general(input, run);
      const name = names[at] ?? '';
      if (!Object.hasOwn(value, name)) return undefined;
      value = value[name];
    }
    return isSequence(value) ? general(input, run) : value;
  };
}

function generalPath(node: Node, steps: readonly Node[], compile: Compile, group: Group | undefined): Closure {
  const [first] = steps;
  const absolute = first?.type === 'variable';
  const constructed = first?.consarray === true;
  if (constructed && first && (first.type !== 'unary' || first.predicate || first.group)) {
    throw new NotTotal('A path starts with a list that is picked from.');
  }
  const walked = steps.map((step, at) => compileStep(step, compile, at === steps.length - 1));
  const start = constructed && first ? compile(first) : undefined;
  const keep = node.keepSingletonArray === true;
  return (input, run) => {
    run.budget.step();
    let list: List = Array.isArray(input) && !absolute ? input : sequenceOf(input);
    for (let at = 0; at < walked.length; at++) {
      const made = at === 0 && start ? start(list, run) : walked[at]?.(list, run);
      list = Array.isArray(made) ? made : [];
      if (list.length === 0) break;
    }
    if (keep) {
      // A list that was constructed becomes the one item of a sequence, which is then kept.
      if (list.cons && !list.sequence) list = sequenceOf(list);
      if (list.sequence) list.keepSingleton = true;
    }
    return settle(group ? groupBy(group, list, run) : list, node.keepArray === true);
  };
}

function compileStep(step: Node, compile: Compile, last: boolean): Step {
  if (step.focus !== undefined || step.index !== undefined) throw new NotTotal('It binds a variable with @ or #.');
  if (step.tuple || step.ancestor !== undefined) throw new NotTotal('It goes up with %.');
  const filters = (step.stages ?? []).map((stage) => compileFilter(stage, compile));
  if (step.type === 'sort') return orderStep(step, compile, filters);
  const one = compile({ ...step, stages: [] });
  return (input, run) => {
    const found: List = [];
    for (const item of input) {
      run.budget.step();
      let value = one(item, run);
      for (const filter of filters) value = filter(value, run);
      if (value !== undefined) found.push(value);
    }
    const [single] = found;
    // The last step hands on a list that is data as it is: it is a value, not a sequence of results.
    if (last && found.length === 1 && Array.isArray(single) && !isSequence(single)) return single;
    return flattened(found, run);
  };
}

function flattened(found: List, run: Run): List {
  const flat = emptySequence();
  for (const value of found) {
    if (!Array.isArray(value) || value.cons) {
      run.budget.items(1);
      flat.push(value);
    } else {
      run.budget.items(value.length);
      for (const item of value) flat.push(item);
    }
  }
  return flat;
}

/** A condition, or an index, in [ ]. */
export function compileFilter(stage: Stage, compile: Compile): Filter {
  const { expr } = stage;
  if (stage.type !== 'filter' || !expr) throw new NotTotal('It binds a position with #.');
  if (expr.type === 'number') return picker(Math.floor(Number(expr.value)));
  const condition = compile(expr);
  return (input, run) => {
    const list: List = Array.isArray(input) ? input : sequenceOf(input);
    const kept = emptySequence();
    for (let at = 0; at < list.length; at++) {
      run.budget.step();
      const item = list[at];
      const times = matches(condition(item, run), at, list.length, run);
      for (let time = 0; time < times; time++) {
        run.budget.items(1);
        kept.push(item);
      }
    }
    return kept;
  };
}

/** How often an item is kept: a number, or a list of numbers, picks positions, each time it names one. */
function matches(result: Value, at: number, length: number, run: Run): number {
  const numbers: Value = isNumeric(result) ? [result] : result;
  if (!Array.isArray(numbers)) return isTrue(numbers, run.budget) ? 1 : 0;
  run.budget.scan(numbers.length);
  if (numbers.filter((each) => !isNumeric(each)).length > 0) return isTrue(numbers, run.budget) ? 1 : 0;
  return numbers.filter((each) => {
    const position = Math.floor(Number(each));
    return (position < 0 ? length + position : position) === at;
  }).length;
}

function picker(position: number): Filter {
  return (input, run) => {
    run.budget.step();
    const list: List = Array.isArray(input) ? input : [input];
    const item = list[position < 0 ? list.length + position : position];
    if (item === undefined) return emptySequence();
    return Array.isArray(item) ? item : sequenceOf(item);
  };
}

/** `^(a, >b)`: a step that puts the whole list in order. */
function orderStep(step: Node, compile: Compile, filters: readonly Filter[]): Step {
  const terms = (step.terms ?? []).map((term) => ({ key: compile(term.expression), falling: term.descending }));
  const { position } = step;
  const after = (left: Value, right: Value, run: Run): boolean => {
    for (const { key, falling } of terms) {
      const order = compareKeys(key(left, run), key(right, run), position);
      // What is missing comes last, whichever way the order goes.
      if (order !== 0) return (falling && Math.abs(order) === 1 ? -order : order) > 0;
    }
    return false;
  };
  return (input, run) => {
    let list: Value = input.length <= 1 ? input : sorted(input, run, (left, right) => after(left, right, run));
    for (const filter of filters) list = filter(list, run);
    return Array.isArray(list) ? list : [];
  };
}

/** -1, 0 or 1; ±2 where one is missing. Fails with T2007, T2008. */
function compareKeys(left: Value, right: Value, position: number | undefined): number {
  if (left === undefined) return right === undefined ? 0 : 2;
  if (right === undefined) return -2;
  const plain = (value: Value): value is string | number => typeof value === 'string' || typeof value === 'number';
  if (!plain(left) || !plain(right)) throw new ExpressionError('T2008', { position });
  if (typeof left !== typeof right) throw new ExpressionError('T2007', { position });
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** `*`: every field of an object. Lists among them are laid out flat, which makes the result plain data. */
export function wildcard(input: Value, run: Run): Value {
  run.budget.step();
  const value = Array.isArray(input) && input.outerWrapper && input.length > 0 ? input[0] : input;
  let found = emptySequence();
  if (!Array.isArray(value) && !isDict(value)) return found;
  for (const key of Object.keys(value)) {
    const item = Array.isArray(value) ? listed(value, key) : value[key];
    if (!Array.isArray(item)) {
      run.budget.items(1);
      found.push(item);
      continue;
    }
    const flat: List = [];
    flatten(item, flat, run);
    found = found.concat(flat);
  }
  return found;
}

/** Marks of a sequence are properties too, and JSONata's wildcard sees them. */
function listed(list: List, key: string): Value {
  return Object.getOwnPropertyDescriptor(list, key)?.value;
}

function flatten(value: Value, into: List, run: Run): void {
  run.budget.items(1);
  if (!Array.isArray(value)) into.push(value);
  else for (const item of value) flatten(item, into, run);
}
