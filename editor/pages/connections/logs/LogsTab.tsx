// The tab Logs of a connection: every call to it, by runs and by tests, newest first.
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useMemo, useState } from 'react';
import { api } from '../../../api.ts';
import { Button } from '../../../kit/Button.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { FilterSelect } from '../../../kit/FilterSelect.tsx';
import { ListView } from '../../../kit/ListView.tsx';
import { SpanFilter, useApiQuery } from '../../../kit/SpanFilter.tsx';
import { useList, useUrlFilters } from '../../../kit/use-list.ts';
import type { ConnectionDetail, ExchangeLine } from '../../../types.ts';
import { logColumns, nameOfLine } from './LogColumns.tsx';
import { RESULTS } from './ResultBadge.tsx';

const ExchangeDialog = lazy(() => import('./ExchangeDialog.tsx').then((file) => ({ default: file.ExchangeDialog })));

const FILTERS = ['q', 'endpoint', 'result', 'span', 'after', 'before'] as const;

interface LogsTabProps {
  slug: string;
  /** Only the calls of this endpoint. */
  endpoint?: string;
}

/** The tab. */
export function LogsTab({ slug, endpoint }: LogsTabProps): ReactElement {
  const path = `/api/connections/${slug}/exchanges`;
  const url = useUrlFilters(FILTERS);
  const found = useApiQuery(url.filters);
  const query = useMemo(() => (endpoint === undefined ? found : { ...found, endpoint }), [found, endpoint]);
  const list = useList<ExchangeLine>(path, query);
  const [viewed, setViewed] = useState<ExchangeLine>();
  const columns = useMemo(() => logColumns(setViewed), []);
  return (
    <div className="lf-stack">
      <ListView
        place="exchanges"
        label="Logs"
        one="entry"
        list={list}
        url={url}
        source={{ path, query }}
        searched="Phone number"
        filters={
          <>
            {endpoint === undefined && (
              <EndpointFilter
                slug={slug}
                value={url.filters.endpoint}
                onChange={(id) => url.setFilter('endpoint', id)}
              />
            )}
            <FilterSelect
              label="Result"
              any="Any result"
              options={RESULTS}
              value={url.filters.result}
              onChange={(id) => url.setFilter('result', id)}
            />
            <SpanFilter filters={url.filters} setFilters={url.setFilters} />
            <Button icon="refresh" onPress={list.retry}>
              Refresh
            </Button>
          </>
        }
        columns={columns}
        keyOf={(line) => line.id}
        nameOf={nameOfLine}
        empty={
          <EmptyState icon="history" title="No calls yet">
            Every call to this connection appears here, and every test of one of its endpoints.
          </EmptyState>
        }
        noMatch={{ title: 'No call fits these filters', all: 'Show all calls' }}
      />
      <Suspense fallback={null}>
        {viewed && <ExchangeDialog slug={slug} line={viewed} onClose={() => setViewed(undefined)} />}
      </Suspense>
    </div>
  );
}

function EndpointFilter(props: { slug: string; value: string; onChange: (id: string) => void }): ReactElement {
  const { slug, value, onChange } = props;
  const { data } = useQuery({
    queryKey: ['/api/connections', slug],
    queryFn: () => api.get<ConnectionDetail>(`/api/connections/${slug}`),
  });
  const options = Object.entries(data?.effective.endpoints ?? {}).map(([id, { name }]) => ({ id, label: name }));
  return <FilterSelect label="Endpoint" any="Any endpoint" options={options} value={value} onChange={onChange} />;
}
