// The statuses of leads: what each means, its marks, and how many leads have it.
import { lazy, type ReactElement } from 'react';
import { Link } from 'react-router';
import { withQuery } from '../../api.ts';
import type { Column } from '../../kit/Table.tsx';
import type { LeadStatus } from '../../types.ts';
import { StatusBadge } from '../leads/LeadBadge.tsx';
import { DeleteWord } from './DeleteWord.tsx';
import { heldWords } from './held-words.ts';
import { LeadCount } from './LeadCount.tsx';
import { Marks } from './Marks.tsx';
import { WordPage } from './WordPage.tsx';

const StatusDialog = lazy(() => import('./StatusDialog.tsx').then((file) => ({ default: file.StatusDialog })));

const PATH = '/api/statuses';

/** The page at /leads/statuses. */
export function StatusesPage(): ReactElement {
  return (
    <WordPage<LeadStatus>
      place="statuses"
      path={PATH}
      icon="lead"
      about="How leads stand. Flows, receivers and people give them; a mark says what a status counts as."
      one="status"
      many="statuses"
      searched="Short or meaning"
      columns={COLUMNS}
      keyOf={abbrevOf}
      nameOf={abbrevOf}
      leadsOf={leadsOf}
      editWords="Meaning and marks"
      emptyWords="A step that creates leads gives each of them a status."
      editor={(status, close) => <StatusDialog status={status} onClose={close} />}
      remover={(status, close) => <DeleteStatus status={status} onClose={close} />}
    />
  );
}

function DeleteStatus({ status, onClose }: { status: LeadStatus; onClose: () => void }): ReactElement {
  return (
    <DeleteWord
      what="status"
      name={status.abbrev}
      path={`${PATH}/${status.abbrev}`}
      because={heldWords(status.leads, ['has', 'have'], 'this status')}
      show={leadsOf(status)}
      remedy="First give another one: choose the leads in their list, then Status."
      onClose={onClose}
    >
      No lead has it. A flow that still names it keeps it from being deleted.
    </DeleteWord>
  );
}

function abbrevOf({ abbrev }: LeadStatus): string {
  return abbrev;
}

function leadsOf({ abbrev }: LeadStatus): string {
  return withQuery('/leads', { status: abbrev });
}

const COLUMNS: readonly Column<LeadStatus>[] = [
  {
    id: 'abbrev',
    title: 'Status',
    cell: (status) => (
      <Link to={leadsOf(status)}>
        <StatusBadge abbrev={status.abbrev} status={status} />
      </Link>
    ),
  },
  { id: 'label', title: 'Meaning', cell: (status) => status.label },
  { id: 'marks', title: 'Marks', cell: (status) => <Marks status={status} /> },
  {
    id: 'leads',
    title: 'Leads',
    align: 'end',
    isTight: true,
    cell: (status) => <LeadCount leads={status.leads} to={leadsOf(status)} />,
  },
];
