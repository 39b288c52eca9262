// How a node stood in the run drawn on the canvas, or in the flow's last run.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { api } from '../api.ts';
import { StateBadge, TestBadge } from '../kit/Badge.tsx';
import { Loading } from '../kit/EmptyState.tsx';
import { ProblemNotice } from '../kit/Notice.tsx';
import { TimeText } from '../kit/TimeText.tsx';
import { StepDetail } from '../run/StepDetail.tsx';
import type { Page, RunDetail, RunSummary } from '../types.ts';
import { AnswerSwitch } from './AnswerSwitch.tsx';
import { useFlow, useOverlay } from './drawing-context.ts';
import { useRun } from './use-live.ts';

/** The step of node `id`. */
export function LastRunTab({ id }: { id: string }): ReactElement {
  const drawn = useOverlay((state) => state.run);
  return drawn ? <StepOf id={id} run={drawn} /> : <LastRunOf id={id} />;
}

function LastRunOf({ id }: { id: string }): ReactElement {
  const slug = useFlow((state) => state.slug);
  const last = useQuery({
    queryKey: ['/api/runs', { flow: slug, limit: 1 }],
    queryFn: () => api.get<Page<RunSummary>>('/api/runs', { flow: slug, limit: 1 }),
  });
  const run = useRun(last.data?.items[0]?.id ?? null);
  const error = last.error ?? run.error;
  if (error) return <ProblemNotice error={error} />;
  if (run.data) return <StepOf id={id} run={run.data} />;
  if (last.data?.items.length === 0) {
    return (
      <p className="lf-muted">
        No lead has come this way yet. Send one with Test, or post one to the address of the trigger.
      </p>
    );
  }
  return <Loading lines={3} />;
}

function StepOf({ id, run }: { id: string; run: RunDetail }): ReactElement {
  const step = run.steps.find((each) => each.node === id);
  return (
    <div className="lf-stack">
      <p className="lf-row lf-small">
        <StateBadge state={run.state} outcome={run.outcome} />
        {run.test && <TestBadge />}
        <TimeText at={run.acceptedAt} />
        <Link to={`/runs/${run.id}`}>Open the run</Link>
      </p>
      {step && <AnswerSwitch id={id} step={step} />}
      {step ? <StepDetail step={step} /> : <p className="lf-muted">This run did not come to this node.</p>}
    </div>
  );
}
