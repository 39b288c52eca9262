// Checks that what a table decides is done: a row that says Yes needs a step on its way that does it.
import { type NodeSpec, type Problem, portsOf } from './catalogue.ts';
import type { FlowNode, Json } from './document.ts';
import { type Drawing, type Finding, nameOf, problemFrom, specOf } from './drawing.ts';
import { reachableFrom } from './graph.ts';
import { isObject } from './json.ts';

type Act = NonNullable<NodeSpec['acts']>;

const ACTS: readonly { act: Act; word: string; step: string }[] = [
  { act: 'createLead', word: 'Create lead', step: 'creates a lead' },
  { act: 'addToDnc', word: 'Add to DNC', step: 'adds to a DNC list' },
  { act: 'success', word: 'Success', step: 'responds' },
];

/** Every row that says Yes with no step on its way that does it, in document order. */
export function checkRows(drawing: Drawing): Problem[] {
  return Object.entries(drawing.document.nodes)
    .flatMap(([id, node]) => {
      const spec = specOf(drawing, node);
      return spec?.decides ? checkTable(drawing, { id, node, spec, decides: spec.decides }) : [];
    })
    .map(problemFrom);
}

interface Table {
  id: string;
  node: FlowNode;
  spec: NodeSpec;
  decides: NonNullable<NodeSpec['decides']>;
}

function checkTable(drawing: Drawing, table: Table): Finding[] {
  const { node, decides } = table;
  const rows = node.config[decides.rows];
  const noMatch = node.config[decides.noMatch] ?? null;
  const done = new Map<string, ReadonlySet<Act>>();
  const doneAfter = (port: string): ReadonlySet<Act> => {
    const known = done.get(port) ?? actsAfter(drawing, table.id, port);
    done.set(port, known);
    return known;
  };
  return [
    ...(Array.isArray(rows) ? rows : []).flatMap((row, i) => {
      const place = { row, field: `${decides.rows}.${i}`, name: `Row ${i + 1}` };
      return checkRow(drawing, table, { ...place, done: doneAfter(portOfRow(table, row)) });
    }),
    ...checkRow(drawing, table, {
      row: noMatch,
      field: decides.noMatch,
      name: 'The row “no match”',
      done: new Set(portsOfNoMatch(table).flatMap((port) => [...doneAfter(port)])),
    }),
  ];
}

interface Row {
  row: Json;
  field: string;
  name: string;
  done: ReadonlySet<Act>;
}

function checkRow(drawing: Drawing, { id }: Table, { row, field, name, done }: Row): Finding[] {
  if (!isObject(row)) return [];
  return ACTS.filter(({ act }) => row[act] === true && !done.has(act)).map(({ act, word, step }) => ({
    code: 'ROW_NOT_DONE',
    node: id,
    field: `${field}.${act}`,
    says: `${name} of ${nameOf(drawing, id)} says “${word}: Yes”, but no step on its way ${step}.`,
    remedy: `Add a step that ${step} after this port, or choose No.`,
  }));
}

/** The exit that a row takes: its own name, or the common one. */
function portOfRow({ spec, decides }: Table, row: Json): string {
  for (const rule of spec.ports) {
    if (!('rows' in rule) || rule.rows !== decides.rows) continue;
    const own = isObject(row) ? row[rule.field] : undefined;
    return typeof own === 'string' && own !== '' ? own : rule.fallback.name;
  }
  return '';
}

/** The exits that no row takes, but for those of failures: the *no match* row leaves by them. */
function portsOfNoMatch({ spec, node }: Table): string[] {
  const fixed = spec.ports.filter((rule) => !('rows' in rule));
  const names = portsOf(fixed, node.config).map((port) => port.name);
  return names.includes('no-match') ? ['no-match'] : names.filter((name) => name !== 'error');
}

function actsAfter(drawing: Drawing, id: string, port: string): Set<Act> {
  const { graph, document } = drawing;
  const starts = (graph.from.get(id) ?? []).filter((edge) => edge.port === port);
  const reached = new Set(starts.flatMap(({ to }) => [...reachableFrom(graph, to)]));
  const nodes = [...reached].flatMap((one) => document.nodes[one] ?? []);
  return new Set(nodes.flatMap((node) => specOf(drawing, node)?.acts ?? []));
}
