// A part of a long table's rows: drawn while it is near the screen, an empty space of its height otherwise.
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { type RowLook, TableRow } from './TableRow.tsx';

/** A longer table is drawn in parts. */
const LONG = 200;
/** Rows that are drawn, or left out, together. */
export const PART_ROWS = 50;
/** Parts within this distance of the screen are drawn, in CSS pixels. */
const NEAR = 1200;

interface PartProps<T> {
  /** All rows of the table, and the place of the part's first one. */
  rows: readonly T[];
  from: number;
  look: RowLook<T>;
  /** The row that takes the focus; its part is drawn wherever it is. */
  active: number;
  chosen: ReadonlySet<string> | undefined;
  /** How many columns it has. */
  width: number;
}

/** The part. */
export function TablePart<T>({ rows: all, from, look, active, chosen, width }: PartProps<T>): ReactElement {
  const rows = all.slice(from, from + PART_ROWS);
  const mayRest = all.length > LONG;
  const part = useRef<HTMLTableSectionElement>(null);
  const { isNear, height } = useNearness(part, mayRest);
  const isHere = active >= from && active < from + rows.length;
  return (
    <tbody ref={part}>
      {isNear || isHere || !mayRest ? (
        rows.map((row, at) => (
          <TableRow
            key={look.keyOf(row)}
            row={row}
            index={from + at}
            look={look}
            isActive={from + at === active}
            isChosen={chosen?.has(look.keyOf(row)) ?? false}
          />
        ))
      ) : (
        <tr className="lf-table__rest">
          <td colSpan={width} style={{ height }} />
        </tr>
      )}
    </tbody>
  );
}

/** Whether the part is near the screen, and how high it was when it was drawn last. */
function useNearness(part: RefObject<HTMLElement | null>, mayRest: boolean): { isNear: boolean; height: number } {
  const [state, setState] = useState({ isNear: true, height: 0 });
  useEffect(() => {
    const element = part.current;
    if (!element || !mayRest) return;
    const watch = (entries: readonly IntersectionObserverEntry[]): void => {
      const entry = entries.at(-1);
      if (!entry) return;
      setState({ isNear: entry.isIntersecting, height: entry.boundingClientRect.height });
    };
    const root = element.closest('#content');
    const observer = new IntersectionObserver(watch, { root, rootMargin: `${NEAR}px 0px` });
    observer.observe(element);
    return () => observer.disconnect();
  }, [part, mayRest]);
  return state;
}
