// How a connection or template shows who we are, and the secrets for it, which are written and never read back.
import { lazy, type ReactElement, Suspense, useMemo, useRef } from 'react';
import type { ConnectionAuth, EndpointDocument } from '../../../flows/language/receivers.ts';
import { Button } from '../../kit/Button.tsx';
import { Card } from '../../kit/Page.tsx';
import { SchemaForm } from '../../kit/SchemaForm.tsx';
import type { SecretState } from '../../types.ts';
import { authFormOf, authOfForm } from './auth-form.ts';
import { sentAs } from './auth-preview.ts';
import { AUTH_WORDS } from './auth-words.ts';
import type { EndpointHolder } from './endpoints/endpoint-holder.ts';
import './connections.css';

const TokenPath = lazy(() => import('./TokenPath.tsx').then((file) => ({ default: file.TokenPath })));

interface AuthCardProps {
  holder: Pick<EndpointHolder, 'kind' | 'slug' | 'parameters'>;
  /** The document's own; undefined: the template's. */
  auth: ConnectionAuth | undefined;
  /** What counts where the document says nothing. */
  inherited?: ConnectionAuth | undefined;
  /** All endpoints that calls can name. */
  endpoints: Readonly<Record<string, EndpointDocument>>;
  onChange: (auth: ConnectionAuth | undefined) => void;
  isReadOnly: boolean;
  /** Which of the secrets that the saved document names are set. */
  secrets?: readonly SecretState[];
}

/** The card, with the line as it will be sent. */
export function AuthCard(props: AuthCardProps): ReactElement {
  const { auth, inherited, onChange, isReadOnly } = props;
  const isInherited = auth === undefined && inherited !== undefined;
  const line = sentAs(auth ?? inherited);
  const root = useRef<HTMLDivElement>(null);
  // The button that is pressed goes away with the press: the keyboard goes on from the card.
  const change = (next: ConnectionAuth | undefined): void => {
    onChange(next);
    root.current?.focus();
  };
  return (
    <Card
      title="Authentication"
      about="How the receiver knows that it is us. The secret itself is sealed on the server and in no file."
    >
      <div className="lf-stack" ref={root} tabIndex={-1}>
        {isInherited ? (
          <div className="lf-row">
            <span>
              As the template says: <strong>{AUTH_WORDS[inherited.type]}</strong>.
            </span>
            {!isReadOnly && (
              <Button size="small" icon="edit" onPress={() => change(inherited)}>
                Say otherwise here
              </Button>
            )}
          </div>
        ) : (
          <AuthFields {...props} />
        )}
        <p role="status" className="lf-sent-as">
          {line === '' ? (
            <span className="lf-muted">Nothing is added to the calls.</span>
          ) : (
            <>
              <span className="lf-muted">Sent as</span> <code>{line}</code>
            </>
          )}
        </p>
        {!isInherited && inherited && !isReadOnly && (
          <div>
            <Button size="small" kind="quiet" icon="undo" onPress={() => change(undefined)}>
              As the template says
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

function AuthFields({ holder, auth, endpoints, onChange, isReadOnly, secrets }: AuthCardProps): ReactElement {
  const { kind, slug, parameters } = holder;
  const schema = useMemo(() => authFormOf({ kind, slug, parameters }, endpoints), [kind, slug, parameters, endpoints]);
  const picker = auth?.type === 'token' && endpoints[auth.endpoint];
  const under = useMemo(
    () =>
      picker && !isReadOnly
        ? {
            'auth.token': (
              <Suspense fallback={null}>
                <TokenPath endpoint={picker} auth={auth} onChange={onChange} />
              </Suspense>
            ),
          }
        : {},
    [picker, auth, onChange, isReadOnly],
  );
  return (
    <SchemaForm
      schema={schema}
      value={{ auth: { ...(auth ?? { type: 'none' }) } }}
      onChange={(value) => onChange(authOfForm(value.auth, holder, schema))}
      check="left"
      readOnly={isReadOnly}
      under={under}
      {...(secrets ? { secrets } : {})}
    />
  );
}
