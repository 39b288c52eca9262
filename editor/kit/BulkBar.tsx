// What can be done with the rows chosen: a bar that stays in sight as long as any are.
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { Button } from './Button.tsx';
import { counted } from './time-words.ts';
import type { Selection } from './use-selection.ts';
import './bulk-bar.css';

interface BulkBarProps {
  selection: Selection;
  /** One of the things: "run". */
  one: string;
  /** There are more that match than are loaded, and the actions can mean them all. */
  canMeanAll: boolean;
  /** Buttons and menus. */
  children: ReactNode;
}

/** The bar. F6 in the table comes here, F6 and Escape go back to the row. */
export function BulkBar({ selection, one, canMeanAll, children }: BulkBarProps): ReactElement | null {
  const { keys, isAll, share, chooseAll, clear } = selection;
  if (keys.size === 0) return null;
  return (
    <section className="lf-bulk" aria-label={`With the chosen ${one}s`} data-bulk-bar data-region onKeyDown={back}>
      <strong className="lf-numbers">{isAll ? `All ${one}s that match` : `${counted(keys.size, one)} chosen`}</strong>
      {canMeanAll && share === 'all' && !isAll && (
        <Button size="small" kind="quiet" onPress={chooseAll}>
          {`Choose all that match`}
        </Button>
      )}
      <span className="lf-bulk__deeds">{children}</span>
      <Button size="small" kind="quiet" icon="cross" onPress={clear}>
        Clear the choice
      </Button>
      <span className="lf-bulk__keys lf-muted lf-small">
        <kbd>F6</kbd> goes here and back
      </span>
    </section>
  );
}

function back(event: KeyboardEvent<HTMLElement>): void {
  if (!event.currentTarget.contains(event.target as Node)) return;
  if (event.key !== 'F6' && event.key !== 'Escape') return;
  const row = document.querySelector<HTMLElement>('tr[data-row][tabindex="0"]');
  row?.focus();
  if (row) event.preventDefault();
}
