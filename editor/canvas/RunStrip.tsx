// The strip over the canvas while a run, or passing leads, are drawn on it.
import type { ReactElement } from 'react';
import { StateBadge, TestBadge } from '../kit/Badge.tsx';
import { ButtonLink, IconButton } from '../kit/Button.tsx';
import { durationWords } from '../kit/time-words.ts';
import type { RunDetail } from '../types.ts';
import { useDrawing, useOverlay } from './drawing-context.ts';

interface RunStripProps {
  run: RunDetail | undefined;
  onClose: () => void;
}

/** How the test run stands, with a link to it; or that leads are passing. */
export function RunStrip({ run, onClose }: RunStripProps): ReactElement | null {
  const { overlay } = useDrawing();
  const shown = useOverlay((state) => state.shown);
  if (run) {
    const ms = run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.acceptedAt);
    return (
      <section className="fl-strip" aria-label="Test run" aria-live="polite">
        {run.test && <TestBadge />}
        <StateBadge state={run.state} outcome={run.outcome} />
        {ms !== null && <span className="lf-muted lf-numbers">{durationWords(ms)}</span>}
        {run.reason && <span className="fl-strip__reason">{run.reason}</span>}
        <ButtonLink size="small" kind="quiet" icon="run" to={`/runs/${run.id}`}>
          Open run
        </ButtonLink>
        <IconButton size="small" icon="cross" label="Take the run off the canvas" onPress={onClose} />
      </section>
    );
  }
  if (shown !== 'live') return null;
  return (
    <section className="fl-strip" aria-label="Live">
      <span className="fl-strip__dot" aria-hidden="true" />
      <span>Live: leads that passed since you opened this page</span>
      <IconButton size="small" icon="cross" label="Clear the counts" onPress={() => overlay.getState().clear()} />
    </section>
  );
}
