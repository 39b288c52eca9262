// The lead as it came, to the byte: what other systems call Input Data.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { Button } from '../kit/Button.tsx';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Loading } from '../kit/EmptyState.tsx';
import { JsonView } from '../kit/JsonView.tsx';
import { ProblemNotice } from '../kit/Notice.tsx';
import { Tabs } from '../kit/Tabs.tsx';
import type { RunDetail } from '../types.ts';

/** The body as it came, and what was read from it. */
export function InputDialog({ run, onClose }: { run: RunDetail; onClose: () => void }): ReactElement {
  const input = useQuery({
    queryKey: [`/api/runs/${run.id}/input`],
    queryFn: () => api.get<{ type: string; body: string }>(`/api/runs/${run.id}/input`),
  });
  const asItCame = input.data ? (
    <div className="lf-stack lf-stack--tight">
      <p className="lf-muted lf-small">{input.data.type || 'no content type'}</p>
      <div className="rn-raw">
        <CopyButton text={input.data.body} label="Copy body" />
        <pre>{input.data.body}</pre>
      </div>
    </div>
  ) : input.error ? (
    <ProblemNotice error={input.error} />
  ) : (
    <Loading lines={4} />
  );
  return (
    <Dialog title="Input data" shape="wide" onClose={onClose} actions={<Button onPress={onClose}>Close</Button>}>
      <Tabs
        label="Input data"
        tabs={[
          { id: 'raw', label: 'As it came', content: asItCame },
          { id: 'lead', label: 'As the lead', content: <JsonView value={run.lead} root="lead" label="Lead" /> },
          {
            id: 'trigger',
            label: 'How it came',
            content: <JsonView value={run.trigger} root="trigger" label="Trigger" />,
          },
        ]}
      />
    </Dialog>
  );
}
