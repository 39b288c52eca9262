// When a step of the flow answers, for whoever reads the posting instructions: what was decided last before it, in words. Pure.
import { type Catalogue, portsOf } from '../../../flows/language/catalogue.ts';
import type { FlowDocument } from '../../../flows/language/document.ts';

interface Drawn {
  document: FlowDocument;
  catalogue: Catalogue;
}

/** A step that decided, and the titles of its exits that lead here. */
interface Decided {
  title: string;
  exits: string[];
}

/** `Tell it was taken. After the step “Read the answer” (Accepted).` */
export function whenWords(drawn: Drawn, node: string): string {
  const title = titleOf(drawn, node);
  const decided = decidedBefore(drawn, node, new Set());
  if (decided.length === 0) return `${title}. For every lead that is taken.`;
  const words = decided.map((each) => `the step “${each.title}” (${either(each.exits)})`);
  return `${title}. After ${words.join(', or ')}.`;
}

/** The steps before it; those behind one whose exits, but for errors, all lead on here: it decided nothing of the answer. */
function decidedBefore(drawn: Drawn, node: string, seen: Set<string>): Decided[] {
  const { document } = drawn;
  const into = document.edges.filter(({ to }) => to === node);
  return [...new Set(into.map(({ from }) => from))].flatMap((from) => {
    if (seen.has(from)) return [];
    const ports = portsIn(drawn, from);
    const taken = into.filter((edge) => edge.from === from).map(({ port }) => port);
    const isOpen = ports.some(({ name }) => name !== 'error' && !taken.includes(name));
    if (isOpen || taken.includes('error'))
      return [{ title: titleOf(drawn, from), exits: taken.map((port) => titleIn(ports, port)) }];
    seen.add(from);
    return decidedBefore(drawn, from, seen);
  });
}

function portsIn({ document, catalogue }: Drawn, node: string) {
  const at = document.nodes[node];
  return at ? portsOf(catalogue[at.type]?.ports ?? [], at.config) : [];
}

function titleIn(ports: ReturnType<typeof portsIn>, port: string): string {
  return ports.find(({ name }) => name === port)?.title ?? port;
}

function titleOf({ document, catalogue }: Drawn, node: string): string {
  const at = document.nodes[node];
  return at?.title ?? (at && catalogue[at.type]?.title) ?? node;
}

function either(exits: readonly string[]): string {
  return exits.length < 2 ? (exits[0] ?? '') : `${exits.slice(0, -1).join(', ')} or ${exits.at(-1)}`;
}
