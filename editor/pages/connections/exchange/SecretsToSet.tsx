// The secrets that an imported connection names and nobody has set here: a field for each.
import { type ReactElement, useState } from 'react';
import { api } from '../../../api.ts';
import { FormDialog } from '../../../kit/FormDialog.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { useSend } from '../../../kit/use-send.ts';
import type { ConnectionImportReport } from '../../../types.ts';

interface SecretsToSetProps {
  report: ConnectionImportReport;
  onDone: () => void;
  onClose: () => void;
}

/** The dialog. What is left blank stays to do, and is named on the connection's page. */
export function SecretsToSet({ report, onDone, onClose }: SecretsToSetProps): ReactElement {
  const missing = report.secrets.filter(({ set }) => !set).map(({ name }) => name);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const { send, isPending, error } = useSend(
    async () => {
      for (const name of missing) {
        const value = values[name] ?? '';
        if (value !== '') await api.put(`/api/secrets/${encodeURIComponent(name)}`, { value });
      }
    },
    {
      done: 'The secrets are set.',
      refresh: ['/api/secrets', '/api/connections', '/api/options'],
      onDone,
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      title="Fill in the secrets"
      action="Set secrets"
      leave="Later"
      onSubmit={() => send()}
      onClose={onClose}
      isPending={isPending}
      isReady={missing.some((name) => (values[name] ?? '') !== '')}
      error={error}
    >
      <p>
        The connection is here. What no file holds is asked of you once, sealed on the server and never shown again.
      </p>
      {missing.map((name, index) => (
        <TextField
          key={name}
          label={name}
          type="password"
          autoComplete="off"
          value={values[name] ?? ''}
          onChange={(value) => setValues({ ...values, [name]: value })}
          autoFocus={index === 0}
          isMono
        />
      ))}
    </FormDialog>
  );
}
