// One adaptor: a table of the receiver's fields, each with where its value comes from.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { AdaptorDocument } from '../../../flows/language/document.ts';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { DeleteMenu } from '../../kit/DeleteMenu.tsx';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { Loaded } from '../../kit/EmptyState.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Card, Page, useCrumbs } from '../../kit/Page.tsx';
import { SaveBar } from '../../kit/SaveBar.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useDocument } from '../../kit/use-document.ts';
import { useSend } from '../../kit/use-send.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { AdaptorDetail } from '../../types.ts';
import { adaptorFault } from './adaptor-model.ts';
import { FieldTable } from './FieldTable.tsx';

/** The page at /adaptors/:slug. */
export function AdaptorPage(): ReactElement {
  const { slug = '' } = useParams();
  const adaptor = useQuery({
    queryKey: ['/api/adaptors', slug],
    queryFn: () => api.get<AdaptorDetail>(`/api/adaptors/${slug}`),
  });
  useCrumbs([{ label: 'Adaptors', to: '/adaptors' }, { label: adaptor.data?.document.name ?? slug }]);
  return <Loaded query={adaptor}>{(detail) => <AdaptorView key={detail.slug} detail={detail} />}</Loaded>;
}

function AdaptorView({ detail }: { detail: AdaptorDetail }): ReactElement {
  const canEdit = useCanEdit();
  const [isDeleting, setDeleting] = useState(false);
  const doc = useDocument<AdaptorDocument>(detail, {
    path: `/api/adaptors/${detail.slug}`,
    refresh: ['/api/adaptors', '/api/names'],
  });
  const { draft, change } = doc;
  const required = draft.fields.filter((field) => field.required).length;
  return (
    <Page
      title={draft.name || detail.slug}
      badges={<Badge tone="accent">{`${counted(draft.fields.length, 'field')}, ${required} required`}</Badge>}
      about={
        <>
          Kept in <code>{`adaptors/${detail.slug}.yaml`}</code>. Used by <UsedBy flows={detail.usedBy} all />.
        </>
      }
      actions={canEdit && <DeleteMenu name={draft.name} action="Delete adaptor" onDelete={() => setDeleting(true)} />}
    >
      <Card title="General">
        <div className="lf-columns">
          <TextField
            label="Name"
            value={draft.name}
            onChange={(name) => change({ ...draft, name })}
            isRequired
            isReadOnly={!canEdit}
          />
          <TextField
            label="What it is for"
            value={draft.description ?? ''}
            onChange={(text) => change(withDescription(draft, text))}
            isReadOnly={!canEdit}
          />
        </div>
      </Card>
      <FieldTable fields={draft.fields} onChange={(fields) => change({ ...draft, fields })} isReadOnly={!canEdit} />
      {canEdit && <SaveBar doc={doc} fault={adaptorFault(draft)} />}
      {isDeleting && <DeleteAdaptor detail={detail} onClose={() => setDeleting(false)} />}
    </Page>
  );
}

function withDescription(document: AdaptorDocument, text: string): AdaptorDocument {
  const { description: _, ...rest } = document;
  return text === '' ? rest : { ...rest, description: text };
}

function DeleteAdaptor({ detail, onClose }: { detail: AdaptorDetail; onClose: () => void }): ReactElement {
  const navigate = useNavigate();
  const { name } = detail.document;
  const { send, isPending } = useSend(() => api.delete(`/api/adaptors/${detail.slug}`), {
    done: `${name} was deleted.`,
    refresh: ['/api/adaptors', '/api/names'],
    onDone: () => navigate('/adaptors'),
  });
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      action="Delete adaptor"
      isDanger
      typed={detail.slug}
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      {detail.usedBy.length > 0 ? (
        <Notice tone="warn" title="Flows still use it">
          Take it out of <UsedBy flows={detail.usedBy} all /> first; until then it cannot be deleted.
        </Notice>
      ) : (
        <p>Its file is removed. Runs that used it keep what it said.</p>
      )}
    </ConfirmDialog>
  );
}
