// What somebody had to be told of: what happened, where, how often, and when it was told.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Badge } from '../../../kit/Badge.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { Card } from '../../../kit/Page.tsx';
import { type Column, Table } from '../../../kit/Table.tsx';
import { TimeText } from '../../../kit/TimeText.tsx';
import { useList } from '../../../kit/use-list.ts';
import type { Incident } from '../../../types.ts';
import { INCIDENT_WORDS, incidentPlace } from './alert-words.ts';

/** The card with the table of incidents. */
export function IncidentsCard(): ReactElement {
  const list = useList<Incident>('/api/incidents');
  return (
    <Card title="What happened" about="Counted by kind and place; the newest first." isFlush>
      <Table
        label="Incidents"
        columns={COLUMNS}
        list={list}
        keyOf={({ kind, flow, node, code, about }) => [kind, flow, node, code, about].join(' ')}
        empty={
          <EmptyState icon="check" title="Nothing to tell of">
            No run was held and no receiver has failed.
          </EmptyState>
        }
      />
    </Card>
  );
}

const COLUMNS: readonly Column<Incident>[] = [
  {
    id: 'what',
    title: 'What',
    cell: (incident) => {
      const place = incidentPlace(incident);
      return (
        <>
          {place === undefined ? incident.says : <Link to={place}>{incident.says}</Link>}
          <span className="lf-table__sub">
            {[incident.flow, incident.node, incident.about].filter(Boolean).join(', ')}
          </span>
        </>
      );
    },
  },
  { id: 'kind', title: 'Kind', isTight: true, cell: ({ kind }) => <Badge tone="warn">{INCIDENT_WORDS[kind]}</Badge> },
  {
    id: 'count',
    title: 'Times',
    align: 'end',
    isTight: true,
    cell: ({ count }) => <span className="lf-numbers">{count.toLocaleString('en')}</span>,
  },
  { id: 'last', title: 'Last', isTight: true, cell: ({ lastAt }) => <TimeText at={lastAt} /> },
  {
    id: 'told',
    title: 'Told',
    isTight: true,
    cell: (incident) =>
      incident.toldAt === null ? <span className="lf-muted">Not yet</span> : <TimeText at={incident.toldAt} />,
  },
];
