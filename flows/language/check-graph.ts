// Checks of the drawing itself: triggers, types, ports, edges, cycles, and what cannot be reached.
import { type Port, type Problem, portsOf } from './catalogue.ts';
import { type Edge, edgeText } from './document.ts';
import { type Drawing, type Finding, listed, nameOf, problemFrom, specOf } from './drawing.ts';

/** Every problem of the drawing, nodes first, then edges, in document order. */
export function checkGraph(drawing: Drawing): Problem[] {
  const ports = portsByNode(drawing);
  return [
    ...checkTriggers(drawing),
    ...drawing.sorted.cycles.map((cycle) => cycleFinding(drawing, cycle)),
    ...drawing.graph.ids.flatMap((id) => checkNode(drawing, id, ports)),
    ...drawing.document.edges.flatMap((edge) => checkEdge(drawing, edge, ports)),
    ...checkDoubles(drawing),
  ].map(problemFrom);
}

type PortsByNode = ReadonlyMap<string, readonly Port[]>;

/** Node id -> its ports; nodes of an unknown type are left out. */
function portsByNode(drawing: Drawing): PortsByNode {
  const entries = Object.entries(drawing.document.nodes).flatMap(([id, node]): [string, Port[]][] => {
    const spec = specOf(drawing, node);
    return spec ? [[id, portsOf(spec.ports, node.config)]] : [];
  });
  return new Map(entries);
}

function checkTriggers(drawing: Drawing): Finding[] {
  const { triggers } = drawing;
  if (triggers.length === 0) {
    return [
      {
        code: 'TRIGGER_MISSING',
        says: 'The flow has no trigger, so no lead can come in.',
        remedy: 'Add a webhook and connect it to the first step.',
      },
    ];
  }
  const names = listed(triggers.map((id) => nameOf(drawing, id)));
  return triggers.slice(1).map((node) => ({
    code: 'TRIGGER_TWICE',
    node,
    says: `The flow has ${triggers.length} triggers: ${names}. A flow has one.`,
    remedy: `Keep one of them; make a second flow for ${nameOf(drawing, node)}.`,
  }));
}

function cycleFinding(drawing: Drawing, cycle: readonly string[]): Finding {
  const [first = ''] = cycle;
  const path = [...cycle, first].map((id) => nameOf(drawing, id)).join(' → ');
  return {
    code: 'CYCLE',
    node: first,
    says: `The edges go round in a circle: ${path}. A lead would never come to an end.`,
    remedy: 'Take one of these edges out.',
  };
}

function checkNode(drawing: Drawing, id: string, ports: PortsByNode): Finding[] {
  const { document, graph, reached, triggers } = drawing;
  const findings: Finding[] = [];
  const name = nameOf(drawing, id);
  if (!ports.has(id)) {
    findings.push({
      code: 'NODE_TYPE_UNKNOWN',
      node: id,
      says: `${name} is of the type “${document.nodes[id]?.type ?? ''}”, which does not exist here.`,
      remedy: 'Replace it with a step from the palette, or update Leadflow.',
    });
  }
  if (triggers.length > 0 && !reached.has(id)) {
    findings.push({
      code: 'NODE_UNREACHABLE',
      node: id,
      says: `No edge leads from the trigger to ${name}, so it never runs.`,
      remedy: 'Connect it, or delete it.',
    });
  }
  const used = new Set((graph.from.get(id) ?? []).map((edge) => edge.port));
  for (const port of ports.get(id) ?? []) {
    if (!port.required || used.has(port.name)) continue;
    findings.push({
      code: 'PORT_UNCONNECTED',
      node: id,
      says: `Nothing is connected to the port “${port.title}” of ${name}.`,
      remedy: `Draw an edge from “${port.title}” to the step that comes next.`,
    });
  }
  return findings;
}

function checkEdge(drawing: Drawing, edge: Edge, ports: PortsByNode): Finding[] {
  const { nodes } = drawing.document;
  const text = edgeText(edge);
  const takeOut = 'Take the edge out, or draw it anew.';
  const findings: Finding[] = [];
  if (!Object.hasOwn(nodes, edge.from)) {
    const says = `The edge ${text} comes from “${edge.from}”, which is not in the flow.`;
    findings.push({ code: 'EDGE_FROM_UNKNOWN', edge: text, says, remedy: takeOut });
  }
  if (!Object.hasOwn(nodes, edge.to)) {
    const says = `The edge ${text} leads to “${edge.to}”, which is not in the flow.`;
    const node = Object.hasOwn(nodes, edge.from) ? { node: edge.from } : {};
    findings.push({ code: 'EDGE_TO_UNKNOWN', ...node, edge: text, says, remedy: takeOut });
  }
  if (drawing.triggers.includes(edge.to)) {
    findings.push({
      code: 'EDGE_INTO_TRIGGER',
      node: edge.to,
      edge: text,
      says: `An edge leads into ${nameOf(drawing, edge.to)}, but a trigger is where a flow begins.`,
      remedy: 'Take the edge out.',
    });
  }
  const exits = ports.get(edge.from);
  if (exits && !exits.some((port) => port.name === edge.port)) {
    const known = exits.map((port) => port.name);
    findings.push({
      code: 'PORT_UNKNOWN',
      node: edge.from,
      edge: text,
      says: `${nameOf(drawing, edge.from)} has no port “${edge.port}”. ${exitsInWords(known)}`,
      remedy: 'Draw the edge from a port that is there.',
    });
  }
  return findings;
}

function exitsInWords(names: readonly string[]): string {
  return names.length === 0 ? 'It has no ports: the run ends there.' : `Its ports: ${names.join(', ')}.`;
}

function checkDoubles(drawing: Drawing): Finding[] {
  const seen = new Set<string>();
  return drawing.document.edges.flatMap((edge): Finding[] => {
    const exit = JSON.stringify([edge.from, edge.port]);
    if (!seen.has(exit)) {
      seen.add(exit);
      return [];
    }
    return [
      {
        code: 'PORT_TWICE',
        ...(Object.hasOwn(drawing.document.nodes, edge.from) ? { node: edge.from } : {}),
        edge: edgeText(edge),
        says: `Two edges leave the port “${edge.port}” of ${nameOf(drawing, edge.from)}. A lead takes one way.`,
        remedy: 'Take one of the two out.',
      },
    ];
  });
}
