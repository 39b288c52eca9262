// How a connection shows who we are, and the secret for it, which is written and never read back.
import { type ReactElement, useMemo } from 'react';
import { Card } from '../../kit/Page.tsx';
import { SchemaForm } from '../../kit/SchemaForm.tsx';
import type { SecretState } from '../../types.ts';
import { authFormOf, authOfForm } from './auth-form.ts';
import type { ConnectionPart } from './ConnectionPage.tsx';

/** The card. `secrets` says of the secrets that the saved document names whether they are set. */
export function AuthCard({
  draft,
  change,
  isReadOnly,
  slug,
  secrets,
}: ConnectionPart & { secrets: readonly SecretState[] }): ReactElement {
  const schema = useMemo(() => authFormOf(slug), [slug]);
  return (
    <Card
      title="Authentication"
      about="How the receiver knows that it is us. The secret itself is sealed on the server and in no file."
    >
      <SchemaForm
        schema={schema}
        value={{ auth: { ...(draft.auth ?? { type: 'none' }) } }}
        onChange={({ auth }) => change({ ...draft, auth: authOfForm(auth) })}
        check="left"
        readOnly={isReadOnly}
        secrets={secrets}
      />
    </Card>
  );
}
