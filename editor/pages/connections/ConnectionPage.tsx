// One connection: where it is, how we show who we are, its headers and endpoints, and who uses it.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useParams } from 'react-router';
import type { ConnectionDocument } from '../../../flows/language/receivers.ts';
import { api } from '../../api.ts';
import { DeleteMenu } from '../../kit/DeleteMenu.tsx';
import { Loaded } from '../../kit/EmptyState.tsx';
import { Card, Fact, Page, useCrumbs } from '../../kit/Page.tsx';
import { SaveBar } from '../../kit/SaveBar.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { UndoButtons } from '../../kit/UndoButtons.tsx';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useDocument } from '../../kit/use-document.ts';
import { PauseControl } from '../../pausing/PauseControl.tsx';
import { useCanEdit } from '../../shell/session.ts';
import type { ConnectionDetail } from '../../types.ts';
import { AuthCard } from './AuthCard.tsx';
import { CallsCard } from './CallsCard.tsx';
import { connectionFault } from './connection-model.ts';
import { DeleteConnectionDialog } from './DeleteConnectionDialog.tsx';
import { EndpointsCard } from './EndpointsCard.tsx';
import { HeadersCard } from './HeadersCard.tsx';
import { HostFields } from './HostFields.tsx';

/** The page at /connections/:slug. */
export function ConnectionPage(): ReactElement {
  const { slug = '' } = useParams();
  const connection = useQuery({
    queryKey: ['/api/connections', slug],
    queryFn: () => api.get<ConnectionDetail>(`/api/connections/${slug}`),
  });
  useCrumbs([{ label: 'Connections', to: '/connections' }, { label: connection.data?.document.name ?? slug }]);
  return <Loaded query={connection}>{(detail) => <ConnectionView key={detail.slug} detail={detail} />}</Loaded>;
}

function ConnectionView({ detail }: { detail: ConnectionDetail }): ReactElement {
  const canEdit = useCanEdit();
  const [isDeleting, setDeleting] = useState(false);
  const doc = useDocument<ConnectionDocument>(detail, {
    path: `/api/connections/${detail.slug}`,
    refresh: ['/api/connections', '/api/names', '/api/secrets'],
  });
  const { draft, change } = doc;
  const parts = { draft, change, isReadOnly: !canEdit, slug: detail.slug };
  return (
    <Page
      title={draft.name || detail.slug}
      about={draft.description}
      actions={
        <>
          <PauseControl at={{ kind: 'connection', key: detail.slug, name: detail.document.name }} />
          {canEdit && <UndoButtons doc={doc} />}
          {canEdit && <DeleteMenu name={draft.name} action="Delete connection" onDelete={() => setDeleting(true)} />}
        </>
      }
    >
      <div className="lf-split">
        <div className="lf-stack">
          <Card title="General">
            <GeneralFields {...parts} />
          </Card>
          <AuthCard {...parts} secrets={detail.secrets} />
          <EndpointsCard {...parts} />
          <HeadersCard {...parts} />
          <CallsCard {...parts} />
        </div>
        <Card title="About this connection">
          <dl className="lf-facts">
            <Fact label="Short name">
              <code>{detail.slug}</code>
            </Fact>
            <Fact label="Kept in">
              <code>{`connections/${detail.slug}.yaml`}</code>
            </Fact>
            <Fact label="Used by">
              <UsedBy flows={detail.usedBy} all />
            </Fact>
          </dl>
        </Card>
      </div>
      {canEdit && <SaveBar doc={doc} fault={connectionFault(draft)} />}
      {isDeleting && <DeleteConnectionDialog detail={detail} onClose={() => setDeleting(false)} />}
    </Page>
  );
}

/** What every part of the form is given. */
export interface ConnectionPart {
  draft: ConnectionDocument;
  change: (next: ConnectionDocument) => void;
  isReadOnly: boolean;
  slug: string;
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
          label="What it is for"
          value={draft.description ?? ''}
          onChange={(text) => change(withDescription(draft, text))}
          isReadOnly={isReadOnly}
        />
      </div>
      <HostFields {...part} />
    </div>
  );
}

function withDescription(document: ConnectionDocument, text: string): ConnectionDocument {
  const { description: _, ...rest } = document;
  return text === '' ? rest : { ...rest, description: text };
}
