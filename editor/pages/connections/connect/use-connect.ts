// Sends New Connect: adaptor and connection together, all or nothing, then the secrets.
import { api } from '../../../api.ts';
import { useToast } from '../../../kit/Toasts.tsx';
import { type Sending, useSend } from '../../../kit/use-send.ts';
import { useNames } from '../../../shell/use-names.ts';
import type { ConnectionImportReport } from '../../../types.ts';
import { type ConnectDocuments, type ConnectForm, documentsOf } from './connect-form.ts';

/** The request. Documents are checked as a whole before any of them is written. */
export function useConnect(onDone: (made: ConnectDocuments) => void): Sending<ConnectForm> {
  const { connections, adaptors } = useNames();
  const toast = useToast();
  const taken = { connections: connections.map(({ slug }) => slug), adaptors: adaptors.map(({ slug }) => slug) };
  return useSend(
    async (form: ConnectForm) => {
      const made = documentsOf(form, taken);
      await api.post<ConnectionImportReport>('/api/connections/import', {
        dryRun: false,
        file: {
          leadflow: 1,
          kind: 'connection',
          slug: made.slug,
          connection: made.connection,
          template: null,
          adaptors: made.adaptor ? { [made.adaptor.slug]: made.adaptor.document } : {},
        },
      });
      return { made, unset: await setSecrets(made.secrets) };
    },
    {
      done: (_, { name }) => `${name.trim()} was connected. Test it here.`,
      refresh: ['/api/connections', '/api/templates', '/api/adaptors', '/api/names', '/api/secrets'],
      onDone: ({ made, unset }) => {
        if (unset.length > 0) toast.warn(`Set ${unset.join(' and ')} on the tab General.`, 'The value was not kept.');
        onDone(made);
      },
      onFailed: () => undefined,
    },
  );
}

/** The connection is there by now: what could not be set is named, and set on its page. */
async function setSecrets(secrets: ConnectDocuments['secrets']): Promise<string[]> {
  const unset: string[] = [];
  for (const [name, value] of Object.entries(secrets)) {
    await api.put(`/api/secrets/${encodeURIComponent(name)}`, { value }).catch(() => unset.push(name));
  }
  return unset;
}
