// Who did what, and when.
import type { ReactElement } from 'react';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import type { AuditEntry } from '../../types.ts';
import { actionWords } from './action-words.ts';

/** The tab of the audit log. */
export function AuditLog(): ReactElement {
  const { filters, setFilter } = useUrlFilters(['q']);
  const list = useList<AuditEntry>('/api/audit', filters);
  return (
    <div className="lf-stack">
      <Toolbar
        q={filters.q}
        onSearch={(q) => setFilter('q', q)}
        placeholder="Who, what or detail"
        onClear={filters.q ? () => setFilter('q', '') : undefined}
      />
      <Table
        label="Audit log"
        columns={COLUMNS}
        list={list}
        keyOf={(entry) => String(entry.id)}
        empty={<EmptyState icon="history" title={filters.q ? 'Nothing fits this search' : 'Nothing yet'} />}
      />
    </div>
  );
}

const COLUMNS: readonly Column<AuditEntry>[] = [
  { id: 'at', title: 'When', cell: (entry) => <TimeText at={entry.at} as="exact" /> },
  { id: 'who', title: 'Who', isTight: true, cell: (entry) => entry.who },
  { id: 'did', title: 'Did', cell: (entry) => actionWords(entry.did) },
  { id: 'what', title: 'What', cell: (entry) => entry.what },
  { id: 'detail', title: 'Detail', cell: (entry) => entry.detail || <span className="lf-muted">–</span> },
];
