// A value with undo and redo: every change is a labelled entry, a burst of one gesture is one, and Ctrl+Z goes back.
import { useCallback, useState } from 'react';
import { actionOf, useActions } from '../keys/Commands.tsx';
import { emptyHistory, type History, record, redo, undo } from './history.ts';

/** How a change is kept. */
export interface Gesture {
  /** What Undo calls it: "Auto-match". */
  label?: string;
  /** Changes of one gesture, one soon after the other, are one entry; null is an entry of its own. */
  gesture?: string | null;
}

/** One step back or forward. */
export interface Step {
  label: string;
  run: () => void;
}

/** The value and the ways to change it. */
export interface Undoable<T> {
  value: T;
  change: (next: T, how?: Gesture) => void;
  /** Sets the value and forgets what was done, as where it came anew from the server. */
  replace: (next: T) => void;
  /** Writes the same value another way, as the server keeps it, unless it was changed since. No entry. */
  settle: (from: T, to: T) => void;
  undo: Step | undefined;
  redo: Step | undefined;
}

/** Begins with `first`. A change that says nothing of itself is part of a burst called "Change". */
export function useUndo<T>(first: T): Undoable<T> {
  const [{ value, history }, set] = useState({ value: first, history: emptyHistory<T>() });
  const change = useCallback((next: T, { label = 'Change', gesture = 'change' }: Gesture = {}): void => {
    const at = performance.now();
    set((now) => ({
      value: next,
      history: record(now.history, { label, before: now.value, after: next, gesture, at }),
    }));
  }, []);
  const replace = useCallback((next: T): void => set({ value: next, history: emptyHistory<T>() }), []);
  const settle = useCallback(
    (from: T, to: T): void => set((now) => (now.value === from ? { ...now, value: to } : now)),
    [],
  );
  const step = (go: typeof undo<T>, last: History<T>['past'][number] | undefined): Step | undefined => {
    return last && { label: last.label, run: () => set((now) => go(now.history) ?? now) };
  };
  const back = step(undo, history.past.at(-1));
  const forth = step(redo, history.future.at(-1));
  useUndoKeys(back, forth);
  return { value, change, replace, settle, undo: back, redo: forth };
}

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, but in a text field, which undoes its own typing, and in a dialog over the page. */
function useUndoKeys(back: Step | undefined, forth: Step | undefined): void {
  useActions(() => [...(back ? [actionOf('undo', back.run)] : []), ...(forth ? [actionOf('redo', forth.run)] : [])]);
}
