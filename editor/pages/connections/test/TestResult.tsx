// What a test came to: what went wrong or what the answer means, the answer, the request, and what the adaptor made.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { JsonView } from '../../../kit/JsonView.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { Card } from '../../../kit/Page.tsx';
import { TimeText } from '../../../kit/TimeText.tsx';
import { durationWords } from '../../../kit/time-words.ts';
import { ExchangeAnswer, RequestView } from '../../../run/ExchangeViews.tsx';
import type { EndpointTest, ExchangeFault } from '../../../types.ts';
import { asExchange } from '../logs/as-exchange.ts';
import { AnswerMeaning } from './AnswerMeaning.tsx';
import { TypeSwitch } from './TypeSwitch.tsx';
import '../../../run/step.css';

interface TestResultProps {
  slug: string;
  endpoint: string;
  test: EndpointTest;
  /** Where the log of the connection is. */
  logs: string;
  onSwitched: () => void;
}

/** The cards below the form. */
export function TestResult({ slug, endpoint, test, logs, onSwitched }: TestResultProps): ReactElement {
  const { request, answer, fault, found, made, kept, id, ms } = test;
  return (
    <section className="lf-stack" aria-label="What the test came to">
      {fault && <FaultNotice fault={fault} />}
      {!fault && !answer && <Notice tone="run" title="Nothing was sent: this is the request as it would leave." />}
      {id !== null && (
        <p role="status">
          {`The test took ${durationWords(ms)}. `}
          <Link to={logs}>See the Logs</Link>
        </p>
      )}
      {kept.map((each) => (
        <p key={each.name} className="lf-muted">
          The kept result <code>{each.name}</code> is what <code>{each.endpoint}</code> was answered{' '}
          <TimeText at={each.at} />.
        </p>
      ))}
      {found && <TypeSwitch slug={slug} endpoint={endpoint} found={found} onSwitched={onSwitched} />}
      {found && (
        <Card title="What it means">
          <AnswerMeaning found={found} />
          {(found.outcome === 'unrecognised' || found.outcome === 'unreadable') && (
            <Link to={`/connections/${slug}/endpoints/${endpoint}?part=answer`}>Say how its answer is read</Link>
          )}
        </Card>
      )}
      {answer && (
        <Card title="Answer">
          <div className="lf-stack">
            <ExchangeAnswer exchange={asExchange({ answer })} />
          </div>
        </Card>
      )}
      {request && (
        <Card title="Request" about="As it leaves, secrets masked.">
          <div className="lf-stack">
            <RequestView request={request} />
          </div>
        </Card>
      )}
      {made !== null && (
        <Card title="Generated data" about="What the adaptor made of the lead, before the body was written.">
          <JsonView value={made} label="Generated data" openLevels={3} />
        </Card>
      )}
    </section>
  );
}

/** What went wrong, and what to do about it. */
export function FaultNotice({ fault: { says, remedy, sent } }: { fault: ExchangeFault }): ReactElement {
  return (
    <Notice tone="err" title={says}>
      {sent === 'unknown' && <p>Something had left by then: nobody knows whether the receiver took it.</p>}
      <p>{remedy}</p>
    </Notice>
  );
}
