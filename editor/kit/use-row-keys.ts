// The keys of a table's rows: one row takes the focus, and from it one walks, chooses, opens, and opens its menu.
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Selection } from './use-selection.ts';

/** Rows that Page Up and Page Down pass over. */
const LEAP = 10;

/** What a table sets on itself, and which row takes the focus. */
export interface RowKeys {
  table: RefObject<HTMLTableElement | null>;
  /** The row that Tab comes to; its part of a long table stays drawn. */
  active: number;
  onKeyDown: (event: KeyboardEvent<HTMLTableElement>) => void;
  onFocus: (event: FocusEvent<HTMLTableElement>) => void;
}

/** The keys of rows whose keys are `order`. Each row is a `tr` with its place as `data-row`. */
export function useRowKeys(order: readonly string[], selection: Selection | undefined): RowKeys {
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState(0);
  const isMoving = useRef(false);
  const last = order.length - 1;
  const shown = Math.max(0, Math.min(active, last));

  // After the drawing: the row may stand in a part of the table that was not drawn before.
  useEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    rowAt(table.current, shown)?.focus();
  });

  const go = (index: number, isRange: boolean): void => {
    const to = Math.max(0, Math.min(last, index));
    const [from, key] = [order[shown], order[to]];
    if (isRange && selection && key !== undefined && from !== undefined) {
      if (!selection.keys.has(from)) selection.choose(from, true);
      selection.choose(key, true, true);
    }
    isMoving.current = true;
    setActive(to);
    // The same row again draws nothing anew.
    if (to === shown) rowAt(table.current, to)?.focus();
  };

  return {
    table,
    active: shown,
    onFocus: ({ target }) => {
      const index = Number(target.closest<HTMLElement>('tr[data-row]')?.dataset.row ?? Number.NaN);
      if (Number.isInteger(index)) setActive(index);
    },
    onKeyDown: (event) => {
      if (event.defaultPrevented || !isForRow(event)) return;
      const done = walk(event, { at: shown, last, go }) || act(event, { key: order[shown], selection });
      if (done) event.preventDefault();
    },
  };
}

function rowAt(table: HTMLTableElement | null, index: number): HTMLElement | null {
  return table?.querySelector<HTMLElement>(`tr[data-row="${index}"]`) ?? null;
}

/** Menus and dialogs of a row stand elsewhere on the page, though their keys come by here; what is typed is typed. */
function isForRow({ currentTarget, target }: KeyboardEvent<HTMLTableElement>): boolean {
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target)) return false;
  if (target.closest('tr[data-row]') === null) return false;
  return !target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
}

interface Walk {
  at: number;
  last: number;
  go: (index: number, isRange: boolean) => void;
}

function walk(event: KeyboardEvent, { at, last, go }: Walk): boolean {
  const steps: Record<string, number> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    Home: 0,
    End: last,
    PageUp: at - LEAP,
    PageDown: at + LEAP,
  };
  const to = steps[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return false;
  go(to, event.shiftKey);
  return true;
}

interface Acts {
  key: string | undefined;
  selection: Selection | undefined;
}

function act(event: KeyboardEvent<HTMLTableElement>, { key, selection }: Acts): boolean {
  const row = (event.target as HTMLElement).closest('tr');
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    return pressed(row?.querySelector<HTMLElement>('[data-row-menu] button'));
  }
  if (selection && event.key === 'F6' && selection.keys.size > 0) {
    const first = document.querySelector<HTMLElement>('[data-bulk-bar] button');
    first?.focus();
    return first !== null;
  }
  // What follows is for the row itself: a link, a box or a button in it has keys of its own.
  if (event.target !== row) return false;
  if (event.key === 'Enter') return pressed(row?.querySelector<HTMLElement>('th[scope=row] :is(a, button)'));
  if (!selection || key === undefined) return false;
  if (event.key === ' ') selection.choose(key, !selection.keys.has(key), event.shiftKey);
  else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) selection.chooseShown(true);
  else if (event.key === 'Escape' && selection.keys.size > 0) selection.clear();
  else return false;
  return true;
}

function pressed(element: HTMLElement | null | undefined): boolean {
  element?.click();
  return Boolean(element);
}
