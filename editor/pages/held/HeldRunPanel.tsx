// One held run: what is known of its call, and what a person can do about it.

import { type ReactElement, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Badge, TestBadge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { CancelDialog } from '../../run/CancelDialog.tsx';
import { ExchangeAnswer, ExchangeRequest } from '../../run/ExchangeViews.tsx';
import { runName } from '../../run/run-name.ts';
import { SettleWays } from '../../settling/SettleWays.tsx';
import { remedyOf } from '../../settling/settle-words.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { HeldRun } from '../../types.ts';

interface HeldRunPanelProps {
  run: HeldRun;
  /** The title of the step where it is held. */
  title: string;
}

/** The panel beside the list. */
export function HeldRunPanel({ run, title }: HeldRunPanelProps): ReactElement {
  const canEdit = useCanEdit();
  const canSettle = (run.held?.call ?? null) !== null;
  const { exchange } = run;
  return (
    <section className="hd-panel" aria-label={`Run of ${run.phone || runName(run.id)}`}>
      <header className="hd-panel__head">
        <h2 className="lf-numbers">{run.phone || `Run ${runName(run.id)}`}</h2>
        {run.test && <TestBadge />}
        <Link to={`/runs/${run.id}`}>Open the run</Link>
      </header>
      <p className="lf-muted lf-small">
        Came in <TimeText at={run.acceptedAt} as="exact" />
        {run.source && ` from ${run.source}`}, held at {title}.
      </p>
      {canSettle ? (
        <section className="hd-question" aria-label="Decide">
          <h3>Does the receiver have the lead?</h3>
          <p>{run.says}</p>
          {canEdit ? (
            <SettleWays run={run.id} exchange={exchange} goesOn={run.goesOn} />
          ) : (
            <p className="lf-muted">An admin can decide about it.</p>
          )}
        </section>
      ) : (
        <CannotSettle run={run} />
      )}
      {exchange && (
        <>
          <section className="lf-stack lf-stack--tight" aria-label="What was sent">
            <h3>
              What was sent{' '}
              {exchange.attempt > 1 && (
                <Badge tone="skip" icon={null}>
                  Attempt {exchange.attempt}
                </Badge>
              )}
            </h3>
            <ExchangeRequest exchange={exchange} />
          </section>
          <section className="lf-stack lf-stack--tight" aria-label="What is known of the answer">
            <h3>What is known of the answer</h3>
            <ExchangeAnswer exchange={exchange} />
          </section>
        </>
      )}
    </section>
  );
}

/** A run that stands for another reason than a call: there is nothing to say yes or no to. */
function CannotSettle({ run }: { run: HeldRun }): ReactElement {
  const canEdit = useCanEdit();
  const go = useNavigate();
  const [isCancelling, setCancelling] = useState(false);
  const remedy = run.held ? remedyOf(run.held.code) : undefined;
  return (
    <div className="lf-stack lf-stack--tight">
      <Notice tone="warn" title={run.says}>
        <p>{remedy ?? 'Open the run to see how far it came.'}</p>
        <p>
          It does not wait for the answer of a receiver, so there is nothing to settle. Cancel it; on its page it can
          then be retried as a new run, from the start or from a step.
        </p>
      </Notice>
      {canEdit && (
        <div>
          <Button kind="danger" icon="stop" onPress={() => setCancelling(true)}>
            Cancel, then retry
          </Button>
        </div>
      )}
      {isCancelling && (
        <CancelDialog run={run.id} onClose={() => setCancelling(false)} onDone={() => void go(`/runs/${run.id}`)} />
      )}
    </div>
  );
}
