// Pair: with one path picked in the tree and one row picked in the table, Alt+P maps the row from the path.
import { useEffect } from 'react';

/** Hears Alt+P anywhere on the page but in a dialog over it. `pair` is undefined while a side is not picked. */
export function usePairKey(pair: (() => void) | undefined): void {
  useEffect(() => {
    const heard = (event: KeyboardEvent): void => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyP') return;
      if (document.querySelector('.lf-modal')) return;
      event.preventDefault();
      pair?.();
    };
    window.addEventListener('keydown', heard);
    return () => window.removeEventListener('keydown', heard);
  }, [pair]);
}
