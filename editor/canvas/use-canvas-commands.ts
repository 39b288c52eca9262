// What each key of the canvas does; the buttons of the page call the same commands.
import { type ReactFlowInstance, useReactFlow } from '@xyflow/react';
import { type RefObject, useMemo } from 'react';
import { useAllActions } from '../keys/Commands.tsx';
import type { Command } from '../keys/keymap.ts';
import { glideMs } from './canvas-focus.ts';
import { type Drawing, useDrawing } from './drawing-context.ts';
import { type FlowState, titleOf } from './flow-store.ts';
import { duplicateSelected, nudgeSelected, removeSelected, tidyAll } from './flow-verbs.ts';
import { readingOrder, type Walk, walkFrom } from './graph.ts';
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
  toggleOutline: () => void;
  /** Goes to the next moment of the run shown, or to the one before; absent where no run is shown. */
  step?: (by: 1 | -1) => void;
}

/** The commands of the canvas. Used inside the canvas library's provider. */
export function useCommands(frame: RefObject<HTMLElement | null>, page: PageWays): RunCommand {
  const drawing = useDrawing();
  const canvas = useReactFlow();
  const { find } = useAllActions();
  return useMemo(() => {
    const table = { ...walkCommands(drawing), ...drawCommands(drawing, frame) };
    const zoom = { duration: glideMs() };
    const rest: Partial<Record<Command, (big: boolean) => void>> = {
      fit: () => void canvas.fitView({ ...FIT, ...zoom }),
      'fit-selection': () =>
        void canvas.fitView({ ...FIT, ...zoom, nodes: drawing.flow.getState().selected.map((id) => ({ id })) }),
      'zoom-in': () => void canvas.zoomIn(zoom),
      'zoom-out': () => void canvas.zoomOut(zoom),
      tidy: () => void tidied(drawing, canvas).then((done) => done && canvas.fitView({ ...FIT, ...zoom })),
      minimap: page.toggleMap,
      outline: page.toggleOutline,
      keys: () => find('keys')?.run(),
      save: () => page.save?.(),
      publish: () => page.publish?.(),
    };
    const { step } = page;
    const steps: Table = step ? { 'next-problem': () => step(1), 'previous-problem': () => step(-1) } : {};
    return (command, big = false) => (steps[command] ?? table[command] ?? rest[command])?.(big);
  }, [drawing, canvas, frame, page, find]);
}

/** Milliseconds that the largest drawing may take to be laid out. */
const TIDY_MS = 10_000;

/** Lays the drawing out by its worker; true where it was. A drawing that was changed meanwhile stays as it is. */
async function tidied({ flow, work }: Drawing, canvas: ReactFlowInstance): Promise<boolean> {
  const { document } = flow.getState().bundle;
  const drawn = canvas.getNodes().flatMap(({ id, measured }) => {
    const { width, height } = measured ?? {};
    return width && height ? [[id, { width, height }] as const] : [];
  });
  const places = await work
    ?.ask('tidy', { document, sizes: Object.fromEntries(drawn) }, TIDY_MS)
    .catch(() => undefined);
  const state = flow.getState();
  if (!places) state.refuse('The drawing could not be laid out just now. Try again.');
  if (!places || state.bundle.document !== document) return false;
  tidyAll(flow, places);
  // The cards stand there once they are drawn.
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return true;
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
  };
}
