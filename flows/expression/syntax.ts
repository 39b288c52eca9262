// JSONata's syntax tree as we read it: one loose node type, since the library declares none that fits.

/** A node of the tree. Which fields are there depends on `type`. */
export interface Node {
  type: string;
  value?: unknown;
  position?: number;
  steps?: Node[];
  stages?: Stage[];
  predicate?: Stage[];
  group?: Group;
  expressions?: Node[];
  expression?: Node;
  /** A node, or the pairs of an object constructor. */
  lhs?: Node | [Node, Node][];
  rhs?: Node;
  condition?: Node;
  then?: Node;
  else?: Node;
  arguments?: Node[];
  procedure?: Node;
  terms?: { descending: boolean; expression: Node }[];
  body?: Node;
  pattern?: Node;
  update?: Node;
  delete?: Node;
  keepArray?: boolean;
  keepSingletonArray?: boolean;
  consarray?: boolean;
  tuple?: boolean;
  focus?: string;
  index?: string;
  ancestor?: unknown;
}
/** A condition in [ ], or an index binding. */
export interface Stage {
  type: string;
  value?: unknown;
  expr?: Node;
}
/** A grouping in { } after a path. */
export interface Group {
  lhs: [Node, Node][];
  position?: number;
}

/** The pairs of an object constructor. */
export function pairsOf(node: Node): [Node, Node][] {
  return Array.isArray(node.lhs) ? node.lhs : [];
}

/** Every node right under this one, in the order of the text. */
export function childrenOf(node: Node): Node[] {
  const stages = [...(node.stages ?? []), ...(node.predicate ?? [])];
  const single = [node.procedure, node.expression, Array.isArray(node.lhs) ? undefined : node.lhs, node.rhs];
  const rest = [node.condition, node.then, node.else, node.body, node.pattern, node.update, node.delete];
  return [
    ...(node.steps ?? []),
    ...(node.expressions ?? []),
    ...[...single, ...rest].filter((each) => each !== undefined),
    ...pairsOf(node).flat(),
    ...(node.arguments ?? []),
    ...(node.terms ?? []).map((term) => term.expression),
    ...stages.map((stage) => stage.expr).filter((each) => each !== undefined),
    ...(node.group?.lhs ?? []).flat(),
  ];
}
