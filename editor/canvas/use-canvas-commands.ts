// What each key of the canvas does; the buttons and menus of the page call the same commands.
import { type ReactFlowInstance, useReactFlow } from '@xyflow/react';
import { type RefObject, useMemo } from 'react';
import { useAllActions } from '../keys/Commands.tsx';
import { bindingOf, type Command, type KeyGroup } from '../keys/keymap.ts';
import { glideMs } from './canvas-focus.ts';
import { clipboardCommands } from './clipboard-commands.ts';
import { drawCommands } from './draw-commands.ts';
import { type Drawing, useDrawing } from './drawing-context.ts';
import { edgeCommands } from './edge-commands.ts';
import { settleSelection } from './selection.ts';
import { tidied } from './tidy-command.ts';
import { type Table, walkCommands } from './walk-commands.ts';

export const FIT = { padding: 0.07, maxZoom: 1 } as const;
/** The commands of these groups act on what is selected, and so do these of other groups. */
const ACTING: readonly KeyGroup[] = ['Draw', 'Line up'];
const ACTING_TOO: readonly Command[] = ['open-panel', 'edges', 'menu'];

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
  /** Opens the line for finding, or puts the focus there; with `by`, goes to the next or the one before. */
  find: (by?: 1 | -1) => void;
  /** Opens the menu of what is selected, at a point of the window. */
  openMenu: (point: { x: number; y: number }) => void;
}

/** The commands of the canvas. Used inside the canvas library's provider. */
export function useCommands(frame: RefObject<HTMLElement | null>, page: PageWays): RunCommand {
  const drawing = useDrawing();
  const canvas = useReactFlow();
  const { find } = useAllActions();
  return useMemo(() => {
    const { flow } = drawing;
    const focused = (): string | undefined => {
      const element = document.activeElement?.closest<HTMLElement>('.react-flow__node');
      return element && frame.current?.contains(element) ? element.dataset.id : undefined;
    };
    const subject = (): string | undefined => flow.getState().selected.at(-1) ?? focused();
    const { step } = page;
    const table: Table = {
      ...walkCommands(drawing),
      ...edgeCommands(drawing, { frame, canvas, subject }),
      ...drawCommands(drawing, { canvas, subject }),
      ...clipboardCommands(flow),
      ...lookCommands(drawing, canvas),
      ...pageCommands(page),
      menu: () => page.openMenu(menuPoint(frame.current)),
      keys: () => find('keys')?.run(),
      ...(step ? { 'next-problem': () => step(1), 'previous-problem': () => step(-1) } : {}),
    };
    return (command, big = false) => {
      const group = bindingOf(command)?.group;
      if ((group && ACTING.includes(group)) || ACTING_TOO.includes(command)) settleSelection(flow, focused());
      table[command]?.(big);
    };
  }, [drawing, canvas, frame, page, find]);
}

function pageCommands(page: PageWays): Table {
  return {
    minimap: page.toggleMap,
    outline: page.toggleOutline,
    save: () => page.save?.(),
    publish: () => page.publish?.(),
    find: () => page.find(),
    'find-next': () => page.find(1),
    'find-previous': () => page.find(-1),
  };
}

function lookCommands(drawing: Drawing, canvas: ReactFlowInstance): Table {
  const zoom = { duration: glideMs() };
  const selected = () => drawing.flow.getState().selected.map((id) => ({ id }));
  return {
    fit: () => void canvas.fitView({ ...FIT, ...zoom }),
    'fit-selection': () => void canvas.fitView({ ...FIT, ...zoom, nodes: selected() }),
    'actual-size': () => void canvas.zoomTo(1, zoom),
    'zoom-in': () => void canvas.zoomIn(zoom),
    'zoom-out': () => void canvas.zoomOut(zoom),
    tidy: () => void tidied(drawing, canvas).then((done) => done && canvas.fitView({ ...FIT, ...zoom })),
  };
}

/** Where the menu opens for somebody who asked by a key: at what has the focus, else in the middle of the canvas. */
function menuPoint(frame: HTMLElement | null): { x: number; y: number } {
  const around = frame?.getBoundingClientRect();
  const focused = document.activeElement?.closest('.react-flow__node, .react-flow__edge');
  const box = focused?.getBoundingClientRect() ?? around;
  if (!box || !around) return { x: 0, y: 0 };
  const isNode = focused?.classList.contains('react-flow__node') === true;
  const [x, y] = isNode ? [box.left + 24, box.top + 40] : [box.left + box.width / 2, box.top + box.height / 2];
  // What has the focus may have been moved out of sight by hand.
  const within = (value: number, from: number, to: number): number => Math.min(Math.max(value, from), to);
  return { x: within(x, around.left, around.right), y: within(y, around.top, around.bottom) };
}
