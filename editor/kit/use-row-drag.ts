// Puts rows in order by dragging a row's grip; the keys of the grip and the buttons beside it do the same.
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from 'react';

/** A drag under way: the row that is lifted, and the place where it would land. */
interface Drag {
  from: number;
  to: number;
}

/** What the grip of a row listens to. */
export interface GripEvents {
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerUp: () => void;
  onPointerCancel: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** The drag, and how it shows on each row. */
export interface RowDrag {
  grip: (index: number) => GripEvents;
  /** `lifted`, or the side on which the lifted row would land; undefined for all other rows. */
  look: (index: number) => 'lifted' | 'before' | 'after' | undefined;
}

/** Calls `move` once, when the row is let go at another place. Escape leaves all as it was. */
export function useRowDrag(root: RefObject<HTMLElement | null>, move: (from: number, to: number) => void): RowDrag {
  const [drag, setDrag] = useState<Drag>();
  const end = (isDone: boolean): void => {
    if (drag && isDone && drag.from !== drag.to) move(drag.from, drag.to);
    setDrag(undefined);
  };
  return {
    grip: (index) => ({
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.focus();
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: index, to: index });
      },
      onPointerMove: (event) => drag && setDrag({ ...drag, to: placeAt(rowsIn(root.current), event.clientY) }),
      onPointerUp: () => end(true),
      onPointerCancel: () => end(false),
      onKeyDown: (event) => {
        if (event.key === 'Escape' && drag) {
          event.stopPropagation();
          end(false);
        }
        if (event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        event.stopPropagation();
        move(index, event.key === 'ArrowUp' ? index - 1 : index + 1);
      },
    }),
    look: (index) => {
      if (!drag) return undefined;
      if (index === drag.from) return 'lifted';
      if (index !== drag.to) return undefined;
      return drag.to < drag.from ? 'before' : 'after';
    },
  };
}

/** The rows of the list itself, without those of a list inside a row. */
export function rowsIn(root: HTMLElement | null): HTMLElement[] {
  const rows = [...(root?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  return rows.filter((row) => {
    const outer = row.parentElement?.closest('[data-row]');
    return !outer || !root?.contains(outer);
  });
}

/** The place of the row that `y` stands in, or the last one below them all. */
function placeAt(rows: readonly HTMLElement[], y: number): number {
  const below = rows.findIndex((row) => y < row.getBoundingClientRect().bottom);
  return below === -1 ? rows.length - 1 : below;
}
