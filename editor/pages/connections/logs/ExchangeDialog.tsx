// View: one entry of the log in full: what was sent (Input Data), what came back, what it means, and the lead.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useState } from 'react';
import { api } from '../../../api.ts';
import { Button, ButtonLink } from '../../../kit/Button.tsx';
import { Dialog } from '../../../kit/Dialog.tsx';
import { Loading } from '../../../kit/EmptyState.tsx';
import { JsonView } from '../../../kit/JsonView.tsx';
import { ProblemNotice } from '../../../kit/Notice.tsx';
import { Fact } from '../../../kit/Page.tsx';
import { Tabs } from '../../../kit/Tabs.tsx';
import { TimeText } from '../../../kit/TimeText.tsx';
import { ExchangeAnswer, ExchangeRequest } from '../../../run/ExchangeViews.tsx';
import { useCanEdit } from '../../../shell/session.ts';
import type { ExchangeDetail, ExchangeLine } from '../../../types.ts';
import { AnswerMeaning } from '../test/AnswerMeaning.tsx';
import { FaultNotice } from '../test/TestResult.tsx';
import { TypeSwitch } from '../test/TypeSwitch.tsx';
import { asExchange } from './as-exchange.ts';
import { nameOfLine } from './LogColumns.tsx';
import { ResultBadge } from './ResultBadge.tsx';
import { UseAsSample } from './UseAsSample.tsx';
import '../../../run/step.css';

interface ExchangeDialogProps {
  slug: string;
  line: ExchangeLine;
  onClose: () => void;
}

/** The dialog behind View. */
export function ExchangeDialog({ slug, line, onClose }: ExchangeDialogProps): ReactElement {
  const canEdit = useCanEdit();
  const [isSampling, setSampling] = useState(false);
  const path = `/api/connections/${slug}/exchanges`;
  const { data, error } = useQuery({
    queryKey: [path, line.id],
    queryFn: () => api.get<ExchangeDetail>(`${path}/${encodeURIComponent(line.id)}`),
  });
  if (isSampling && data) return <UseAsSample slug={slug} exchange={data} onClose={onClose} />;
  const canSample = canEdit && data !== undefined && (data.answer !== null || data.lead !== null);
  return (
    <Dialog
      title={`Log entry: ${nameOfLine(line)}`}
      shape="wide"
      onClose={onClose}
      actions={
        <>
          {canSample && <Button onPress={() => setSampling(true)}>Use as sample…</Button>}
          {line.run !== null && <ButtonLink to={`/runs/${line.run}`}>Open the run</ButtonLink>}
          <Button kind="primary" onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      <ProblemNotice error={error} />
      {!data && !error && <Loading lines={6} />}
      {data && <Entry slug={slug} exchange={data} />}
    </Dialog>
  );
}

function Spaced({ children }: { children: ReactNode }): ReactElement {
  return <div className="lf-stack">{children}</div>;
}

function Entry({ slug, exchange }: { slug: string; exchange: ExchangeDetail }): ReactElement {
  const { id, at, endpoint, result, reason, fault, found, answer, lead } = exchange;
  return (
    <div className="lf-stack">
      <dl className="lf-facts">
        <Fact label="Time">
          <TimeText at={at} as="exact" />
        </Fact>
        <Fact label="Id">
          <code>{id}</code>
        </Fact>
        <Fact label="Endpoint">
          <code>{endpoint}</code>
        </Fact>
        <Fact label="Result">
          <ResultBadge result={result} /> {reason}
        </Fact>
      </dl>
      {fault && <FaultNotice fault={fault} />}
      {found && <TypeSwitch slug={slug} endpoint={endpoint} found={found} />}
      <Tabs
        label="Parts of the entry"
        tabs={[
          {
            id: 'input',
            label: 'Input Data',
            content: (
              <Spaced>
                <ExchangeRequest exchange={asExchange(exchange)} />
              </Spaced>
            ),
          },
          ...(answer
            ? [
                {
                  id: 'answer',
                  label: 'Answer',
                  content: (
                    <Spaced>
                      <ExchangeAnswer exchange={asExchange({ answer })} />
                    </Spaced>
                  ),
                },
              ]
            : []),
          ...(found ? [{ id: 'meaning', label: 'What it means now', content: <AnswerMeaning found={found} /> }] : []),
          ...(lead
            ? [{ id: 'lead', label: 'Lead', content: <JsonView value={lead} label="Lead" openLevels={3} /> }]
            : []),
        ]}
      />
    </div>
  );
}
