// What a step waits or waited for: a time, callbacks, child runs.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Badge, StateBadge } from '../kit/Badge.tsx';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Countdown } from '../kit/Countdown.tsx';
import { JsonView } from '../kit/JsonView.tsx';
import { Notice } from '../kit/Notice.tsx';
import { TimeText } from '../kit/TimeText.tsx';
import type { StepView } from '../types.ts';
import { parsedBody } from './body.ts';
import '../kit/table.css';

/** Until when the step waits or waited. */
export function StepWait({ step }: { step: StepView }): ReactElement | null {
  const { sleep, port, callbackUrl } = step;
  if (!sleep) return null;
  if (port !== null) {
    return (
      <p className="lf-muted">
        Waited until <TimeText at={sleep.until} as="exact" /> at most.
      </p>
    );
  }
  if (callbackUrl !== null) return <CallbackWait url={callbackUrl} until={sleep.until} />;
  return (
    <Notice tone="run" title="Waits here">
      Until <TimeText at={sleep.until} as="exact" />, <Countdown to={sleep.until} />.
    </Notice>
  );
}

/** Whoever is to call may have lost the address: an admin can give it again, or call it. */
function CallbackWait({ url, until }: { url: string; until: string }): ReactElement {
  return (
    <Notice tone="run" title="Waits to be called">
      <p>
        Until <TimeText at={until} as="exact" /> at most, <Countdown to={until} />. A call to this address lets the lead
        go on; keep it to those who may do that.
      </p>
      <span className="lf-address">
        <code>{url}</code>
        <CopyButton text={url} label="Copy address" />
      </span>
    </Notice>
  );
}

/** The child runs of a step with what each came to. */
export function StepChildren({ step }: { step: StepView }): ReactElement {
  return (
    <table className="lf-table" aria-label="Child runs">
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Flow</th>
          <th scope="col">Outcome</th>
          <th scope="col">Reason</th>
        </tr>
      </thead>
      <tbody>
        {step.children.map((child) => (
          <tr key={child.run}>
            <th scope="row">
              <Link to={`/runs/${child.run}`}>{`Child ${child.index}`}</Link>
            </th>
            <td>{child.flow}</td>
            <td>
              <ChildOutcome outcome={child.outcome} />
            </td>
            <td>{child.reason || <span className="lf-muted">–</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChildOutcome({ outcome }: { outcome: string | null }): ReactElement {
  switch (outcome) {
    case 'accepted':
    case 'rejected':
    case 'error':
    case 'cancelled':
      return <StateBadge state="finished" outcome={outcome} />;
    case null:
      return <StateBadge state="running" outcome={null} />;
    default:
      return (
        <Badge tone="skip" icon="skip" title="It was asked to stop, and had not ended when its parent went on.">
          Not waited for
        </Badge>
      );
  }
}

/** The callbacks of a step as they came; those that came too late are marked. */
export function StepCallbacks({ step }: { step: StepView }): ReactElement {
  return (
    <ol className="lf-list lf-stack">
      {step.callbacks.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: callbacks are only ever added at the end
        <li key={index} className="lf-stack lf-stack--tight">
          <h3 className="lf-row">
            <TimeText at={each.at} as="exact" />
            {each.late && (
              <Badge tone="warn" icon="clock" title="It came after the wait was over, and changed nothing.">
                Late
              </Badge>
            )}
          </h3>
          {Object.keys(each.query).length > 0 && (
            <>
              <p className="lf-muted lf-small">Parameters of the address</p>
              <JsonView value={each.query} label="Parameters of the address" />
            </>
          )}
          {each.body === '' ? (
            <p className="lf-muted">No body.</p>
          ) : (
            <>
              <p className="lf-muted lf-small">Body</p>
              <JsonView value={parsedBody(each.body, each.type) ?? each.body} label="Body" />
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
