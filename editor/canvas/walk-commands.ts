// The keys that go from node to node, and the words that say where one is.
import type { Command } from '../keys/keymap.ts';
import { counted } from '../kit/time-words.ts';
import type { Drawing } from './drawing-context.ts';
import { type FlowState, titleOf } from './flow-store.ts';
import { downstream, readingOrder, upstream, type Walk, walkFrom } from './graph.ts';
import { nodeWords } from './use-canvas-parts.ts';

/** What commands do. `big`: Shift was held. */
export type Table = Partial<Record<Command, (big: boolean) => void>>;

/** Walking, selecting along the edges, and going from problem to problem. */
export function walkCommands({ flow }: Drawing): Table {
  const go = (walk: Walk, words: string) => (): void => {
    const state = flow.getState();
    const { bundle, active } = state;
    const up = (id: string): number => bundle.layout.nodes[id]?.[1] ?? 0;
    const to = active === null ? readingOrder(bundle.document)[0] : walkFrom(bundle.document, active, walk, up);
    if (to !== undefined) state.lookAt(to);
    state.say(to === undefined ? `No node ${words}` : sentence(state, to));
  };
  const along = (beyond: typeof downstream, words: string) => (): void => {
    const state = flow.getState();
    const { active, bundle } = state;
    if (active === null) return;
    const found = beyond(bundle.document, active);
    // The node itself last: it is the one that Tab reaches.
    state.select([...found, active]);
    state.say(found.length === 0 ? `No node ${words} this one` : `${counted(found.length + 1, 'node')} selected`);
  };
  const problem = (by: 1 | -1) => (): void => {
    const state = flow.getState();
    const found = state.problems.filter((each) => each.node !== undefined && each.node in state.bundle.document.nodes);
    const at = found.findIndex((each) => each.node === state.active);
    const next = found[(Math.max(at, by === 1 ? -1 : 0) + by + found.length) % Math.max(found.length, 1)];
    if (next?.node) state.lookAt(next.node);
    state.say(next?.node ? `${titleOf(state, next.node)}: ${next.says} ${next.remedy}` : 'No problems');
  };
  return {
    'walk-next': go('next', 'after this one'),
    'walk-previous': go('previous', 'before this one'),
    'walk-above': go('above', 'above'),
    'walk-below': go('below', 'below'),
    'walk-first': go('first', 'on the canvas'),
    'walk-last': go('last', 'on the canvas'),
    'select-downstream': along(downstream, 'after'),
    'select-upstream': along(upstream, 'before'),
    'next-problem': problem(1),
    'previous-problem': problem(-1),
  };
}

/** “HTTP request, node 3 of 8, 1 problem, port answered to Read the answer”. */
export function sentence(state: FlowState, id: string): string {
  const order = readingOrder(state.bundle.document);
  const outputs = state.bundle.document.edges
    .filter((edge) => edge.from === id)
    .map((edge) => `port ${edge.port} to ${titleOf(state, edge.to)}`);
  return [nodeWords(state, id, `node ${order.indexOf(id) + 1} of ${order.length}`), ...outputs].join(', ');
}
