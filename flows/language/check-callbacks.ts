// Checks of callbacks: a step that waits for one needs a step before it that gives its address away.
import { parseExpression } from '../expression/parse.ts';
import type { KnownNames, Problem } from './catalogue.ts';
import type { FlowBundle, FlowNode } from './document.ts';
import { type Drawing, type Finding, nameOf, problemFrom, specOf } from './drawing.ts';
import { reachableFrom } from './graph.ts';
import { expressionSlots, refSlots } from './slots.ts';

/** The node type whose address an expression finds at `run.callbacks.<id>`. */
export const CALLBACK_TYPE = 'wait-for-callback';

type Read = readonly string[];

/** Every step that nobody can call back, and every address that no step waits at, in document order. */
export function checkCallbacks(drawing: Drawing, { files }: FlowBundle, known: KnownNames): Problem[] {
  const nodes = Object.entries(drawing.document.nodes);
  const reads = new Map<string, Read[]>();
  for (const [id, node] of nodes) reads.set(id, addressesRead(drawing, node, { files, known }));
  return nodes
    .flatMap(([id, node]) => [
      ...(node.type === CALLBACK_TYPE ? unknownToAll(drawing, id, reads) : []),
      ...(reads.get(id) ?? []).flatMap((read) => nobodyWaits(drawing, id, read)),
    ])
    .map(problemFrom);
}

/** The reads of a node that may be of an address: `run.callbacks.<id>`, or `run.callbacks` and `run` as a whole. */
function addressesRead(
  drawing: Drawing,
  node: FlowNode,
  { files, known }: { files: FlowBundle['files']; known: KnownNames },
): Read[] {
  const spec = specOf(drawing, node);
  if (!spec) return [];
  const inConfig = expressionSlots(spec.config, node.config, files).flatMap(({ text }) => {
    const parsed = parseExpression(text);
    return parsed.ok ? parsed.references : [];
  });
  const inAdaptors = refSlots(spec.config, node.config).flatMap(({ ref, value }) =>
    ref === 'adaptor' && Object.hasOwn(known.adaptors, value) ? (known.adaptors[value]?.reads ?? []) : [],
  );
  return [...inConfig, ...inAdaptors].filter(
    ([root, part]) => root === 'run' && (part === undefined || part === 'callbacks'),
  );
}

function unknownToAll(drawing: Drawing, id: string, reads: ReadonlyMap<string, readonly Read[]>): Finding[] {
  const isGiven = [...reads].some(
    ([other, own]) =>
      other !== id &&
      own.some(([, , node]) => node === undefined || node === id) &&
      reachableFrom(drawing.graph, other).has(id),
  );
  if (isGiven) return [];
  return [
    {
      code: 'CALLBACK_UNUSED',
      severity: 'warning',
      node: id,
      says: `${nameOf(drawing, id)} waits for a callback, but no step before it gives its address to anyone.`,
      remedy: `Send ${addressOf(id)} to the system that is to call, in an HTTP request or an adaptor before this step.`,
    },
  ];
}

function nobodyWaits(drawing: Drawing, id: string, [, , node]: Read): Finding[] {
  if (node === undefined || drawing.document.nodes[node]?.type === CALLBACK_TYPE) return [];
  return [
    {
      code: 'VALUE_UNKNOWN',
      severity: 'warning',
      node: id,
      says: `${nameOf(drawing, id)} reads ${addressOf(node.slice(0, 80))}, but no step of that name waits for a callback.`,
      remedy: 'Correct the name; ids are shown on the cards. One with a hyphen stands in backticks.',
    },
  ];
}

function addressOf(id: string): string {
  return `run.callbacks.${id.includes('-') ? `\`${id}\`` : id}`;
}
