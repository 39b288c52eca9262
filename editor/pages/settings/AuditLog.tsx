// Who did what, and when.
import { type ReactElement, useMemo } from 'react';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListView } from '../../kit/ListView.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import type { AuditEntry } from '../../types.ts';
import { actionWords } from './action-words.ts';

const PATH = '/api/audit';

/** The tab of the audit log. */
export function AuditLog(): ReactElement {
  const url = useUrlFilters(['q']);
  const list = useList<AuditEntry>(PATH, url.filters);
  const source = useMemo(() => ({ path: PATH, query: url.filters }), [url.filters]);
  return (
    <div className="lf-stack">
      <ListView
        place="audit"
        label="Audit log"
        one="line"
        list={list}
        url={url}
        source={source}
        searched="Who, did or what"
        columns={COLUMNS}
        keyOf={(entry) => String(entry.id)}
        nameOf={(entry) => `line ${entry.id}`}
        empty={<EmptyState icon="history" title="Nothing yet" />}
        noMatch={{ title: 'Nothing fits this search', all: 'Show all lines' }}
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
