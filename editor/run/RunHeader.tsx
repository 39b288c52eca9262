// The head of a run: what it came to, what the caller was told, and where the lead came from.
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import { Badge, StateBadge, TestBadge } from '../kit/Badge.tsx';
import { Button, ButtonLink } from '../kit/Button.tsx';
import { CopyButton } from '../kit/CopyButton.tsx';
import { TimeText } from '../kit/TimeText.tsx';
import { durationWords } from '../kit/time-words.ts';
import { useCanEdit } from '../shell/session.ts';
import type { RunDetail } from '../types.ts';
import { InputDialog } from './InputDialog.tsx';
import { RunActions } from './RunActions.tsx';
import { RunRelations } from './RunRelations.tsx';
import { WhyCard } from './WhyCard.tsx';

interface RunHeaderProps {
  run: RunDetail;
  /** Leads to what the page shows now. */
  address: string;
}

/** Badges, facts and actions of the run. */
export function RunHeader({ run, address }: RunHeaderProps): ReactElement {
  const [isInputOpen, setInputOpen] = useState(false);
  const canEdit = useCanEdit();
  return (
    <header className="rn-header">
      <div className="rn-header__line">
        <h1>
          <Link to={`/flows/${run.flow}`} title="Open the flow">
            {run.bundle.document.name}
          </Link>
        </h1>
        <StateBadge state={run.state} outcome={run.outcome} />
        <AnswerBadge run={run} />
        {run.test && <TestBadge />}
        <span className="rn-header__actions">
          <Button size="small" icon="eye" onPress={() => setInputOpen(true)}>
            View input data
          </Button>
          {canEdit ? (
            <ButtonLink size="small" icon="flow" to={`/flows/${run.flow}?run=${run.id}`}>
              Open in the editor with this data
            </ButtonLink>
          ) : (
            <ButtonLink size="small" icon="flow" to={`/flows/${run.flow}`}>
              Open flow
            </ButtonLink>
          )}
          <CopyButton text={address} label="Copy link" showLabel />
          <RunActions run={run} />
        </span>
      </div>
      {run.reason && run.why.summary === '' && !run.queue && !run.held && (
        <p className="rn-header__reason">{run.reason}</p>
      )}
      <WhyCard why={run.why} />
      <Facts run={run} />
      <RunRelations run={run} />
      {isInputOpen && <InputDialog run={run} onClose={() => setInputOpen(false)} />}
    </header>
  );
}

/** Success or failure as the caller was told it: independent of the outcome. */
function AnswerBadge({ run }: { run: RunDetail }): ReactElement {
  if (!run.answer)
    return (
      <Badge tone="skip" icon="clock">
        {run.state === 'finished' ? 'No answer' : 'Not answered yet'}
      </Badge>
    );
  const { success, status, by } = run.answer;
  const title =
    by === 'clock' ? 'Told by the clock, before the run had ended.' : `The caller was told this with status ${status}.`;
  return success ? (
    <Badge tone="ok" icon="send" title={title}>{`Answered: success, ${status}`}</Badge>
  ) : (
    <Badge tone="warn" icon="send" title={title}>{`Answered: failed, ${status}`}</Badge>
  );
}

function Facts({ run }: { run: RunDetail }): ReactElement {
  const end = Date.parse(run.finishedAt ?? run.now);
  return (
    <dl className="rn-facts">
      <div>
        <dt>Version</dt>
        <dd>
          {run.flow}@{run.version}
        </dd>
      </div>
      <div>
        <dt>Source</dt>
        <dd>{run.source || 'none'}</dd>
      </div>
      {run.phone && (
        <div>
          <dt>Phone</dt>
          <dd className="lf-numbers">{run.phone}</dd>
        </div>
      )}
      <div>
        <dt>Came in</dt>
        <dd>
          <TimeText at={run.acceptedAt} as="exact" />
        </dd>
      </div>
      <div>
        <dt>{run.finishedAt ? 'Took' : 'Since'}</dt>
        <dd className="lf-numbers">{durationWords(Math.max(0, end - Date.parse(run.acceptedAt)))}</dd>
      </div>
      <div>
        <dt>Run</dt>
        <dd className="rn-facts__id">
          <code>{run.id}</code>
          <CopyButton text={run.id} label="Copy id" />
        </dd>
      </div>
    </dl>
  );
}
