// The list of runs: filtered by the address, kept live, and quiet about new ones until they are asked for.
import { type ReactElement, useMemo } from 'react';
import { Badge } from '../../kit/Badge.tsx';
import { Button, ButtonLink } from '../../kit/Button.tsx';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { Select } from '../../kit/Select.tsx';
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
            <EmptyState
              icon="search"
              title="No run fits these filters"
              action={<Button onPress={url.clear}>Show all runs</Button>}
            />
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

const STATES = choices('Any state', { running: 'Running', waiting: 'Waiting', held: 'Held', finished: 'Finished' });
const OUTCOMES = choices('Any outcome', {
  accepted: 'Accepted',
  rejected: 'Rejected',
  error: 'Error',
  cancelled: 'Cancelled',
});
const TESTS = choices('Tests and real leads', { false: 'Real leads only', true: 'Tests only' });

function choices(any: string, words: Record<string, string>): { id: string; label: string }[] {
  return [{ id: 'any', label: any }, ...Object.entries(words).map(([id, label]) => ({ id, label }))];
}

function RunToolbar({ filters, setFilter, clear }: RunFilters): ReactElement {
  const flows = useList<FlowSummary>('/api/flows');
  const options = useMemo(
    () => flows.rows.map((flow) => ({ id: flow.slug, label: flow.name, hint: flow.slug })),
    [flows.rows],
  );
  const select = (
    name: 'state' | 'outcome' | 'test',
    label: string,
    of: { id: string; label: string }[],
  ): ReactElement => (
    <Select
      label={label}
      hideLabel
      options={of}
      value={filters[name] || 'any'}
      onChange={(id) => setFilter(name, id === 'any' ? '' : id)}
    />
  );
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
      {select('state', 'State', STATES)}
      {select('outcome', 'Outcome', OUTCOMES)}
      {select('test', 'Tests', TESTS)}
    </Toolbar>
  );
}
