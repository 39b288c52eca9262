// What a connection is: its name, template, tenant and host, its fields, its sign-in, its headers, and how calls are made.
import { type ReactElement, useMemo } from 'react';
import { Link } from 'react-router';
import { Card, Fact } from '../../../kit/Page.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { UsedBy } from '../../../kit/UsedBy.tsx';
import { AuthCard } from '../AuthCard.tsx';
import { CallsCard } from '../CallsCard.tsx';
import { type ConnectionPart, withKey } from '../connection-part.ts';
import { endpointsInUse } from '../endpoints/endpoint-list.ts';
import { HeadersCard } from '../HeadersCard.tsx';
import { HostFields } from '../HostFields.tsx';
import { FactsCard } from './FactsCard.tsx';
import { FieldsCard } from './FieldsCard.tsx';

/** The tab. */
export function GeneralTab(part: ConnectionPart): ReactElement {
  const { draft, change, isReadOnly, detail } = part;
  const { slug, template, secrets } = detail;
  const parameters = template?.parameters ?? NONE;
  const endpoints = useMemo(() => endpointsInUse(draft.endpoints, template), [draft.endpoints, template]);
  return (
    <div className="lf-split">
      <div className="lf-stack">
        <Card title="General">
          <GeneralFields {...part} />
        </Card>
        <FieldsCard
          slug={slug}
          fields={draft.fields ?? {}}
          parameters={parameters}
          onChange={(fields) => change(withKey(draft, 'fields', Object.keys(fields).length === 0 ? undefined : fields))}
          isReadOnly={isReadOnly}
          secrets={secrets}
        />
        <AuthCard
          holder={{ kind: 'connection', slug, parameters }}
          auth={draft.auth}
          inherited={template?.auth}
          endpoints={endpoints}
          onChange={(auth) => change(withKey(draft, 'auth', auth))}
          isReadOnly={isReadOnly}
          secrets={secrets}
        />
        <HeadersCard
          headers={draft.headers ?? []}
          inherited={template?.headers ?? []}
          connection={slug}
          onChange={(headers) => change(withKey(draft, 'headers', headers.length === 0 ? undefined : headers))}
          isReadOnly={isReadOnly}
        />
        <CallsCard {...part} />
        <FactsCard {...part} />
      </div>
      <AboutCard {...part} />
    </div>
  );
}

const NONE: readonly never[] = [];

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
