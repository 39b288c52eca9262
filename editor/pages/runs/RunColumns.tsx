// The columns of a list of runs, on the page of runs and where a lead shows its own.
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { Badge, StateBadge, TestBadge } from '../../kit/Badge.tsx';
import { Countdown } from '../../kit/Countdown.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { durationWords } from '../../kit/time-words.ts';
import { queueLabel } from '../../run/queue-words.ts';
import { useNames } from '../../shell/use-names.ts';
import type { RunSummary } from '../../types.ts';

/** What the caller was told, apart from what became of the lead. */
function answerWords(run: RunSummary): ReactNode {
  if (run.answered === null) return <span className="lf-muted">Not yet</span>;
  return run.answered ? 'Success' : 'Failed';
}

/** What a waiting run waits for; of another, why it came to its outcome. */
function Reason({ run }: { run: RunSummary }): ReactElement {
  const names = useNames();
  const { reason, queue, dueAt } = run;
  if (run.state === 'waiting' && !queue && dueAt) {
    return (
      <>
        Goes on <Countdown to={dueAt} />
      </>
    );
  }
  const words = run.state === 'waiting' && queue ? queueLabel(queue, names) : reason;
  if (words === null) return <span className="lf-muted">–</span>;
  return (
    <span className="lf-table__clamp lf-table__words" title={reason ?? words}>
      {words}
    </span>
  );
}

/** When, which flow, whose number, what came of it, what the caller was told. */
export const RUN_COLUMNS: readonly Column<RunSummary>[] = [
  {
    id: 'accepted',
    title: 'Came in',
    isTight: true,
    sorts: true,
    cell: (run) => (
      <Link to={`/runs/${run.id}`}>
        <TimeText at={run.acceptedAt} />
      </Link>
    ),
  },
  {
    id: 'flow',
    title: 'Flow',
    width: '17%',
    cell: (run) => (
      <>
        <Link to={`/flows/${run.flow}`}>{run.flow}</Link> <span className="lf-muted">v{run.version}</span>
      </>
    ),
  },
  { id: 'phone', title: 'Number', isTight: true, cell: (run) => run.phone || <span className="lf-muted">–</span> },
  {
    id: 'state',
    title: 'Outcome',
    isTight: true,
    cell: (run) => (
      <span className="lf-row">
        <StateBadge state={run.state} outcome={run.outcome} />
        {run.test && <TestBadge />}
        {run.parent && (
          <Badge tone="skip" icon="branch" title="A run that another run started.">
            Child
          </Badge>
        )}
      </span>
    ),
  },
  { id: 'reason', title: 'Reason', cell: (run) => <Reason run={run} /> },
  { id: 'answer', title: 'Caller told', isMinor: true, isTight: true, cell: answerWords },
  {
    id: 'ended',
    title: 'Ended',
    isExtra: true,
    isTight: true,
    cell: (run) => <TimeText at={run.finishedAt} />,
  },
  { id: 'id', title: 'Run id', isExtra: true, cell: (run) => <code>{run.id}</code> },
  { id: 'source', title: 'Source', isMinor: true, isTight: true, cell: (run) => run.source },
  {
    id: 'took',
    title: 'Took',
    isTight: true,
    align: 'end',
    cell: (run) =>
      run.finishedAt ? (
        durationWords(Date.parse(run.finishedAt) - Date.parse(run.acceptedAt))
      ) : (
        <span className="lf-muted">–</span>
      ),
  },
];
