// The list of leads that flows created.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button, ButtonLink } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { Select } from '../../kit/Select.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { isNarrowed } from '../../kit/url-state.ts';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useNames } from '../../shell/use-names.ts';
import type { LeadSummary, Page as ListPage, Source } from '../../types.ts';

const FILTERS = ['q', 'list', 'status', 'source'] as const;

/** The page at /leads. */
export function LeadsPage(): ReactElement {
  useCrumbs([{ label: 'Leads' }]);
  const { filters, setFilter, clear } = useUrlFilters(FILTERS);
  const list = useList<LeadSummary>('/api/leads', filters);
  const names = useNames();
  const sources = useQuery({
    queryKey: ['/api/sources', 'all'],
    queryFn: () => api.get<ListPage<Source>>('/api/sources', { limit: 200 }),
  });
  const narrowed = isNarrowed(filters);
  const select = (
    name: 'list' | 'status' | 'source',
    label: string,
    any: string,
    options: { id: string; label: string }[],
  ): ReactElement => (
    <Select
      label={label}
      hideLabel
      options={[{ id: 'any', label: any }, ...options]}
      value={filters[name] || 'any'}
      onChange={(id) => setFilter(name, id === 'any' ? '' : id)}
    />
  );
  return (
    <Page title="Leads" about="The leads that flows created, with where each came from and how it stands.">
      <Toolbar
        q={filters.q}
        onSearch={(q) => setFilter('q', q)}
        placeholder="Name, number, e-mail or id"
        onClear={narrowed ? clear : undefined}
      >
        {select(
          'list',
          'Lead list',
          'Any list',
          names.leadLists.map(({ slug, name }) => ({ id: slug, label: name })),
        )}
        {select(
          'status',
          'Status',
          'Any status',
          names.statuses.map(({ abbrev, label }) => ({ id: abbrev, label: abbrev, hint: label })),
        )}
        {select(
          'source',
          'Source',
          'Any source',
          [...new Set(sources.data?.items.map(({ name }) => name))].map((name) => ({ id: name, label: name })),
        )}
      </Toolbar>
      <Table
        label="Leads"
        columns={COLUMNS}
        list={list}
        keyOf={(lead) => lead.id}
        empty={
          narrowed ? (
            <EmptyState
              icon="search"
              title="No lead fits this search"
              action={<Button onPress={clear}>Show all leads</Button>}
            />
          ) : (
            <EmptyState
              icon="lead"
              title="No leads yet"
              action={
                <ButtonLink to="/flows" kind="primary">
                  Go to flows
                </ButtonLink>
              }
            >
              A lead appears here when a run reaches a step that creates it.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}

const COLUMNS: readonly Column<LeadSummary>[] = [
  {
    id: 'name',
    title: 'Lead',
    cell: (lead) => (
      <>
        <Link to={`/leads/${lead.id}`}>{lead.name || lead.phone || lead.email || lead.id}</Link>
        {lead.email && <span className="lf-table__sub">{lead.email}</span>}
      </>
    ),
  },
  { id: 'phone', title: 'Number', cell: (lead) => lead.phone || lead.phoneRaw },
  {
    id: 'status',
    title: 'Status',
    cell: (lead) => (
      <Badge tone="accent" icon={null}>
        {lead.status}
      </Badge>
    ),
  },
  { id: 'list', title: 'List', isMinor: true, cell: (lead) => lead.list },
  { id: 'source', title: 'Source', cell: (lead) => lead.source },
  { id: 'flow', title: 'Flow', isMinor: true, cell: (lead) => <Link to={`/flows/${lead.flow}`}>{lead.flow}</Link> },
  { id: 'created', title: 'Created', cell: (lead) => <TimeText at={lead.createdAt} /> },
];
