// The held runs of a group: a box to choose each with, and a button that shows its exchange.

import type { KeyboardEvent, ReactElement } from 'react';
import { Button } from '../../kit/Button.tsx';
import { RowCheck } from '../../kit/RowCheck.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import type { ListState } from '../../kit/use-list.ts';
import type { Selection } from '../../kit/use-selection.ts';
import { runName } from '../../run/run-name.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { HeldRun } from '../../types.ts';

interface HeldListProps {
  list: ListState<HeldRun>;
  selection: Selection;
  shown: string | undefined;
  onShow: (run: string) => void;
}

/** The list. Up and Down go from run to run; Shift takes all boxes from the one chosen last. */
export function HeldList({ list, selection, shown, onShow }: HeldListProps): ReactElement {
  const canEdit = useCanEdit();
  const { rows } = list;
  return (
    <section className="hd-list" aria-label="Held runs">
      {canEdit && rows.length > 1 && (
        <div className="hd-list__all">
          <RowCheck
            label="Choose all shown"
            isOn={selection.share === 'all'}
            isMixed={selection.share === 'some'}
            onChange={(isOn) => selection.chooseShown(isOn)}
          />
          <span aria-hidden="true">Choose all shown</span>
        </div>
      )}
      <ol className="lf-list" onKeyDown={walk}>
        {rows.map((run) => (
          <li key={run.id} className="hd-row" data-shown={run.id === shown || undefined}>
            {canEdit && (
              <RowCheck
                label={`Choose ${nameOf(run)}`}
                isOn={selection.keys.has(run.id)}
                onChange={(isOn, range) => selection.choose(run.id, isOn, range)}
              />
            )}
            <button
              type="button"
              className="hd-run"
              aria-current={run.id === shown || undefined}
              onClick={() => onShow(run.id)}
            >
              <span className="lf-numbers">{nameOf(run)}</span>
              <span className="lf-muted lf-small">
                <TimeText at={run.acceptedAt} /> {run.source && `from ${run.source}`}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {list.hasMore && (
        <div className="hd-list__more">
          <Button size="small" onPress={list.loadMore} isPending={list.isLoadingMore}>
            Load more
          </Button>
        </div>
      )}
    </section>
  );
}

/** The lead's number; the end of the run's id where it has none. */
function nameOf(run: HeldRun): string {
  return run.phone || `Run ${runName(run.id)}`;
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('.hd-run')];
  const at = stops.indexOf(event.target as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  const stop = at < 0 || to === undefined ? undefined : stops[to];
  if (!stop) return;
  event.preventDefault();
  stop.focus();
  stop.click();
}
