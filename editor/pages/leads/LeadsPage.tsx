// The list of leads that flows created.
import { type ReactElement, useCallback, useEffect, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { openEvents, withQuery } from '../../api.ts';
import { Button, ButtonLink } from '../../kit/Button.tsx';
import { fetchFile } from '../../kit/download.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { FilterSelect } from '../../kit/FilterSelect.tsx';
import { type Chosen, ListView } from '../../kit/ListView.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import type { BuiltInView } from '../../kit/SavedViews.tsx';
import { SpanFilter, useApiQuery } from '../../kit/SpanFilter.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useFresh } from '../../kit/use-fresh.ts';
import { type UrlFilters, useAll, useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import { useNames } from '../../shell/use-names.ts';
import type { LeadSummary, Source } from '../../types.ts';
import { AddNumberDialog } from '../dnc/AddNumberDialog.tsx';
import { LeadBadge } from './LeadBadge.tsx';

const PATH = '/api/leads';
const FILTERS = ['q', 'list', 'status', 'source', 'flow', 'span', 'after', 'before'] as const;
const VIEWS: readonly BuiltInView[] = [
  { name: 'The last 24 hours', query: 'span=day' },
  { name: 'The last 7 days', query: 'span=week' },
];

/** The page at /leads. */
export function LeadsPage(): ReactElement {
  useCrumbs([{ label: 'Leads' }]);
  const url = useUrlFilters(FILTERS);
  const found = useApiQuery(url.filters);
  const query = useMemo(() => ({ ...found, sort: url.sort }), [found, url.sort]);
  const list = useList<LeadSummary>(PATH, query);
  const { hear, ...fresh } = useFresh({ path: PATH, query, list, keyOf: keyOfLead, isOnTop: url.sort === '' });
  useEffect(() => openEvents(['runs'], { event: (event) => event.type === 'finished' && hear(event) }), [hear]);
  const [numbers, setNumbers] = useState<readonly string[]>();
  const menu = useLeadMenu(useCanEdit(), setNumbers);
  return (
    <Page title="Leads" about="The leads that flows created, with where each came from and how it stands.">
      <ListView
        place="leads"
        label="Leads"
        one="lead"
        list={list}
        url={url}
        source={{ path: PATH, query }}
        searched="Name, number, e-mail or id"
        filters={<LeadFilters {...url} />}
        views={VIEWS}
        order="-created"
        columns={COLUMNS}
        keyOf={keyOfLead}
        nameOf={nameOfLead}
        menu={menu}
        bulk={(chosen) => <LeadDeeds chosen={chosen} query={query} onNumbers={setNumbers} />}
        canMeanAll
        fresh={fresh}
        empty={<NoLeads />}
        noMatch={{ title: 'No lead fits this search', all: 'Show all leads' }}
      />
      {numbers && <ToDnc numbers={numbers} onClose={() => setNumbers(undefined)} />}
    </Page>
  );
}

function keyOfLead(lead: LeadSummary): string {
  return lead.id;
}

function nameOfLead(lead: LeadSummary): string {
  return lead.name || lead.phone || lead.email || lead.id;
}

function NoLeads(): ReactElement {
  const action = (
    <ButtonLink to="/flows" kind="primary">
      Go to flows
    </ButtonLink>
  );
  return (
    <EmptyState icon="lead" title="No leads yet" action={action}>
      A lead appears here when a run reaches a step that creates it.
    </EmptyState>
  );
}

/** What can be done to one lead. */
function useLeadMenu(
  canEdit: boolean,
  onNumbers: (numbers: readonly string[]) => void,
): (lead: LeadSummary) => MenuAction[] {
  const go = useNavigate();
  return useCallback(
    (lead: LeadSummary) => {
      const to = (place: string) => () => void go(place);
      const number: MenuAction[] = [
        { id: 'runs', label: 'Runs of its number', icon: 'run', onAction: to(withQuery('/runs', { q: lead.phone })) },
        ...(canEdit
          ? [
              {
                id: 'dnc',
                label: 'Add its number to DNC',
                icon: 'dnc',
                onAction: () => onNumbers([lead.phone]),
              } as const,
            ]
          : []),
      ];
      return [
        { id: 'open', label: 'Open', icon: 'eye', onAction: to(`/leads/${lead.id}`) },
        { id: 'run', label: 'The run that made it', icon: 'run', onAction: to(`/runs/${lead.run}`) },
        ...(lead.phone ? number : []),
        {
          id: 'export',
          label: 'Export',
          icon: 'download',
          onAction: () => fetchFile(withQuery(PATH, { ids: lead.id, as: 'csv' })),
        },
      ];
    },
    [go, canEdit, onNumbers],
  );
}

/** Leads that an address can name. */
const IDS_AT_ONCE = 200;

interface LeadDeedsProps {
  chosen: Chosen<LeadSummary>;
  query: Record<string, string>;
  onNumbers: (numbers: readonly string[]) => void;
}

function LeadDeeds({ chosen, query, onNumbers }: LeadDeedsProps): ReactElement {
  const canEdit = useCanEdit();
  const isTooMany = !chosen.isAll && chosen.rows.length > IDS_AT_ONCE;
  const numbers = [...new Set(chosen.rows.map((lead) => lead.phone).filter(Boolean))];
  const ids = chosen.rows.map(keyOfLead).join(',');
  return (
    <>
      <Button
        size="small"
        icon="download"
        isDisabled={isTooMany}
        onPress={() => fetchFile(withQuery(PATH, chosen.isAll ? { ...query, as: 'csv' } : { ids, as: 'csv' }))}
      >
        {isTooMany ? 'Export at most 200 at once' : 'Export'}
      </Button>
      {canEdit && !chosen.isAll && numbers.length > 0 && (
        <Button size="small" icon="dnc" onPress={() => onNumbers(numbers)}>
          Add to DNC
        </Button>
      )}
    </>
  );
}

function ToDnc({ numbers, onClose }: { numbers: readonly string[]; onClose: () => void }): ReactElement {
  const { dncLists } = useNames();
  const lists = dncLists.map(({ slug, name }) => ({ id: slug, label: name }));
  return <AddNumberDialog lists={lists} numbers={numbers} onClose={onClose} />;
}

function LeadFilters({ filters, setFilter, setFilters }: UrlFilters<(typeof FILTERS)[number]>): ReactElement {
  const { leadLists, statuses } = useNames();
  const sources = useAll<Source>('/api/sources');
  const sourceNames = [...new Set(sources.map((source) => source.name))];
  const filter = (name: 'list' | 'status' | 'source') => ({
    value: filters[name],
    onChange: (id: string) => setFilter(name, id),
  });
  return (
    <>
      <FilterSelect
        label="Lead list"
        any="Any list"
        options={leadLists.map(({ slug, name }) => ({ id: slug, label: name }))}
        {...filter('list')}
      />
      <FilterSelect
        label="Status"
        any="Any status"
        options={statuses.map(({ abbrev, label }) => ({ id: abbrev, label: abbrev, hint: label }))}
        {...filter('status')}
      />
      <FilterSelect
        label="Source"
        any="Any source"
        options={sourceNames.map((name) => ({ id: name, label: name }))}
        {...filter('source')}
      />
      <SpanFilter filters={filters} setFilters={setFilters} />
      {filters.flow !== '' && (
        <Button kind="quiet" icon="cross" onPress={() => setFilter('flow', '')}>
          {`Made by ${filters.flow}`}
        </Button>
      )}
    </>
  );
}

const COLUMNS: readonly Column<LeadSummary>[] = [
  {
    id: 'name',
    title: 'Lead',
    cell: (lead) => (
      <>
        <Link to={`/leads/${lead.id}`}>{nameOfLead(lead)}</Link>
        {lead.email && <span className="lf-table__sub">{lead.email}</span>}
      </>
    ),
  },
  { id: 'phone', title: 'Number', isTight: true, cell: (lead) => lead.phone || lead.phoneRaw },
  {
    id: 'status',
    title: 'Status',
    cell: (lead) => <LeadBadge lead={lead} />,
  },
  { id: 'list', title: 'List', isMinor: true, cell: (lead) => lead.list },
  { id: 'source', title: 'Source', cell: (lead) => lead.source },
  { id: 'flow', title: 'Flow', isMinor: true, cell: (lead) => <Link to={`/flows/${lead.flow}`}>{lead.flow}</Link> },
  { id: 'created', title: 'Created', sorts: true, isTight: true, cell: (lead) => <TimeText at={lead.createdAt} /> },
  { id: 'updated', title: 'Changed', isExtra: true, isTight: true, cell: (lead) => <TimeText at={lead.updatedAt} /> },
  { id: 'id', title: 'Lead id', isExtra: true, cell: (lead) => <code>{lead.id}</code> },
];
