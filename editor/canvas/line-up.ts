// Lines nodes up on one side or axis, or gives them equal gaps: pure arithmetic of boxes.
import type { Command } from '../keys/keymap.ts';
import type { Place } from './document-edits.ts';

/** A card as it stands: its place and size, in pixels of the canvas. */
export interface Box {
  id: string;
  at: Place;
  size: Place;
}

/** A command that lines up or spaces out. */
export type LineUp = Extract<Command, `align-${string}` | `space-${string}`>;

const ACROSS = 0;
const DOWN = 1;

/** Along which axis each works, and where on a card it looks: 0 its near side, 1 its far side, ½ its middle. */
const WAYS: Record<LineUp, { axis: 0 | 1; side: number | 'gaps'; says: string }> = {
  'align-left': { axis: ACROSS, side: 0, says: 'Line up at the left' },
  'align-centre': { axis: ACROSS, side: 0.5, says: 'Line up on one upright line' },
  'align-right': { axis: ACROSS, side: 1, says: 'Line up at the right' },
  'align-top': { axis: DOWN, side: 0, says: 'Line up at the top' },
  'align-middle': { axis: DOWN, side: 0.5, says: 'Line up on one level line' },
  'align-bottom': { axis: DOWN, side: 1, says: 'Line up at the bottom' },
  'space-across': { axis: ACROSS, side: 'gaps', says: 'Same gaps across' },
  'space-down': { axis: DOWN, side: 'gaps', says: 'Same gaps downward' },
};

/** All of them, in the order of the key table. */
export const LINE_UPS: readonly LineUp[] = [
  'align-left',
  'align-centre',
  'align-right',
  'align-top',
  'align-middle',
  'align-bottom',
  'space-across',
  'space-down',
];

/** What was done, in the words of the history. */
export function lineUpWords(way: LineUp): string {
  return WAYS[way].says;
}

/** How many nodes it takes: two to line up, three to have gaps. */
export function fewest(way: LineUp): number {
  return WAYS[way].side === 'gaps' ? 3 : 2;
}

/** Where the boxes stand afterwards. Lines go by the outermost sides; gaps leave the first and the last where they are. */
export function linedUp(boxes: readonly Box[], way: LineUp): Record<string, Place> {
  const { axis, side } = WAYS[way];
  const near = Math.min(...boxes.map(({ at }) => at[axis]));
  const far = Math.max(...boxes.map(({ at, size }) => at[axis] + size[axis]));
  if (side === 'gaps') return spaced(boxes, axis, far - near);
  return Object.fromEntries(
    boxes.map(({ id, at, size }) => [id, moved(at, axis, near + (far - near - size[axis]) * side)]),
  );
}

function spaced(boxes: readonly Box[], axis: 0 | 1, span: number): Record<string, Place> {
  const order = boxes.toSorted((a, b) => a.at[axis] - b.at[axis]);
  const filled = order.reduce((sum, { size }) => sum + size[axis], 0);
  const gap = (span - filled) / Math.max(order.length - 1, 1);
  let next = order[0]?.at[axis] ?? 0;
  const places: Record<string, Place> = {};
  for (const { id, at, size } of order) {
    places[id] = moved(at, axis, next);
    next += size[axis] + gap;
  }
  return places;
}

function moved([x, y]: Place, axis: 0 | 1, to: number): Place {
  return axis === ACROSS ? [to, y] : [x, to];
}
