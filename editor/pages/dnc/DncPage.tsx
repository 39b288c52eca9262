// The DNC lists: numbers that must not be called, with why, and a box that says whether a number is among them.
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api.ts';
import { Button, IconButton } from '../../kit/Button.tsx';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { EmptyState, NoMatch } from '../../kit/EmptyState.tsx';
import { FilterSelect } from '../../kit/FilterSelect.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { isNarrowed } from '../../kit/url-state.ts';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import { useCanEdit } from '../../shell/session.ts';
import { useNames } from '../../shell/use-names.ts';
import type { DncEntry } from '../../types.ts';
import { AddNumberDialog } from './AddNumberDialog.tsx';
import { CheckNumber } from './CheckNumber.tsx';

/** The page at /dnc. */
export function DncPage(): ReactElement {
  useCrumbs([{ label: 'DNC' }]);
  const canEdit = useCanEdit();
  const { filters, setFilter, clear } = useUrlFilters(['q', 'list']);
  const list = useList<DncEntry>('/api/dnc', filters);
  const names = useNames();
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<DncEntry>();
  const narrowed = isNarrowed(filters);
  const lists = names.dncLists.map(({ slug, name }) => ({ id: slug, label: name }));
  const add = (
    <Button kind="primary" icon="plus" onPress={() => setAdding(true)}>
      Add numbers
    </Button>
  );
  return (
    <Page
      title="DNC"
      about="Numbers that must not be called. Flows check them, and may add to them."
      actions={canEdit && add}
    >
      <CheckNumber />
      <Toolbar
        q={filters.q}
        onSearch={(q) => setFilter('q', q)}
        placeholder="Number or reason"
        onClear={narrowed ? clear : undefined}
      >
        <FilterSelect
          label="DNC list"
          any="Any list"
          options={lists}
          value={filters.list}
          onChange={(id) => setFilter('list', id)}
        />
      </Toolbar>
      <Table
        label="DNC numbers"
        columns={columns(canEdit, setLeaving)}
        list={list}
        keyOf={(entry) => `${entry.list} ${entry.number}`}
        empty={
          narrowed ? (
            <NoMatch title="No number fits this search" all="Show all numbers" onClear={clear} />
          ) : (
            <EmptyState icon="dnc" title="No numbers yet" action={canEdit && add}>
              Add the numbers that must not be called, or let a flow add them.
            </EmptyState>
          )
        }
      />
      {isAdding && <AddNumberDialog lists={lists} onClose={() => setAdding(false)} />}
      {leaving && <RemoveNumber entry={leaving} onClose={() => setLeaving(undefined)} />}
    </Page>
  );
}

function columns(canEdit: boolean, onRemove: (entry: DncEntry) => void): Column<DncEntry>[] {
  return [
    { id: 'number', title: 'Number', cell: (entry) => <strong>{entry.number}</strong> },
    { id: 'list', title: 'List', cell: (entry) => entry.list },
    { id: 'reason', title: 'Reason', cell: (entry) => entry.reason || <span className="lf-muted">None given</span> },
    { id: 'origin', title: 'Added by', cell: (entry) => <Origin origin={entry.origin} /> },
    { id: 'at', title: 'Added', cell: (entry) => <TimeText at={entry.at} /> },
    {
      id: 'tools',
      title: 'Actions',
      hideTitle: true,
      cell: (entry) =>
        canEdit && (
          <IconButton
            size="small"
            kind="danger"
            icon="trash"
            label={`Remove ${entry.number}`}
            onPress={() => onRemove(entry)}
          />
        ),
    },
  ];
}

/** `run:<id>`, `person:<email>` or `import`, in words. */
function Origin({ origin }: { origin: string }): ReactElement {
  const [kind, ...rest] = origin.split(':');
  const name = rest.join(':');
  if (kind === 'run') return <Link to={`/runs/${name}`}>A run</Link>;
  return <>{kind === 'person' ? name : origin}</>;
}

function RemoveNumber({ entry, onClose }: { entry: DncEntry; onClose: () => void }): ReactElement {
  const path = `/api/dnc/${encodeURIComponent(entry.list)}/${encodeURIComponent(entry.number)}`;
  const { send, isPending } = useSend(() => api.delete(path), {
    done: `${entry.number} was removed from ${entry.list}.`,
    refresh: ['/api/dnc'],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={`Remove ${entry.number}?`}
      action="Remove number"
      isDanger
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>
        From then on flows treat it as a number that may be called.{' '}
        {entry.reason && `It was added with the reason “${entry.reason}”.`}
      </p>
    </ConfirmDialog>
  );
}
