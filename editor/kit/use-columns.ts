// Which columns of a list a person looks at: kept in this browser, since screens differ.
import { useCallback, useMemo, useState } from 'react';
import { read, write } from '../theme/theme.ts';
import type { Column } from './Table.tsx';

/** The columns shown, and the choice behind them. */
export interface ColumnChoice<T> {
  /** What the table draws. */
  shown: readonly Column<T>[];
  /** Columns that may be left out: all but the first. */
  choosable: readonly Column<T>[];
  /** Ids of those of them that are drawn. */
  chosen: ReadonlySet<string>;
  choose: (ids: ReadonlySet<string>) => void;
  /** Forgets the choice. */
  reset: () => void;
}

/** The choice for the list `place`. */
export function useColumns<T>(place: string, columns: readonly Column<T>[]): ColumnChoice<T> {
  const key = `leadflow-columns:${place}`;
  const [kept, setKept] = useState(() => read(key));
  const keep = useCallback(
    (text: string | undefined) => {
      write(key, text);
      setKept(text ?? null);
    },
    [key],
  );
  return useMemo(() => {
    const choosable = columns.slice(1);
    const known = kept === null ? undefined : new Set(kept.split(','));
    const isShown = (column: Column<T>) => (known ? known.has(column.id) : !column.isExtra);
    const chosen = new Set(choosable.filter(isShown).map((column) => column.id));
    // Who chose a column wants to see it, however narrow the table is.
    const plain = (column: Column<T>) => (known ? { ...column, isMinor: false, isRoomy: false } : column);
    return {
      shown: columns.filter((column, at) => at === 0 || chosen.has(column.id)).map(plain),
      choosable,
      chosen,
      choose: (ids) => keep([...ids].join(',')),
      reset: () => keep(undefined),
    };
  }, [columns, kept, keep]);
}
