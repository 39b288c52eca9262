// A list of rows that a person edits: add, remove, replace, put in order, with the focus following the row.
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { moved } from './form-model.ts';
import { type RowDrag, rowsIn, useRowDrag } from './use-row-drag.ts';

/** The rows with the ways to change them. */
export interface Rows<T> extends RowDrag {
  /** Rows with their place as their key: they have no identity of their own, and all their inputs are controlled. */
  numbered: readonly { row: T; index: number; id: string }[];
  /** Set on the element around the rows, each of which carries `data-row={index}`, and `data-drag` as `look` says. */
  root: RefObject<HTMLDivElement | null>;
  add: (row: T) => void;
  remove: (index: number) => void;
  replace: (index: number, row: T) => void;
  move: (from: number, to: number) => void;
  /** What was done last, for a status line that is read out: "Row 2 is now row 4". */
  said: string;
  /** Alt+Up and Alt+Down move the row at `index`. */
  onKeyDown: (event: KeyboardEvent, index: number) => void;
}

/** Changes `rows` through `set`. */
export function useRows<T>(rows: readonly T[], set: (rows: T[]) => void): Rows<T> {
  const root = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const focus = (index: number, wanted: string): void => {
    requestAnimationFrame(() => {
      const row = rowsIn(root.current)[index];
      const stop = row?.querySelector<HTMLElement>(wanted) ?? row?.querySelector<HTMLElement>(FIELDS);
      stop?.focus();
    });
  };
  const move = (from: number, to: number, wanted = FIELDS): void => {
    if (to < 0 || to >= rows.length) return;
    set(moved(rows, from, to));
    setSaid(`Row ${from + 1} is now row ${to + 1}.`);
    focus(to, wanted);
  };
  return {
    ...useRowDrag(root, (from, to) => move(from, to, GRIP)),
    numbered: rows.map((row, index) => ({ row, index, id: `row ${index}` })),
    root,
    said,
    move: (from, to) => move(from, to),
    add: (row) => {
      set([...rows, row]);
      focus(rows.length, FIELDS);
    },
    remove: (index) => {
      set(rows.filter((_, at) => at !== index));
      setSaid(`Row ${index + 1} was removed.`);
      focus(Math.min(index, rows.length - 2), FIELDS);
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

const FIELDS = 'input, textarea';
const GRIP = '[data-grip]';
