// The values of one list: searched, and taken out one by one.
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Button, IconButton } from '../../kit/Button.tsx';
import { EmptyState, NoMatch } from '../../kit/EmptyState.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';

interface Entry {
  entry: string;
}

interface ListValuesProps {
  slug: string;
  canEdit: boolean;
  onAdd: () => void;
}

/** The table of values. */
export function ListValues({ slug, canEdit, onAdd }: ListValuesProps): ReactElement {
  const { filters, setFilter, clear } = useUrlFilters(['q']);
  const path = `/api/lists/${slug}/entries`;
  const list = useList<Entry>(path, filters);
  const { send } = useSend((entry: string) => api.post(`/api/lists/${slug}/remove`, { values: [entry] }), {
    done: (_, entry) => `${entry} was removed.`,
    refresh: [path, '/api/lists'],
  });
  const columns: Column<Entry>[] = [
    { id: 'entry', title: 'Value', cell: ({ entry }) => entry },
    {
      id: 'tools',
      title: 'Actions',
      hideTitle: true,
      cell: ({ entry }) =>
        canEdit && (
          <IconButton size="small" kind="danger" icon="trash" label={`Remove ${entry}`} onPress={() => send(entry)} />
        ),
    },
  ];
  return (
    <>
      <Toolbar
        q={filters.q}
        onSearch={(q) => setFilter('q', q)}
        placeholder="Value"
        onClear={filters.q ? clear : undefined}
      />
      <Table
        label="Values"
        columns={columns}
        list={list}
        keyOf={({ entry }) => entry}
        empty={
          filters.q ? (
            <NoMatch title={`No value holds “${filters.q}”`} all="Show all values" onClear={clear} />
          ) : (
            <EmptyState
              icon="list"
              title="The list is empty"
              action={
                canEdit && (
                  <Button kind="primary" icon="plus" onPress={onAdd}>
                    Add values
                  </Button>
                )
              }
            >
              Paste the values, one a line.
            </EmptyState>
          )
        }
      />
    </>
  );
}
