// Whether mail can be sent, and which settings of the server it takes.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../../api.ts';
import { Badge } from '../../../kit/Badge.tsx';
import { Button } from '../../../kit/Button.tsx';
import { CodeBlock } from '../../../kit/CodeBlock.tsx';
import { Loading } from '../../../kit/EmptyState.tsx';
import { Notice, ProblemNotice } from '../../../kit/Notice.tsx';
import { Card, Fact } from '../../../kit/Page.tsx';
import type { AlertSettings } from '../../../types.ts';

/** The card. */
export function MailCard(): ReactElement {
  const settings = useQuery({
    queryKey: ['/api/alerts/settings'],
    queryFn: () => api.get<AlertSettings>('/api/alerts/settings'),
  });
  return (
    <Card title="Mail and links" about="Set on the server, in its environment, before it is started.">
      {settings.data ? (
        <Settings settings={settings.data} />
      ) : settings.error ? (
        <ProblemNotice
          error={settings.error}
          actions={<Button onPress={() => void settings.refetch()}>Try again</Button>}
        />
      ) : (
        <Loading lines={2} />
      )}
    </Card>
  );
}

function Settings({ settings: { smtp, publicUrl } }: { settings: AlertSettings }): ReactElement {
  const lines = [
    ...(smtp.set ? [] : ['LEADFLOW_SMTP_URL=smtp://user:password@mail.example.com:587']),
    ...(smtp.from === null ? ['LEADFLOW_ALERT_FROM=leadflow@example.com'] : []),
    ...(publicUrl === null ? ['LEADFLOW_PUBLIC_URL=https://leads.example.com'] : []),
  ];
  return (
    <div className="lf-stack">
      <dl className="lf-facts">
        <Fact label="Mail server">
          {smtp.set ? (
            <span className="lf-row">
              <Badge tone="ok">Set</Badge> <code>{smtp.host ?? ''}</code>
            </span>
          ) : (
            <Badge tone="warn">Not set: no mail is sent</Badge>
          )}
        </Fact>
        <Fact label="Sent from">{smtp.from ?? <span className="lf-muted">Not set</span>}</Fact>
        <Fact label="Links lead to">
          {publicUrl === null ? (
            <span className="lf-muted">Not set: links name the server as it sees itself</span>
          ) : (
            <code>{publicUrl}</code>
          )}
        </Fact>
      </dl>
      {!smtp.set && (
        <Notice tone="run">Webhooks work without a mail server. For e-mail, set the lines below and start anew.</Notice>
      )}
      {lines.length > 0 && <CodeBlock label="Environment of the server" text={lines.join('\n')} />}
    </div>
  );
}
