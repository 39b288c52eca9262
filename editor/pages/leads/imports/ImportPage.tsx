// One import of leads: how its file is read and mapped, what it would do, and how far it is.
import { type ReactElement, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../../api.ts';
import { Badge } from '../../../kit/Badge.tsx';
import { Button } from '../../../kit/Button.tsx';
import { ConfirmDialog } from '../../../kit/Dialog.tsx';
import { Loaded } from '../../../kit/EmptyState.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { PageHeader, useCrumbs } from '../../../kit/Page.tsx';
import { TimeText } from '../../../kit/TimeText.tsx';
import { useSend } from '../../../kit/use-send.ts';
import { whoLabel } from '../../../kit/who-words.ts';
import { useCanEdit } from '../../../shell/session.ts';
import type { LeadImport } from '../../../types.ts';
import { stateWords } from './import-words.ts';
import { Preparing } from './Preparing.tsx';
import { ProgressCard } from './ProgressCard.tsx';
import { Receiving } from './Receiving.tsx';
import { IMPORTS, useLeadImport } from './use-lead-import.ts';
import './imports.css';

const BEFORE: readonly LeadImport['state'][] = ['received', 'checking', 'checked'];

/** The page at /leads/imports/:id. */
export function ImportPage(): ReactElement {
  const { id = '' } = useParams();
  const found = useLeadImport(id);
  const name = found.data?.name ?? 'Import';
  useCrumbs([{ label: 'Leads', to: '/leads' }, { label: 'Imports', to: '/leads/imports' }, { label: name }]);
  return <Loaded query={found}>{(stand) => <ImportView key={stand.id} stand={stand} />}</Loaded>;
}

function ImportView({ stand }: { stand: LeadImport }): ReactElement {
  const { state, name, by, at, says, waits, hasLeads } = stand;
  const words = stateWords(stand);
  const canEdit = useCanEdit();
  const [isDeleting, setDeleting] = useState(false);
  return (
    <div className="lf-page lf-import">
      <PageHeader
        title={name}
        badges={<Badge tone={words.tone}>{words.label}</Badge>}
        about={
          <>
            Uploaded by {whoLabel(by)} <TimeText at={at} />.
          </>
        }
        actions={
          canEdit &&
          (BEFORE.includes(state) || state === 'receiving' || (state === 'cancelled' && !hasLeads)) && (
            <Button icon="trash" onPress={() => setDeleting(true)}>
              Delete import
            </Button>
          )
        }
      />
      <SameFile stand={stand} />
      {says !== '' && (
        <Notice tone="err" title="It stopped">
          {says}
        </Notice>
      )}
      {waits !== '' && (
        <Notice tone="warn" title="It waits">
          {waits}
        </Notice>
      )}
      {state === 'receiving' && <Receiving stand={stand} canEdit={canEdit} />}
      {BEFORE.includes(state) && stand.file && <Preparing stand={stand} file={stand.file} isReadOnly={!canEdit} />}
      {!BEFORE.includes(state) && state !== 'receiving' && <ProgressCard stand={stand} canEdit={canEdit} />}
      {isDeleting && <DeleteImport stand={stand} onClose={() => setDeleting(false)} />}
    </div>
  );
}

function SameFile({ stand: { same } }: { stand: LeadImport }): ReactElement | null {
  const [first] = same.filter(({ state }) => state !== 'cancelled');
  if (!first) return null;
  return (
    <Notice tone="warn" title="The same file came before">
      <Link to={`/leads/imports/${first.id}`}>{first.name}</Link>, uploaded by {whoLabel(first.by)}{' '}
      <TimeText at={first.at} />. What becomes of numbers that are here already is up to “On duplicate”.
    </Notice>
  );
}

function DeleteImport({ stand, onClose }: { stand: LeadImport; onClose: () => void }): ReactElement {
  const go = useNavigate();
  const removing = useSend(() => api.delete(`${IMPORTS}/${stand.id}`), {
    done: `${stand.name} was deleted.`,
    refresh: [IMPORTS],
    onDone: () => void go('/leads/imports'),
  });
  return (
    <ConfirmDialog
      title={`Delete the import of ${stand.name}?`}
      action="Delete import"
      isDanger
      isPending={removing.isPending}
      onConfirm={() => removing.send()}
      onClose={onClose}
    >
      Its file goes with it. No lead is changed.
    </ConfirmDialog>
  );
}
