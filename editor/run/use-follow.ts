// Goes with a run: selects the step to look at as the run comes to it, until a person chooses another.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Drawing } from '../canvas/drawing-context.ts';
import { firstLook } from '../canvas/run-trace.ts';
import type { RunDetail } from '../types.ts';

/** The canvas measures its cards first, and shows the whole drawing; then the view goes to the node. Milliseconds. */
const SETTLED_MS = 250;

/** Whether the page goes with the run, and how it begins to again. */
export interface Follow {
  isFollowing: boolean;
  follow: () => void;
}

interface Stand {
  /** False while the page shows a moment of the past. */
  isAtEnd: boolean;
  /** The node that the address names; the page then begins there instead. */
  start: string | null;
}

/** A step that needs a person comes to the middle of the drawing. */
export function useFollow({ flow }: Drawing, run: RunDetail, { isAtEnd, start }: Stand): Follow {
  const [isFollowing, setFollowing] = useState(start === null && isAtEnd);
  const [first] = useState(start);
  const wanted = isFollowing && isAtEnd ? firstLook(run) : null;
  const needsLook = run.held !== null || run.outcome === 'error';
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (wanted === null || wanted === shown.current) return;
    const timer = setTimeout(() => {
      const opens = shown.current === null && !needsLook;
      shown.current = wanted;
      flow.getState().show(wanted, needsLook, opens);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [flow, wanted, needsLook]);
  useEffect(() => {
    if (first === null) return;
    const timer = setTimeout(() => flow.getState().show(first, true), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [flow, first]);
  useEffect(
    () =>
      flow.subscribe(({ selected }, before) => {
        if (selected !== before.selected && (selected[0] ?? null) !== shown.current) setFollowing(false);
      }),
    [flow],
  );
  const follow = useCallback(() => {
    shown.current = null;
    setFollowing(true);
  }, []);
  return { isFollowing, follow };
}
