// The imports of leads: which files came, how each stands, and what it made.
import { lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Badge } from '../../../kit/Badge.tsx';
import { Button } from '../../../kit/Button.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { Page, useCrumbs } from '../../../kit/Page.tsx';
import { type Column, Table } from '../../../kit/Table.tsx';
import { TimeText } from '../../../kit/TimeText.tsx';
import { useList } from '../../../kit/use-list.ts';
import { whoLabel } from '../../../kit/who-words.ts';
import { useCanEdit } from '../../../shell/session.ts';
import type { LeadImportSummary } from '../../../types.ts';
import { LeadTabs } from '../LeadTabs.tsx';
import { number, stateWords } from './import-words.ts';
import { IMPORTS } from './use-lead-import.ts';

const UploadDialog = lazy(() => import('./UploadDialog.tsx').then((file) => ({ default: file.UploadDialog })));

/** The page at /leads/imports; with `?new=1` the dialog is open. */
export function ImportsPage(): ReactElement {
  useCrumbs([{ label: 'Leads', to: '/leads' }, { label: 'Imports' }]);
  const canEdit = useCanEdit();
  const [search] = useSearchParams();
  const [isNew, setNew] = useState(search.get('new') === '1');
  const list = useList<LeadImportSummary>(IMPORTS);
  const make = (
    <Button kind="primary" icon="plus" onPress={() => setNew(true)}>
      Import a file
    </Button>
  );
  return (
    <Page
      title="Imports"
      about="Files of leads: mapped, checked as a whole, and only then imported."
      actions={canEdit && make}
    >
      <LeadTabs />
      <Table
        label="Imports of leads"
        columns={COLUMNS}
        list={list}
        keyOf={(each) => each.id}
        empty={
          <EmptyState icon="lead" title="No file was imported yet" action={canEdit && make}>
            Upload a CSV of leads; you see what it would do before anything is kept.
          </EmptyState>
        }
      />
      <Suspense fallback={null}>{isNew && canEdit && <UploadDialog onClose={() => setNew(false)} />}</Suspense>
    </Page>
  );
}

const NOT_YET = <span className="lf-muted">Not yet</span>;

/** A file that was not read to its end has no number of rows yet; one without rows there is not. */
function rowsWords({ rows, done }: LeadImportSummary): ReactNode {
  return Math.max(rows, done) === 0 ? NOT_YET : number(Math.max(rows, done));
}

function doneWords({ startedAt }: LeadImportSummary, count: number): ReactNode {
  return startedAt === null ? NOT_YET : number(count);
}

const COLUMNS: readonly Column<LeadImportSummary>[] = [
  {
    id: 'name',
    title: 'File',
    cell: (each) => (
      <>
        <Link to={`/leads/imports/${each.id}`}>{each.name}</Link>
        <span className="lf-table__sub">{whoLabel(each.by)}</span>
      </>
    ),
  },
  {
    id: 'state',
    title: 'State',
    cell: (each) => <Badge tone={stateWords(each).tone}>{stateWords(each).label}</Badge>,
  },
  { id: 'rows', title: 'Rows', align: 'end', cell: rowsWords },
  { id: 'created', title: 'Created', align: 'end', cell: (each) => doneWords(each, each.counts.created) },
  {
    id: 'updated',
    title: 'Updated',
    align: 'end',
    isMinor: true,
    cell: (each) => doneWords(each, each.counts.updated),
  },
  { id: 'at', title: 'Uploaded', isTight: true, cell: ({ at }) => <TimeText at={at} /> },
];
