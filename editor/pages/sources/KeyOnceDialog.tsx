// Shows the key of a source, this once, with a line that sends a lead with it.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { sampleLead } from '../../../flows/language/sample-lead.ts';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { CodeBlock } from '../../kit/CodeBlock.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import type { FlowDetail, SourceWithKey } from '../../types.ts';
import { apiLine, LEAD_API, sendingLine } from './source-curl.ts';

interface KeyOnceProps {
  made: SourceWithKey;
  onClose: () => void;
}

/** The key, and how to use it. */
export function KeyOnceDialog({ made, onClose }: KeyOnceProps): ReactElement {
  const { source, key } = made;
  const flow = useQuery({
    queryKey: ['/api/flows', source.flow],
    queryFn: () => api.get<FlowDetail>(`/api/flows/${source.flow}`),
    enabled: source.flow !== LEAD_API,
  });
  const trigger = flow.data?.trigger;
  return (
    <Dialog
      title={source.auth === 'key' ? `Key of ${source.name}` : `Signing secret of ${source.name}`}
      shape="wide"
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="lf-stack">
        <Notice tone="warn" title="It is shown this once.">
          Copy it now and hand it to the sender over a safe channel. If it is lost, make a new one.
        </Notice>
        <CodeBlock label={source.auth === 'key' ? 'Key' : 'Secret'} text={key} />
        {source.flow === LEAD_API && (
          <CodeBlock label="Send a first lead" text={apiLine(window.location.origin, key)} />
        )}
        {flow.data && trigger === null && (
          <p className="lf-muted">
            The flow has no trigger yet. Give it a webhook, publish it, and leads can be sent to its address.
          </p>
        )}
        {flow.data && trigger && (
          <CodeBlock
            label="Send a first lead"
            text={sendingLine({
              address: `${window.location.origin}/in/${trigger.path}`,
              auth: source.auth,
              key,
              lead: sampleLead(flow.data.bundle.document, trigger.node),
            })}
          />
        )}
      </div>
    </Dialog>
  );
}
