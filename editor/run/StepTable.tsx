// The steps of a run in order, as a table: the same as the drawing says, for reading and for screen readers.
import type { KeyboardEvent, ReactElement } from 'react';
import { stateOf } from '../canvas/run-trace.ts';
import { STATE_LOOK } from '../canvas/state-look.ts';
import { Icon } from '../kit/Icon.tsx';
import { durationWords } from '../kit/time-words.ts';
import type { RunDetail, StepView } from '../types.ts';

interface StepTableProps {
  run: RunDetail;
  titleOf: (node: string) => string;
  selected: string | undefined;
  onSelect: (node: string) => void;
}

/** One row a step; its button selects the step here and on the canvas. Up and Down go from step to step. */
export function StepTable({ run, titleOf, selected, onSelect }: StepTableProps): ReactElement {
  const longest = Math.max(1, ...run.steps.map((step) => step.ms));
  return (
    <table className="rn-steps" onKeyDown={walk}>
      <caption className="lf-hidden">Steps of the run</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Left by</th>
          <th scope="col" className="rn-steps__end">
            Took
          </th>
          <th scope="col" className="rn-steps__end">
            At
          </th>
        </tr>
      </thead>
      <tbody>
        {run.steps.map((step) => (
          <tr
            key={step.node}
            aria-current={step.node === selected ? 'step' : undefined}
            onClick={() => onSelect(step.node)}
          >
            <th scope="row">
              <button type="button" className="rn-step" onClick={() => onSelect(step.node)}>
                <StateMark run={run} step={step} />
                {titleOf(step.node)}
                {step.kept && <span className="lf-muted lf-small">kept</span>}
              </button>
            </th>
            <td>{step.port ? portTitle(run, step) : <span className="lf-muted">{leftWords(step)}</span>}</td>
            <td className="rn-steps__end lf-numbers">
              {step.port !== null && (
                <>
                  <span
                    className="rn-steps__bar"
                    style={{ inlineSize: `${Math.max(2, (step.ms / longest) * 40)}px` }}
                    aria-hidden="true"
                  />
                  {durationWords(step.ms)}
                </>
              )}
            </td>
            <td className="rn-steps__end lf-numbers lf-muted">{since(run, step)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function StateMark({ run, step }: { run: RunDetail; step: StepView }): ReactElement {
  const { icon, word, tone } = STATE_LOOK[stateOf(run, step)];
  return (
    <span className={`rn-mark fl-tone--${tone}`}>
      <Icon name={icon} size={12} label={word} />
    </span>
  );
}

/** A step that the run ends at leaves by no port. */
function leftWords({ port }: StepView): string {
  return port === null ? 'not yet' : 'ends here';
}

function portTitle(run: RunDetail, step: StepView): string {
  return run.ports[step.node]?.find((port) => port.name === step.port)?.title ?? step.port ?? '';
}

function since(run: RunDetail, step: StepView): string {
  return `+${durationWords(Math.max(0, Date.parse(step.startedAt) - Date.parse(run.acceptedAt)))}`;
}

function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('.rn-step')];
  const at = stops.indexOf(event.target as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  const stop = at < 0 || to === undefined ? undefined : stops[to];
  if (!stop) return;
  event.preventDefault();
  stop.focus();
  stop.click();
}
