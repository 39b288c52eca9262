// The list of runs: filtered by the address, kept live, and quiet about new ones until they are asked for.
import { type ReactElement, useMemo } from 'react';
import { Badge } from '../../kit/Badge.tsx';
import { Button, ButtonLink } from '../../kit/Button.tsx';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { EmptyState, NoMatch } from '../../kit/EmptyState.tsx';
import { FilterSelect } from '../../kit/FilterSelect.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { Table } from '../../kit/Table.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { isNarrowed } from '../../kit/url-state.ts';
import { type UrlFilters, useList, useUrlFilters } from '../../kit/use-list.ts';
import type { FlowSummary, RunSummary } from '../../types.ts';
import { RUN_COLUMNS } from './RunColumns.tsx';
import { useLiveRuns } from './use-live-runs.ts';
import './runs.css';

const FILTERS = ['q', 'flow', 'state', 'outcome', 'test'] as const;
type RunFilters = UrlFilters<(typeof FILTERS)[number]>;

/** The page at /runs. */
export function RunsPage(): ReactElement {
  useCrumbs([{ label: 'Runs' }]);
  const url = useUrlFilters(FILTERS);
  const list = useList<RunSummary>('/api/runs', url.filters);
  const live = useLiveRuns(url.filters.flow, list.rows);
  const narrowed = isNarrowed(url.filters);
  return (
    <Page
      title="Runs"
      about="One run is one walk of one lead through a flow. Open one to see the path it took."
      badges={<LiveState isOpen={live.isOpen} />}
    >
      <RunToolbar {...url} />
      {live.fresh > 0 && (
        <div className="lf-fresh">
          <Button icon="refresh" onPress={live.show}>{`${live.fresh} new - show`}</Button>
        </div>
      )}
      <Table
        label="Runs"
        columns={RUN_COLUMNS}
        list={list}
        keyOf={(run) => run.id}
        empty={
          narrowed ? (
            <NoMatch title="No run fits these filters" all="Show all runs" onClear={url.clear} />
          ) : (
            <EmptyState
              icon="run"
              title="No runs yet"
              action={
                <ButtonLink to="/flows" kind="primary">
                  Go to flows
                </ButtonLink>
              }
            >
              A run appears here as soon as a lead is sent to the address of a published flow.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}

function LiveState({ isOpen }: { isOpen: boolean }): ReactElement {
  return isOpen ? (
    <Badge tone="ok" icon="bolt" title="New runs and changes show up by themselves.">
      Live
    </Badge>
  ) : (
    <Badge tone="skip" icon="off" title="The stream of changes is interrupted; it is being opened again.">
      Not live
    </Badge>
  );
}

const STATES = choices({ running: 'Running', waiting: 'Waiting', held: 'Held', finished: 'Finished' });
const OUTCOMES = choices({ accepted: 'Accepted', rejected: 'Rejected', error: 'Error', cancelled: 'Cancelled' });
const TESTS = choices({ false: 'Real leads only', true: 'Tests only' });

function choices(words: Record<string, string>): { id: string; label: string }[] {
  return Object.entries(words).map(([id, label]) => ({ id, label }));
}

function RunToolbar({ filters, setFilter, clear }: RunFilters): ReactElement {
  const flows = useList<FlowSummary>('/api/flows');
  const options = useMemo(
    () => flows.rows.map((flow) => ({ id: flow.slug, label: flow.name, hint: flow.slug })),
    [flows.rows],
  );
  const filter = (name: 'state' | 'outcome' | 'test') => ({
    value: filters[name],
    onChange: (id: string) => setFilter(name, id),
  });
  return (
    <Toolbar
      q={filters.q}
      onSearch={(q) => setFilter('q', q)}
      placeholder="Number, reason or run id"
      onClear={isNarrowed(filters) ? clear : undefined}
    >
      <ComboBox
        label="Flow"
        hideLabel
        placeholder="Any flow"
        options={options}
        value={filters.flow}
        onChange={(id) => setFilter('flow', id)}
      />
      <FilterSelect label="State" any="Any state" options={STATES} {...filter('state')} />
      <FilterSelect label="Outcome" any="Any outcome" options={OUTCOMES} {...filter('outcome')} />
      <FilterSelect label="Tests" any="Tests and real leads" options={TESTS} {...filter('test')} />
    </Toolbar>
  );
}
