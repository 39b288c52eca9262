// What each key of the canvas does; the buttons of the page call the same commands.
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useMemo } from 'react';
import { glideMs } from './canvas-focus.ts';
import { CARD_WIDTH } from './document-edits.ts';
import { type Drawing, useDrawing } from './drawing-context.ts';
import { type FlowState, titleOf } from './flow-store.ts';
import { duplicateSelected, nudgeSelected, removeSelected, tidyAll } from './flow-verbs.ts';
import { readingOrder, type Walk, walkFrom } from './graph.ts';
import type { Command } from './keymap.ts';
import { nodeWords } from './use-canvas-parts.ts';

/** How far a key moves a node: pixels, and with Shift held. */
const STEP = 8;
const BIG_STEP = 32;
export const FIT = { padding: 0.07, maxZoom: 1 } as const;

/** Does what a command asks. `big`: Shift was held. */
export type RunCommand = (command: Command, big?: boolean) => void;

/** What the page around the canvas does; absent on pages that only show. */
export interface PageWays {
  save?: () => void;
  publish?: () => void;
  toggleMap: () => void;
}

/** The commands of the canvas. Used inside the canvas library's provider. */
export function useCommands(frame: RefObject<HTMLElement | null>, page: PageWays): RunCommand {
  const drawing = useDrawing();
  const canvas = useReactFlow();
  return useMemo(() => {
    const table = { ...walkCommands(drawing), ...drawCommands(drawing, frame) };
    const zoom = { duration: glideMs() };
    const rest: Partial<Record<Command, (big: boolean) => void>> = {
      fit: () => void canvas.fitView({ ...FIT, ...zoom }),
      'fit-selection': () =>
        void canvas.fitView({ ...FIT, ...zoom, nodes: drawing.flow.getState().selected.map((id) => ({ id })) }),
      'zoom-in': () => void canvas.zoomIn(zoom),
      'zoom-out': () => void canvas.zoomOut(zoom),
      tidy: () => {
        tidyAll(drawing.flow, (id) => {
          const { width = CARD_WIDTH, height = 120 } = canvas.getNode(id)?.measured ?? {};
          return { width, height };
        });
        requestAnimationFrame(() => void canvas.fitView({ ...FIT, ...zoom }));
      },
      minimap: page.toggleMap,
      save: () => page.save?.(),
      publish: () => page.publish?.(),
    };
    return (command, big = false) => (table[command] ?? rest[command])?.(big);
  }, [drawing, canvas, frame, page]);
}

type Table = Partial<Record<Command, (big: boolean) => void>>;

function walkCommands({ flow }: Drawing): Table {
  const go = (walk: Walk, words: string) => (): void => {
    const state = flow.getState();
    const { bundle, active } = state;
    const up = (id: string): number => bundle.layout.nodes[id]?.[1] ?? 0;
    const to = active === null ? readingOrder(bundle.document)[0] : walkFrom(bundle.document, active, walk, up);
    if (to !== undefined) state.lookAt(to);
    state.say(to === undefined ? `No node ${words}` : sentence(state, to));
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

function drawCommands({ flow }: Drawing, frame: RefObject<HTMLElement | null>): Table {
  const focused = (): string | undefined => {
    const element = document.activeElement?.closest<HTMLElement>('.react-flow__node');
    return element && frame.current?.contains(element) ? element.dataset.id : undefined;
  };
  const subject = (): string | undefined => flow.getState().selected.at(-1) ?? focused();
  const remove = (heal: boolean) => (): void => {
    flow.getState().lookAt(removeSelected(flow, heal));
  };
  const nudge = (x: number, y: number) => (big: boolean) => {
    const step = big ? BIG_STEP : STEP;
    nudgeSelected(flow, [x * step, y * step]);
  };
  return {
    'open-panel': () => {
      const node = focused() ?? subject();
      if (node !== undefined) flow.getState().openField(node, null);
    },
    leave: () => flow.getState().select([]),
    'quick-add': () => flow.getState().open({ kind: 'quick-add', where: { kind: 'after', node: subject() } }),
    connect: () => {
      const from = subject();
      if (from === undefined) flow.getState().say('Go to a node first, then press C');
      else flow.getState().open({ kind: 'connect', from, port: undefined });
    },
    delete: remove(true),
    'delete-only': remove(false),
    duplicate: () => {
      duplicateSelected(flow);
      flow.getState().lookAt(flow.getState().active);
    },
    'select-all': () => flow.getState().select(Object.keys(flow.getState().bundle.document.nodes)),
    'nudge-right': nudge(1, 0),
    'nudge-left': nudge(-1, 0),
    'nudge-up': nudge(0, -1),
    'nudge-down': nudge(0, 1),
    undo: () => flow.getState().undo(),
    redo: () => flow.getState().redo(),
    keys: () => flow.getState().open({ kind: 'keys' }),
  };
}
