// The steps of a run side by side under the scrubber: one place a moment, the real durations as words.
import { type CSSProperties, type KeyboardEvent, type ReactElement, useRef } from 'react';
import { stateOf } from '../canvas/run-trace.ts';
import { STATE_LOOK } from '../canvas/state-look.ts';
import { Icon } from '../kit/Icon.tsx';
import { durationWords } from '../kit/time-words.ts';
import type { RunDetail, StepView } from '../types.ts';
import type { Replay } from './use-replay.ts';

interface TimelineProps {
  run: RunDetail;
  replay: Replay;
  titleOf: (node: string) => string;
}

/** A button a step: it shows the end of that step. One Tab stop; the arrow keys go from step to step. */
export function Timeline({ run, replay, titleOf }: TimelineProps): ReactElement {
  const list = useRef<HTMLOListElement>(null);
  const { spans, moments, k, go, shown } = replay;
  const now = Math.max(
    0,
    spans.findLastIndex(({ from }) => from <= k),
  );
  const walk = (event: KeyboardEvent): void => {
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: spans.length - 1 }[event.key];
    const span = to === undefined ? undefined : spans[to];
    if (!span) return;
    event.preventDefault();
    go(span.to);
    list.current?.querySelectorAll<HTMLElement>('button')[spans.indexOf(span)]?.focus();
  };
  return (
    <ol
      ref={list}
      className="rn-timeline"
      aria-label="Timeline of the steps"
      onKeyDown={walk}
      style={{ '--moments': moments.length } as CSSProperties}
    >
      {spans.map((span, index) => {
        const step = run.steps.find(({ node }) => node === span.node);
        const known = shown.steps.find(({ node }) => node === span.node);
        return (
          <li key={span.node} style={{ gridColumn: `${span.from + 1} / ${span.to + 2}` }}>
            <button
              type="button"
              className={`rn-span${span.from > k ? ' rn-span--later' : ''}`}
              tabIndex={index === now ? 0 : -1}
              aria-current={index === now ? 'step' : undefined}
              title={`${titleOf(span.node)}${step ? `, ${spanWords(step)}` : ''}`}
              onClick={() => go(span.to)}
            >
              {known && <Mark run={shown} step={known} />}
              <span className="rn-span__title">{titleOf(span.node)}</span>
              {step && <span className="rn-span__took lf-numbers">{spanWords(step)}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function Mark({ run, step }: { run: RunDetail; step: StepView }): ReactElement {
  const { icon, word, tone } = STATE_LOOK[stateOf(run, step)];
  return (
    <span className={`rn-mark rn-mark--small fl-tone--${tone}`}>
      <Icon name={icon} size={12} label={word} />
    </span>
  );
}

function spanWords(step: StepView): string {
  if (step.kept) return 'kept';
  return step.port === null ? 'not over' : durationWords(step.ms);
}
