// The held runs of a group: a box to choose each with, and a button that shows its exchange.

import type { KeyboardEvent, ReactElement } from 'react';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Switch.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import type { ListState } from '../../kit/use-list.ts';
import { runName } from '../../run/run-name.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { HeldRun } from '../../types.ts';

interface HeldListProps {
  list: ListState<HeldRun>;
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
  shown: string | undefined;
  onShow: (run: string) => void;
}

/** The list. Up and Down go from run to run. */
export function HeldList({ list, chosen, onChosen, shown, onShow }: HeldListProps): ReactElement {
  const canEdit = useCanEdit();
  const { rows } = list;
  const isAll = rows.every((run) => chosen.has(run.id));
  const toggle = (run: string, isOn: boolean): void => {
    const next = new Set(chosen);
    if (isOn) next.add(run);
    else next.delete(run);
    onChosen(next);
  };
  return (
    <section className="hd-list" aria-label="Held runs">
      {canEdit && rows.length > 1 && (
        <div className="hd-list__all">
          <Checkbox isSelected={isAll} onChange={(isOn) => onChosen(new Set(isOn ? rows.map((run) => run.id) : []))}>
            Choose all shown
          </Checkbox>
        </div>
      )}
      <ol className="lf-list" onKeyDown={walk}>
        {rows.map((run) => (
          <li key={run.id} className="hd-row" data-shown={run.id === shown || undefined}>
            {canEdit && (
              <Checkbox hideLabel isSelected={chosen.has(run.id)} onChange={(isOn) => toggle(run.id, isOn)}>
                {`Choose ${nameOf(run)}`}
              </Checkbox>
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
