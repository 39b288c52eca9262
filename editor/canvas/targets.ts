// Which nodes a port may lead to, as options for a list: the way to connect without drawing.
import type { Option } from '../kit/Select.tsx';
import { type FlowState, titleOf } from './flow-store.ts';
import { canConnect } from './flow-verbs.ts';
import { readingOrder } from './graph.ts';

/** The nodes that the port may lead to, in reading order; the hint says their type and what already leads there. */
export function targetsOf(state: FlowState, from: string, port: string): Option[] {
  const { nodes, edges } = state.bundle.document;
  return readingOrder(state.bundle.document)
    .filter((to) => to !== from && canConnect(state, { from, port, to }))
    .map((to) => {
      const type = state.catalogue[nodes[to]?.type ?? '']?.title ?? '';
      const isLoose = !edges.some((edge) => edge.to === to);
      return {
        id: to,
        label: titleOf(state, to),
        hint: [to, type, isLoose ? 'nothing leads here yet' : ''].filter(Boolean).join(' · '),
      };
    });
}

/** The port to offer first: one without an edge, and among these one that needs one. */
export function firstOpenPort(state: FlowState, from: string): string {
  const ports = state.ports[from] ?? [];
  const open = ports.filter(
    (port) => !state.bundle.document.edges.some((edge) => edge.from === from && edge.port === port.name),
  );
  return (open.find((port) => port.required) ?? open[0] ?? ports[0])?.name ?? '';
}
