// Compiles object and list constructors, and groupings, to closures.
import type { Compile } from './compile-call.ts';
import { ExpressionError } from './expression-error.ts';
import { type Node, pairsOf } from './syntax.ts';
import { append, type Closure, type Dict, type List, put, type Run, sequenceOf, type Value } from './value.ts';

/** The compiled pairs of `{ a: b }`. */
export interface Group {
  readonly pairs: readonly { key: Closure; value: Closure }[];
  readonly position: number | undefined;
}

/** Compiles the pairs of an object constructor or a grouping. */
export function compileGroup(pairs: readonly [Node, Node][], position: number | undefined, compile: Compile): Group {
  return { pairs: pairs.map(([key, value]) => ({ key: compile(key), value: compile(value) })), position };
}

/** `{ "a": b }`. */
export function compileObject(node: Node, compile: Compile): Closure {
  const pairs = pairsOf(node);
  const group = compileGroup(pairs, node.position, compile);
  const fixed = fixedFields(pairs, group);
  if (!fixed) return (input, run) => groupBy(group, input, run);
  return (input, run) => {
    if (Array.isArray(input)) return groupBy(group, input, run);
    run.budget.step();
    const made: Dict = {};
    for (const { key, value } of fixed) {
      const item = value(input, run);
      if (item !== undefined) made[key] = item;
    }
    return made;
  };
}

/** The fields, in the order that JSONata evaluates them, where every name is a plain text and none comes twice. */
function fixedFields(pairs: readonly [Node, Node][], group: Group): { key: string; value: Closure }[] | undefined {
  const byName: Record<string, Closure> = Object.create(null);
  for (const [at, [key]] of pairs.entries()) {
    const value = group.pairs[at]?.value;
    if (!value || key.type !== 'string' || typeof key.value !== 'string' || key.predicate || key.group)
      return undefined;
    if (key.value in byName || key.value === '__proto__' || key.value.startsWith('_jsonata_')) return undefined;
    byName[key.value] = value;
  }
  return Object.entries(byName).map(([key, value]) => ({ key, value }));
}

/** Gathers items by name, then makes one value of each group. Fails with T1003, D1009, D1013. */
export function groupBy(group: Group, input: Value, run: Run): Dict {
  const { pairs, position } = group;
  const items: List = Array.isArray(input) ? input : sequenceOf(input);
  const groups: Record<string, { data: Value; owned: boolean; pair: number }> = Object.create(null);
  for (const item of items.length === 0 ? [undefined] : items) {
    for (const [at, { key }] of pairs.entries()) {
      run.budget.step();
      const name = key(item, run);
      if (name === undefined) continue;
      if (typeof name !== 'string') throw new ExpressionError('T1003', { position });
      if (name === '_jsonata_lambda' || name === '_jsonata_function') throw new ExpressionError('D1013', { position });
      const known = groups[name];
      run.budget.items(1);
      if (!known) groups[name] = { data: item, owned: false, pair: at };
      else if (known.pair !== at) throw new ExpressionError('D1009', { position, message: twice(name) });
      else addTo(known, item, run);
    }
  }
  const made: Dict = {};
  for (const [name, { data, pair }] of Object.entries(groups)) {
    const value = pairs[pair]?.value(data, run);
    if (value !== undefined) put(made, name, value);
  }
  return made;
}

function twice(name: string): string {
  return `Two fields of the object are named "${name}". Give one another name.`;
}

/** Appends to the items of a group. The first time makes a list of our own, so that later ones need no copy. */
function addTo(known: { data: Value; owned: boolean }, item: Value, run: Run): void {
  if (!known.owned || !Array.isArray(known.data)) {
    if (known.data !== undefined && item !== undefined) known.owned = true;
    known.data = append(known.data, item, run.budget);
    return;
  }
  if (item === undefined) return;
  const more: readonly Value[] = Array.isArray(item) ? item : [item];
  run.budget.items(more.length);
  known.data.push(...more);
}

/** `[a, b]`. A list within is kept as one item only where it is written with brackets of its own. */
export function compileArray(node: Node, compile: Compile): Closure {
  const parts = (node.expressions ?? []).map((part) => ({ value: compile(part), nested: part.value === '[' }));
  const marked = node.consarray === true;
  return (input, run) => {
    run.budget.step();
    const made: List = [];
    for (const { value, nested } of parts) {
      const item = value(input, run);
      if (item === undefined) continue;
      if (nested || !Array.isArray(item)) {
        run.budget.items(1);
        made.push(item);
      } else {
        run.budget.items(item.length);
        for (const each of item) made.push(each);
      }
    }
    if (marked) Object.defineProperty(made, 'cons', { value: true });
    return made;
  };
}
