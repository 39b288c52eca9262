// Where in a run the page stands: at its end, following it, or at one of its moments.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Drawing } from '../canvas/drawing-context.ts';
import type { RunDetail } from '../types.ts';
import { type Moment, momentsOf, runAt, type Span, spansOf } from './moments.ts';

/** How long a moment is shown while playing at speed 1, milliseconds. */
const MOMENT_MS = 900;

/** The replay of one run. */
export interface Replay {
  moments: readonly Moment[];
  spans: readonly Span[];
  /** The moment shown. */
  k: number;
  /** True at the last moment; as a run goes on, the page then goes with it. */
  isAtEnd: boolean;
  /** The run as it stood then. */
  shown: RunDetail;
  isPlaying: boolean;
  speed: number;
  /** Shows moment `k` and selects its node. Stops playing. */
  go: (k: number) => void;
  step: (by: 1 | -1) => void;
  /** Plays to the end, from the start where it stands at the end; or stops. */
  togglePlay: () => void;
  setSpeed: (speed: number) => void;
}

/** `start`: the moment to begin at, as in a shared address; null is the end. */
export function useReplay({ flow }: Drawing, run: RunDetail, start: number | null): Replay {
  const moments = useMemo(() => momentsOf(run), [run]);
  const spans = useMemo(() => spansOf(moments), [moments]);
  const [at, setAt] = useState(start);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const last = moments.length - 1;
  const k = at === null ? last : Math.min(Math.max(at, 0), last);
  const shown = useMemo(() => runAt(run, moments, k), [run, moments, k]);
  const newest = useRef({ k, last, moments });
  newest.current = { k, last, moments };

  const show = useCallback(
    (next: number) => {
      const bounded = Math.min(Math.max(next, 0), newest.current.last);
      const node = newest.current.moments[bounded]?.node;
      setAt(bounded === newest.current.last ? null : bounded);
      if (node) flow.getState().show(node, false);
    },
    [flow],
  );
  const go = useCallback(
    (next: number) => {
      setPlaying(false);
      show(next);
    },
    [show],
  );
  const step = useCallback((by: 1 | -1) => go(newest.current.k + by), [go]);
  const togglePlay = (): void => {
    if (!isPlaying && k === last) show(0);
    setPlaying(!isPlaying);
  };
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => {
      if (k + 1 >= last) setPlaying(false);
      show(k + 1);
    }, MOMENT_MS / speed);
    return () => clearTimeout(timer);
  }, [isPlaying, k, last, speed, show]);
  return { moments, spans, k, isAtEnd: k === last, shown, isPlaying, speed, go, step, togglePlay, setSpeed };
}
