// Finds the paths that an expression reads from its root, without evaluating it.
import { childrenOf, type Node, pairsOf } from './syntax.ts';

/** A place below the root, or undefined where it is computed. */
type Place = readonly string[] | undefined;

/**
 * The paths from the root that are read, each once, in the order of the text: `['steps', 'map', 'phone']`. A read of
 * something whole (`lead`, `lead.*`, a condition on it) is the path of that thing; `$` alone is `[]`.
 */
export function referencesOf(root: Node): string[][] {
  const found = new Map<string, string[]>();
  const record = (place: Place) => {
    if (place) found.set(JSON.stringify(place), [...place]);
  };
  record(visit(root, [], record));
  return [...found.values()];
}

/** Records what is read on the way, and answers the place of the node's own value, which is not yet recorded. */
function visit(node: Node, context: Place, record: (place: Place) => void): Place {
  const value = visitCore(node, context, record);
  if (!node.predicate && !node.group) return value;
  for (const stage of node.predicate ?? []) if (stage.expr) record(visit(stage.expr, value, record));
  for (const part of (node.group?.lhs ?? []).flat()) record(visit(part, value, record));
  return value;
}

function visitCore(node: Node, context: Place, record: (place: Place) => void): Place {
  if (node.type === 'path') return visitPath(node, context, record);
  if (node.type === 'name') return context && [...context, String(node.value)];
  if (node.type === 'variable') return node.value === '' ? context : node.value === '$' ? [] : undefined;
  if (node.type === 'wildcard' || node.type === 'descendant' || node.type === 'parent') {
    record(context);
    return undefined;
  }
  if (node.type === 'block') {
    const parts = node.expressions ?? [];
    for (const part of parts.slice(0, -1)) record(visit(part, context, record));
    const last = parts.at(-1);
    return last && visit(last, context, record);
  }
  for (const part of partsOf(node)) record(visit(part, context, record));
  if (node.type === 'function' && isContextual(node)) record(context);
  return undefined;
}

/** The parts that are read in the same context; parameters of a function are names, not reads. */
function partsOf(node: Node): Node[] {
  if (node.type === 'lambda') return node.body ? [node.body] : [];
  if (node.type === 'bind') return node.rhs ? [node.rhs] : [];
  if (node.type === 'unary' && node.value === '{') return pairsOf(node).flat();
  const own = { ...node };
  delete own.predicate;
  delete own.stages;
  delete own.group;
  return childrenOf(own);
}

/** A call without arguments may work on the context: `lead.email.$trim()`. */
function isContextual(node: Node): boolean {
  return (node.arguments ?? []).length === 0;
}

function visitPath(node: Node, context: Place, record: (place: Place) => void): Place {
  let place = context;
  for (const step of node.steps ?? []) {
    if (step.type === 'sort') {
      for (const term of step.terms ?? []) record(visit(term.expression, place, record));
    } else {
      const next = visit({ ...step, stages: [] }, place, record);
      // What is not a field reads the thing that it stands on.
      if (next === undefined && step.type !== 'wildcard') record(place?.length ? place : undefined);
      place = next;
    }
    for (const stage of step.stages ?? []) if (stage.expr) record(visit(stage.expr, place, record));
  }
  for (const part of (node.group?.lhs ?? []).flat()) record(visit(part, place, record));
  return place;
}
