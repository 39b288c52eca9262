// One request that left, and the answer that came: line, headers, and the body both as data and as it came.
import type { ReactElement } from 'react';
import { Badge, type Tone } from '../kit/Badge.tsx';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Notice } from '../kit/Notice.tsx';
import { TimeText } from '../kit/TimeText.tsx';
import { durationWords } from '../kit/time-words.ts';
import { settledWords } from '../settling/settle-words.ts';
import type { ExchangeView, MaskedRequest } from '../types.ts';
import { BodyView } from './BodyView.tsx';
import { mismatchOf } from './body.ts';
import { curlOf } from './curl.ts';

/** What left, secrets masked. */
export function ExchangeRequest({ exchange: { request } }: { exchange: ExchangeView }): ReactElement {
  if (!request) return <p className="lf-muted">Nothing left: the call failed before there was a request.</p>;
  return <RequestView request={request} />;
}

/** A request, sent or to be sent. */
export function RequestView({ request }: { request: MaskedRequest }): ReactElement {
  return (
    <>
      <p className="rn-line">
        <strong>{request.method}</strong> <code>{request.url}</code>
      </p>
      <div className="lf-row">
        <CopyButton text={curlOf(request)} label="Copy as curl" showLabel />
        <span className="lf-muted lf-small">Secrets are masked.</span>
      </div>
      <Headers headers={request.headers} isOpen />
      <BodyView body={request.body} type={headerOf(request.headers, 'content-type')} />
    </>
  );
}

/** What came back, or why nothing did. */
export function ExchangeAnswer({ exchange }: { exchange: ExchangeView }): ReactElement {
  return (
    <>
      {exchange.settled && <Settled settled={exchange.settled} />}
      <Came exchange={exchange} />
    </>
  );
}

/** What a person, or the receiver when it was asked, said of a call that nobody knew the outcome of. */
function Settled({ settled }: { settled: NonNullable<ExchangeView['settled']> }): ReactElement {
  return (
    <Notice tone="ok" title={settledWords(settled)}>
      <TimeText at={settled.at} as="exact" />
      {settled.note && <p>{settled.note}</p>}
    </Notice>
  );
}

function Came({ exchange: { answer, failure, retryAt, settled } }: { exchange: ExchangeView }): ReactElement {
  if (!answer) {
    return (
      <Notice tone={failure ? 'err' : 'run'} title={failure?.says ?? 'No answer yet.'}>
        {failure?.sent === 'unknown' && !settled && !failure.says.includes('nobody knows') && (
          <p>Something had left by then: nobody knows whether the receiver took the lead.</p>
        )}
        {retryAt && (
          <p>
            To be tried again: <TimeText at={retryAt} as="exact" />
          </p>
        )}
      </Notice>
    );
  }
  const mismatch = mismatchOf(answer.body, answer.type);
  return (
    <>
      <p className="rn-line">
        <Badge tone={toneOf(answer.status)} icon={null}>
          {answer.status}
        </Badge>
        <span>{answer.type || 'no content type'}</span>
        <span className="lf-muted lf-numbers">{durationWords(answer.ms)}</span>
        {answer.simulated && <Badge tone="accent">Simulated</Badge>}
      </p>
      {mismatch && <Notice tone="warn" title={mismatch} />}
      <Headers headers={answer.headers} />
      <BodyView body={answer.body} type={answer.type} />
    </>
  );
}

function toneOf(status: number): Tone {
  if (status < 300) return 'ok';
  return status < 500 ? 'warn' : 'err';
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}

interface HeadersProps {
  headers: Readonly<Record<string, string>>;
  isOpen?: boolean;
}

function Headers({ headers, isOpen = false }: HeadersProps): ReactElement | null {
  const rows = Object.entries(headers);
  if (rows.length === 0) return null;
  return (
    <details className="rn-headers" open={isOpen}>
      <summary>{rows.length === 1 ? '1 header' : `${rows.length} headers`}</summary>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
