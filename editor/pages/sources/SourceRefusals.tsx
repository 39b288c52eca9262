// What was refused before it became a run: what an admin tells a sender who asks where its leads are.
import type { ReactElement } from 'react';
import { Card } from '../../kit/Page.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useList } from '../../kit/use-list.ts';
import type { Refused } from '../../types.ts';

/** The card below the sources; nothing where nothing was refused. */
export function SourceRefusals(): ReactElement | null {
  const list = useList<Refused>('/api/refusals');
  if (list.rows.length === 0) return null;
  return (
    <Card
      title="Refused requests"
      about="They became no run and are not kept: the sender was told why. Counted since the server started."
      isFlush
    >
      <Table
        label="Refused requests"
        columns={COLUMNS}
        list={list}
        keyOf={({ path, source, code }) => JSON.stringify([path, source, code])}
        nameOf={({ code, path }) => `${code} at ${path}`}
        empty={null}
      />
    </Card>
  );
}

const COLUMNS: readonly Column<Refused>[] = [
  {
    id: 'source',
    title: 'Sent by',
    isTight: true,
    cell: ({ source, path }) => (
      <>
        <strong>{source === '' ? 'Not known' : source}</strong> <span className="lf-table__sub lf-mono">{path}</span>
      </>
    ),
  },
  {
    id: 'says',
    title: 'Told',
    cell: ({ code, says }) => (
      <>
        {says} <span className="lf-table__sub">{code}</span>
      </>
    ),
  },
  { id: 'times', title: 'Times', align: 'end', isTight: true, cell: ({ times }) => times.toLocaleString('en') },
  { id: 'at', title: 'Last', isTight: true, cell: ({ at }) => <TimeText at={at} /> },
];
