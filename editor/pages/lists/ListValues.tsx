// The values of one list: searched, fetched as a file, and taken out one by one or many at once.
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { type Chosen, ListView } from '../../kit/ListView.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import type { Column } from '../../kit/Table.tsx';
import { counted } from '../../kit/time-words.ts';
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

interface Leaving {
  values: readonly string[];
  onDone: () => void;
}

/** The table of values. */
export function ListValues({ slug, canEdit, onAdd }: ListValuesProps): ReactElement {
  const path = `/api/lists/${slug}/entries`;
  const url = useUrlFilters(['q']);
  const list = useList<Entry>(path, url.filters);
  const source = useMemo(() => ({ path, query: url.filters }), [path, url.filters]);
  const [leaving, setLeaving] = useState<Leaving>();
  const menu = useCallback(
    ({ entry }: Entry): MenuAction[] => [
      {
        id: 'remove',
        label: 'Remove',
        icon: 'trash',
        isDanger: true,
        onAction: () => setLeaving({ values: [entry], onDone: () => undefined }),
      },
    ],
    [],
  );
  const bulk = ({ selection }: Chosen<Entry>): ReactElement => (
    <RemoveButton onPress={() => setLeaving({ values: [...selection.keys], onDone: selection.clear })} />
  );
  const add = (
    <Button kind="primary" icon="plus" onPress={onAdd}>
      Add values
    </Button>
  );
  return (
    <div className="lf-stack">
      <ListView
        place="list-values"
        label="Values"
        one="value"
        list={list}
        url={url}
        source={source}
        searched="Value"
        columns={COLUMNS}
        keyOf={textOf}
        nameOf={textOf}
        menu={canEdit ? menu : undefined}
        bulk={canEdit ? bulk : undefined}
        empty={
          <EmptyState icon="list" title="The list is empty" action={canEdit && add}>
            Paste the values, one a line.
          </EmptyState>
        }
        noMatch={{ title: 'No value fits this search', all: 'Show all values' }}
      />
      {leaving && <RemoveValues slug={slug} leaving={leaving} onClose={() => setLeaving(undefined)} />}
    </div>
  );
}

function RemoveButton({ onPress }: { onPress: () => void }): ReactElement {
  return (
    <Button size="small" kind="danger" icon="trash" onPress={onPress}>
      Remove
    </Button>
  );
}

function textOf({ entry }: Entry): string {
  return entry;
}

const COLUMNS: readonly Column<Entry>[] = [{ id: 'entry', title: 'Value', cell: textOf }];

interface RemoveProps {
  slug: string;
  leaving: Leaving;
  onClose: () => void;
}

function RemoveValues({ slug, leaving, onClose }: RemoveProps): ReactElement {
  const { values, onDone } = leaving;
  const what = values.length === 1 ? (values[0] ?? '') : counted(values.length, 'value');
  const { send, isPending } = useSend(() => api.post(`/api/lists/${slug}/remove`, { values }), {
    done: `${what} removed.`,
    refresh: [`/api/lists/${slug}/entries`, `/api/lists/${slug}/versions`, '/api/lists'],
    onDone: () => {
      onDone();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Remove ${what}?`}
      action="Remove"
      isDanger
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>Steps that look values up in this list find {values.length === 1 ? 'it' : 'them'} no more.</p>
    </ConfirmDialog>
  );
}
