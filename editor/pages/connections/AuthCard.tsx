// How a connection shows who we are, and the secret for it, which is written and never read back.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { ConnectionAuth } from '../../../flows/language/document.ts';
import { api } from '../../api.ts';
import { Card } from '../../kit/Page.tsx';
import { Select } from '../../kit/Select.tsx';
import { Segmented } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import type { Page, Secret, SecretState } from '../../types.ts';
import { AUTH_WORDS } from './auth-words.ts';
import type { ConnectionPart } from './ConnectionPage.tsx';
import { authOf, secretFault, secretName } from './connection-model.ts';
import { SecretBox } from './SecretBox.tsx';

const KINDS = Object.entries(AUTH_WORDS).map(([id, label]) => ({ id, label }));
const PLACES = [
  { id: 'header', label: 'Header' },
  { id: 'query', label: 'Query' },
  { id: 'body', label: 'Body' },
];

/** The card. `secrets` says of the secrets that the saved document names whether they are set. */
export function AuthCard({
  draft,
  change,
  isReadOnly,
  slug,
  secrets,
}: ConnectionPart & { secrets: readonly SecretState[] }): ReactElement {
  const auth = draft.auth ?? { type: 'none' };
  const set = (next: ConnectionAuth): void => change({ ...draft, auth: next });
  const kind = (id: string): ConnectionAuth['type'] =>
    id === 'api-key' || id === 'basic' || id === 'bearer' ? id : 'none';
  return (
    <Card
      title="Authentication"
      about="How the receiver knows that it is us. The secret itself is sealed on the server and in no file."
    >
      <div className="lf-stack">
        <div className="lf-columns">
          <Select
            label="Kind"
            options={KINDS}
            value={auth.type}
            onChange={(id) => set(authOf(kind(id), auth, slug))}
            isReadOnly={isReadOnly}
          />
          <AuthFields auth={auth} set={set} isReadOnly={isReadOnly} />
        </div>
        {'secret' in auth && (
          <SecretFields
            name={secretName(auth.secret)}
            onName={(name) => set({ ...auth, secret: `secret:${name}` })}
            isReadOnly={isReadOnly}
            secrets={secrets}
          />
        )}
      </div>
    </Card>
  );
}

interface AuthFieldsProps {
  auth: ConnectionAuth;
  set: (next: ConnectionAuth) => void;
  isReadOnly: boolean;
}

/** What the kind needs besides its secret. */
function AuthFields({ auth, set, isReadOnly }: AuthFieldsProps): ReactElement {
  return (
    <>
      {auth.type === 'api-key' && (
        <>
          <Segmented
            label="Sent in"
            options={PLACES}
            value={auth.in}
            onChange={(id) => set({ ...auth, in: id === 'query' || id === 'body' ? id : 'header' })}
            isDisabled={isReadOnly}
          />
          <TextField
            label={auth.in === 'header' ? 'Header' : 'Parameter'}
            value={auth.name}
            onChange={(name) => set({ ...auth, name })}
            isMono
            isRequired
            isReadOnly={isReadOnly}
          />
        </>
      )}
      {auth.type === 'basic' && (
        <TextField
          label="User"
          value={auth.user}
          onChange={(user) => set({ ...auth, user })}
          isRequired
          isReadOnly={isReadOnly}
        />
      )}
    </>
  );
}

interface SecretFieldsProps {
  name: string;
  onName: (name: string) => void;
  isReadOnly: boolean;
  secrets: readonly SecretState[];
}

function SecretFields({ name, onName, isReadOnly, secrets }: SecretFieldsProps): ReactElement {
  const known = useQuery({
    queryKey: ['/api/secrets'],
    queryFn: () => api.get<Page<Secret>>('/api/secrets', { limit: 200 }),
    enabled: !isReadOnly,
  });
  const fault = secretFault(name);
  const saved = known.data?.items.find((each) => each.name === name);
  const state = saved ?? secrets.find((each) => each.name === name && each.set);
  return (
    <div className="lf-columns">
      <TextField
        label="Secret"
        value={name}
        onChange={(text) => onName(text.trim())}
        description="Its name. Several connections may share one secret."
        error={fault}
        isMono
        isReadOnly={isReadOnly}
      />
      {fault === undefined && (
        <SecretBox
          key={name}
          name={name}
          setAt={state?.setAt ?? null}
          setBy={state?.setBy ?? null}
          isReadOnly={isReadOnly}
        />
      )}
    </div>
  );
}
