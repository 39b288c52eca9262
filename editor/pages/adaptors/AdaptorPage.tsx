// One adaptor: the receiver's fields, each with where its value comes from and what that is on a sample.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { AdaptorDocument, AdaptorField } from '../../../flows/language/document.ts';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { DeleteMenu } from '../../kit/DeleteMenu.tsx';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { Loaded } from '../../kit/EmptyState.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Card, PageHeader, useCrumbs } from '../../kit/Page.tsx';
import { SaveBar } from '../../kit/SaveBar.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import { UndoButtons } from '../../kit/UndoButtons.tsx';
import { useDocument } from '../../kit/use-document.ts';
import { useSend } from '../../kit/use-send.ts';
import type { Gesture } from '../../kit/use-undo.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { AdaptorDetail } from '../../types.ts';
import { AdaptorUsers, isUsed } from './AdaptorUsers.tsx';
import { adaptorFault } from './adaptor-model.ts';
import { useEndpointUses } from './endpoint-uses.ts';
import { type DeskDialog, MappingDesk } from './MappingDesk.tsx';
import { matchNames } from './match-names.ts';
import { RenameNotice } from './RenameNotice.tsx';
import type { Sample } from './samples.ts';
import { TablesCard } from './TablesCard.tsx';
import { ZoneField } from './ZoneField.tsx';
import './adaptors.css';

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
  const [sample, setSample] = useState<Sample>();
  const [dialog, setDialog] = useState<DeskDialog>();
  const doc = useDocument<AdaptorDocument>(detail, {
    path: `/api/adaptors/${detail.slug}`,
    refresh: ['/api/adaptors', '/api/names'],
  });
  const { draft, change } = doc;
  const { slug, usedBy } = detail;
  const endpoints = useEndpointUses(detail.usedByEndpoints);
  return (
    <div className="lf-page lf-mapping-page">
      <PageHeader
        title={draft.name || slug}
        badges={<Badge tone="accent">{counted(draft.fields.length, 'field')}</Badge>}
        about={
          <>
            Kept in <code>{`adaptors/${slug}.yaml`}</code>. Used by <AdaptorUsers of={detail} all />.
          </>
        }
        actions={
          canEdit && (
            <>
              <UndoButtons doc={doc} />
              <MatchButton fields={draft.fields} sample={sample} onPress={() => setDialog('match')} />
              <DeleteMenu name={draft.name} action="Delete adaptor" onDelete={() => setDeleting(true)} />
            </>
          )
        }
      />
      <MappingDesk
        {...{ slug, usedBy, endpoints, sample, dialog, draft }}
        onChange={(fields, how) => change({ ...draft, fields }, how)}
        onSample={setSample}
        onDialog={setDialog}
        isReadOnly={!canEdit}
      />
      <TablesCard draft={draft} change={change} isReadOnly={!canEdit} />
      <NameCard draft={draft} change={change} isReadOnly={!canEdit} />
      <RenameNotice
        adaptor={slug}
        saved={detail.document.fields}
        fields={draft.fields}
        flows={usedBy}
        endpoints={endpoints}
      />
      {canEdit && <SaveBar doc={doc} fault={adaptorFault(draft)} />}
      {isDeleting && <DeleteAdaptor detail={detail} onClose={() => setDeleting(false)} />}
    </div>
  );
}

interface MatchButtonProps {
  fields: readonly AdaptorField[];
  sample: Sample | undefined;
  onPress: () => void;
}

/** Says how many rows it could map before it is pressed. */
function MatchButton({ fields, sample, onPress }: MatchButtonProps): ReactElement {
  const count = useMemo(() => (sample ? matchNames(fields, sample.view).length : 0), [fields, sample]);
  return (
    <Button icon="bolt" isDisabled={!sample} onPress={onPress}>
      {count > 0 ? `Auto-match ${count}` : 'Auto-match'}
    </Button>
  );
}

interface NameCardProps {
  draft: AdaptorDocument;
  change: (next: AdaptorDocument, how: Gesture) => void;
  isReadOnly: boolean;
}

function NameCard({ draft, change, isReadOnly }: NameCardProps): ReactElement {
  return (
    <Card title="General">
      <div className="lf-columns">
        <TextField
          label="Name"
          value={draft.name}
          onChange={(name) => change({ ...draft, name }, { label: 'Change name', gesture: 'name' })}
          isRequired
          isReadOnly={isReadOnly}
        />
        <ZoneField
          zone={draft.zone ?? ''}
          onZone={(zone) => change(withText(draft, 'zone', zone), { label: 'Change time zone', gesture: 'zone' })}
          isReadOnly={isReadOnly}
        />
        <TextField
          label="What it is for"
          value={draft.description ?? ''}
          onChange={(text) =>
            change(withText(draft, 'description', text), { label: 'Change description', gesture: 'about' })
          }
          isReadOnly={isReadOnly}
        />
      </div>
    </Card>
  );
}

function withText(document: AdaptorDocument, key: 'description' | 'zone', text: string): AdaptorDocument {
  const { [key]: _, ...rest } = document;
  return text === '' ? rest : { ...rest, [key]: text };
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
      {isUsed(detail) ? (
        <Notice tone="warn" title="It is still used">
          Take it out of <AdaptorUsers of={detail} all /> first; until then it cannot be deleted.
        </Notice>
      ) : (
        <p>Its file is removed. Runs that used it keep what it said.</p>
      )}
    </ConfirmDialog>
  );
}
