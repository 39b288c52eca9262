// Puts the keyboard's focus on a node of the canvas and brings the node into view.
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import { isStill } from '../theme/theme.ts';
import { useDrawing, useFlow } from './drawing-context.ts';
import type { Look } from './flow-store.ts';

/** Pixels that a node in sight keeps from the canvas's edges, and from the bottom, where the toolbar is. */
const EDGE = 8;
const MARGIN = 40;
/** Frames that a card that comes into sight is given to be mounted. */
const FRAMES = 20;
const STILL = { preventScroll: true } as const;

/** Follows the wish `look` of the store: selects nothing itself, it only moves focus and view. */
export function useCanvasFocus(frame: RefObject<HTMLElement | null>): void {
  const { flow } = useDrawing();
  const look = useFlow((state) => state.look);
  const canvas = useReactFlow();
  const done = useRef(look.n);
  useEffect(() => {
    if (done.current === look.n) return;
    done.current = look.n;
    const wished = flow.getState().wish.n;
    const before = document.activeElement;
    // Two frames: the node may have been added just now, and a closing dialog gives its focus back first.
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => {
        // The view first: a card out of sight may not be mounted.
        if (look.node !== null) bringIntoView(canvas, frame.current, look);
        // Enter may have gone on into the panel meanwhile, or E to an edge.
        const { wish, looked } = flow.getState();
        const isLeft = hasGoneOn(look, frame.current, before);
        if (look.focus && !isLeft && wish.n === wished && looked < look.n) focusOn(frame.current, look.node, FRAMES);
        flow.setState({ looked: look.n });
      });
    });
    let second = 0;
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(second);
    };
  }, [look, canvas, frame, flow]);
}

/** Keeps the one selected node in sight when the canvas gets smaller: a panel opened beside it. */
export function useKeptInSight(frame: RefObject<HTMLElement | null>): void {
  const canvas = useReactFlow();
  const { flow } = useDrawing();
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let { clientWidth, clientHeight } = element;
    const observer = new ResizeObserver(() => {
      const isSmaller = element.clientWidth < clientWidth || element.clientHeight < clientHeight;
      ({ clientWidth, clientHeight } = element);
      const [node, ...others] = flow.getState().selected;
      // A view that moves under a node being dragged would carry the node away.
      const isDragging = element.querySelector('.react-flow__node.dragging') !== null;
      if (!isSmaller || isDragging || node === undefined || others.length > 0) return;
      bringIntoView(canvas, element, { node, n: 0, focus: false, centre: false });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas, flow, frame]);
}

/** True where the page begins with the look, and a person has put the focus on something of it since `before` had it. */
export function hasGoneOn({ opens }: Look, frame: HTMLElement | null, before: Element | null): boolean {
  const { activeElement: at } = document;
  const content = frame?.closest('main');
  return opens === true && at !== before && at !== content && content?.contains(at) === true;
}

/** Focuses a node, or the canvas itself; waits some frames for a card that is not there yet. */
function focusOn(frame: HTMLElement | null, node: string | null, frames: number): void {
  const element = node === null ? frame : nodeElement(frame, node);
  if (element) element.focus(STILL);
  else if (frames > 0) requestAnimationFrame(() => focusOn(frame, node, frames - 1));
}

/** The element of a node. */
function nodeElement(frame: HTMLElement | null, id: string): HTMLElement | null {
  return frame?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`) ?? null;
}

/** Milliseconds that the view takes to move; none for a person who asked for less motion. */
export function glideMs(): number {
  return isStill() ? 0 : 180;
}

/** Moves the view so that the node is not cut off, or is in the middle; a node in sight stays where it is. */
function bringIntoView(canvas: ReturnType<typeof useReactFlow>, frame: HTMLElement | null, look: Look): void {
  const node = canvas.getInternalNode(look.node ?? '');
  const around = frame?.getBoundingClientRect();
  if (!node || !around) return;
  const { x, y } = node.internals.positionAbsolute;
  const { width = 0, height = 0 } = node.measured;
  const { x: left, y: top } = canvas.flowToScreenPosition({ x, y });
  const { x: right, y: bottom } = canvas.flowToScreenPosition({ x: x + width, y: y + height });
  const isInSight =
    left >= around.left + EDGE &&
    right <= around.right - EDGE &&
    top >= around.top + EDGE &&
    bottom <= around.bottom - MARGIN &&
    !isUnderSearch(frame, { left, top, right, bottom });
  if (isInSight && !look.centre) return;
  const zoom = Math.max(canvas.getZoom(), look.centre ? 0.75 : 0.6);
  void canvas.setCenter(x + width / 2, y + height / 2, { zoom, duration: glideMs() });
}

/** True where the line for finding lies over some of it. */
function isUnderSearch(frame: HTMLElement | null, card: Record<'left' | 'top' | 'right' | 'bottom', number>): boolean {
  const bar = frame?.parentElement?.querySelector('.fl-find')?.getBoundingClientRect();
  return bar !== undefined && card.right > bar.left && card.left < bar.right && card.top < bar.bottom;
}

/** Moves the view so that the middle of an edge is in sight; an edge in sight stays where it is. */
export function bringEdgeIntoView(canvas: ReturnType<typeof useReactFlow>, frame: HTMLElement, edge: SVGElement): void {
  const { left, top, width, height } = edge.getBoundingClientRect();
  const around = frame.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const isInSight =
    x > around.left + MARGIN && x < around.right - MARGIN && y > around.top + MARGIN && y < around.bottom - MARGIN;
  if (isInSight) return;
  const middle = canvas.screenToFlowPosition({ x, y }, { snapToGrid: false });
  void canvas.setCenter(middle.x, middle.y, { zoom: canvas.getZoom(), duration: glideMs() });
}
