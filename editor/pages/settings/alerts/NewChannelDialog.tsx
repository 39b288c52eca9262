// Adds someone who is told: an e-mail address, or the address of a webhook.
import { type ReactElement, useState } from 'react';
import { api } from '../../../api.ts';
import { FormDialog } from '../../../kit/FormDialog.tsx';
import { Segmented } from '../../../kit/Switch.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { useSend } from '../../../kit/use-send.ts';
import type { AlertChannel } from '../../../types.ts';
import { targetFault } from './alert-words.ts';

/** The dialog. */
export function NewChannelDialog({ onClose }: { onClose: () => void }): ReactElement {
  const [kind, setKind] = useState<AlertChannel['kind']>('email');
  const [target, setTarget] = useState('');
  const [isTried, setTried] = useState(false);
  const fault = targetFault(kind, target);
  const { send, isPending, error } = useSend(
    () => api.post<AlertChannel>('/api/alerts/channels', { kind, target: target.trim() }),
    {
      done: 'Added. Send a test to be sure that it arrives.',
      refresh: ['/api/alerts/channels'],
      onDone: onClose,
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      title="Who is to be told?"
      action="Add"
      onSubmit={() => {
        setTried(true);
        if (fault === undefined) send();
      }}
      onClose={onClose}
      isPending={isPending}
      error={error}
    >
      <Segmented
        label="By"
        value={kind}
        onChange={(id) => setKind(id === 'webhook' ? 'webhook' : 'email')}
        options={[
          { id: 'email', label: 'E-mail' },
          { id: 'webhook', label: 'Webhook' },
        ]}
        description={
          kind === 'email'
            ? 'A mail with what happened, how often, and a link.'
            : 'A POST of JSON with what happened, how often, and a link; chat systems take it by their incoming webhooks.'
        }
      />
      <TextField
        label={kind === 'email' ? 'E-mail address' : 'Address'}
        type={kind === 'email' ? 'email' : 'text'}
        placeholder={kind === 'email' ? 'leads@example.com' : 'https://hooks.example.com/leads'}
        value={target}
        onChange={setTarget}
        error={isTried ? fault : undefined}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}
