// A list of rows that a person edits: add, remove, replace, put in order, with the focus following the row.
import { type KeyboardEvent, type RefObject, useRef } from 'react';
import { moved } from './form-model.ts';

/** The rows with the ways to change them. */
export interface Rows<T> {
  /** Rows with their place as their key: they have no identity of their own, and all their inputs are controlled. */
  numbered: readonly { row: T; index: number; id: string }[];
  /** Set on the element around the rows, each of which carries `data-row={index}`. */
  root: RefObject<HTMLDivElement | null>;
  add: (row: T) => void;
  remove: (index: number) => void;
  replace: (index: number, row: T) => void;
  move: (from: number, to: number) => void;
  /** Alt+Up and Alt+Down move the row at `index`. */
  onKeyDown: (event: KeyboardEvent, index: number) => void;
}

/** Changes `rows` through `set`. */
export function useRows<T>(rows: readonly T[], set: (rows: T[]) => void): Rows<T> {
  const root = useRef<HTMLDivElement>(null);
  const focus = (index: number): void => {
    requestAnimationFrame(() => {
      const row = root.current?.querySelector(`[data-row="${index}"]`);
      row?.querySelector<HTMLElement>('input, textarea, button')?.focus();
    });
  };
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= rows.length) return;
    set(moved(rows, from, to));
    focus(to);
  };
  return {
    numbered: rows.map((row, index) => ({ row, index, id: `row ${index}` })),
    root,
    move,
    add: (row) => {
      set([...rows, row]);
      focus(rows.length);
    },
    remove: (index) => {
      set(rows.filter((_, at) => at !== index));
      focus(Math.min(index, rows.length - 2));
    },
    replace: (index, row) => set(rows.map((other, at) => (at === index ? row : other))),
    onKeyDown: (event, index) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      event.stopPropagation();
      move(index, event.key === 'ArrowUp' ? index - 1 : index + 1);
    },
  };
}
