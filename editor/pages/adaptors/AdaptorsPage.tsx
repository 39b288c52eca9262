// The adaptors: named mappings from a lead to what a receiver wants.
import { type ReactElement, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { AdaptorDocument } from '../../../flows/language/document.ts';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState, NoMatch } from '../../kit/EmptyState.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { slugFault, slugOf } from '../../kit/slug.ts';
import { type Column, Table } from '../../kit/Table.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { AdaptorSummary } from '../../types.ts';

/** The page at /adaptors. */
export function AdaptorsPage(): ReactElement {
  useCrumbs([{ label: 'Adaptors' }]);
  const canEdit = useCanEdit();
  const { filters, setFilter, clear } = useUrlFilters(['q']);
  const list = useList<AdaptorSummary>('/api/adaptors', filters);
  const [isNew, setNew] = useState(false);
  const make = (
    <Button kind="primary" icon="plus" onPress={() => setNew(true)}>
      New adaptor
    </Button>
  );
  return (
    <Page
      title="Adaptors"
      about="An adaptor says which field of the receiver gets which part of the lead."
      actions={canEdit && make}
    >
      <Toolbar
        q={filters.q}
        onSearch={(q) => setFilter('q', q)}
        placeholder="Name"
        onClear={filters.q ? clear : undefined}
      />
      <Table
        label="Adaptors"
        columns={COLUMNS}
        list={list}
        keyOf={(each) => each.slug}
        empty={
          filters.q ? (
            <NoMatch title={`No adaptor fits “${filters.q}”`} all="Show all adaptors" onClear={clear} />
          ) : (
            <EmptyState icon="adaptor" title="No adaptors yet" action={canEdit && make}>
              Map the fields of a lead once; every flow that delivers to the same receiver can use it.
            </EmptyState>
          )
        }
      />
      {isNew && <NewAdaptorDialog onClose={() => setNew(false)} />}
    </Page>
  );
}

const COLUMNS: readonly Column<AdaptorSummary>[] = [
  {
    id: 'name',
    title: 'Name',
    cell: (adaptor) => (
      <>
        <Link to={`/adaptors/${adaptor.slug}`}>{adaptor.name}</Link>
        <span className="lf-table__sub">{adaptor.slug}</span>
      </>
    ),
  },
  { id: 'fields', title: 'Fields', align: 'end', cell: (adaptor) => adaptor.fields },
  { id: 'used', title: 'Used by', cell: (adaptor) => <UsedBy flows={adaptor.usedBy} /> },
];

function NewAdaptorDialog({ onClose }: { onClose: () => void }): ReactElement {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [isTried, setTried] = useState(false);
  const slug = slugOf(name);
  const fault = name.trim() === '' ? 'Give the adaptor a name, such as "Acme CRM lead".' : slugFault(slug);
  const document: AdaptorDocument = { leadflow: 1, name: name.trim(), fields: [] };
  const { send, isPending, error } = useSend(() => api.post('/api/adaptors', { slug, document }), {
    refresh: ['/api/adaptors', '/api/names'],
    onDone: () => navigate(`/adaptors/${slug}`),
    onFailed: () => undefined,
  });
  return (
    <FormDialog
      title="New adaptor"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (fault === undefined) send();
      }}
      action="Make adaptor"
      isPending={isPending}
      error={error}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        placeholder="Acme CRM lead"
        isRequired
        autoFocus
        error={isTried ? fault : undefined}
        description={slug && `Flows name it ${slug}.`}
      />
    </FormDialog>
  );
}
