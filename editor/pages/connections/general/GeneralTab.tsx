// What a connection is: its name, template, tenant and host, its fields, its sign-in, its headers, and how calls are made.
import { lazy, type ReactElement, Suspense } from 'react';
import { Link } from 'react-router';
import { Loading } from '../../../kit/EmptyState.tsx';
import { Card, Fact } from '../../../kit/Page.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { UsedBy } from '../../../kit/UsedBy.tsx';
import { type ConnectionPart, withKey } from '../connection-part.ts';
import { HostFields } from '../HostFields.tsx';

const FormCards = lazy(() => import('./FormCards.tsx').then((file) => ({ default: file.FormCards })));

/** The tab. What stands under the first card is loaded after it. */
export function GeneralTab(part: ConnectionPart): ReactElement {
  return (
    <div className="lf-split">
      <div className="lf-stack">
        <Card title="General">
          <GeneralFields {...part} />
        </Card>
        <Suspense fallback={<Loading lines={12} />}>
          <FormCards {...part} />
        </Suspense>
      </div>
      <AboutCard {...part} />
    </div>
  );
}

function GeneralFields(part: ConnectionPart): ReactElement {
  const { draft, change, isReadOnly } = part;
  return (
    <div className="lf-stack">
      <div className="lf-columns">
        <TextField
          label="Name"
          value={draft.name}
          onChange={(name) => change({ ...draft, name })}
          isRequired
          isReadOnly={isReadOnly}
        />
        <TextField
          label="Tenant id"
          placeholder="4711"
          description="Who the customer is at the receiver; parameters send it as {tenant}."
          value={draft.tenant ?? ''}
          onChange={(text) => change(withKey(draft, 'tenant', text === '' ? undefined : text))}
          isReadOnly={isReadOnly}
        />
      </div>
      <HostFields {...part} />
      <TextField
        label="Description"
        value={draft.description ?? ''}
        onChange={(text) => change(withKey(draft, 'description', text === '' ? undefined : text))}
        isReadOnly={isReadOnly}
      />
    </div>
  );
}

function AboutCard({ draft, detail }: ConnectionPart): ReactElement {
  return (
    <Card title="About this connection">
      <dl className="lf-facts">
        <Fact label="Short name">
          <code>{detail.slug}</code>
        </Fact>
        <Fact label="Kept in">
          <code>{`connections/${detail.slug}.yaml`}</code>
        </Fact>
        <Fact label="Template">
          {draft.template === undefined ? (
            <span className="lf-muted">None</span>
          ) : (
            <Link to={`/connections/templates/${draft.template}`}>{detail.template?.name ?? draft.template}</Link>
          )}
        </Fact>
        <Fact label="Used by">
          <UsedBy flows={detail.usedBy} all />
        </Fact>
      </dl>
    </Card>
  );
}
