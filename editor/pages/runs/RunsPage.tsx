// The list of runs: filtered by the address, kept live, and quiet about new ones until they are asked for.
import { type ReactElement, useState } from 'react';
import { Badge } from '../../kit/Badge.tsx';
import { Button, ButtonLink } from '../../kit/Button.tsx';
import { EmptyState, NoMatch } from '../../kit/EmptyState.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { Table } from '../../kit/Table.tsx';
import { isNarrowed } from '../../kit/url-state.ts';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { RunSummary } from '../../types.ts';
import { BULK_WORDS, type BulkDeed, BulkDialog } from './BulkDialog.tsx';
import { RUN_COLUMNS } from './RunColumns.tsx';
import { RUN_FILTERS, RunToolbar } from './RunToolbar.tsx';
import { bulkFilter, bulkHindrance } from './run-filters.ts';
import { useLiveRuns } from './use-live-runs.ts';
import './runs.css';

/** The page at /runs. */
export function RunsPage(): ReactElement {
  useCrumbs([{ label: 'Runs' }]);
  const url = useUrlFilters(RUN_FILTERS);
  const list = useList<RunSummary>('/api/runs', url.filters);
  const live = useLiveRuns(url.filters.flow, list.rows);
  const narrowed = isNarrowed(url.filters);
  return (
    <Page
      title="Runs"
      about="One run is one walk of one lead through a flow. Open one to see the path it took."
      badges={<LiveState isOpen={live.isOpen} />}
      actions={narrowed && <BulkMenu filters={url.filters} />}
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

const DEEDS = ['retry', 'replay', 'cancel'] as const;

/** Does something to all runs that the filters find. Only for a narrowed list: never to everything by a slip. */
function BulkMenu({ filters }: { filters: Readonly<Record<string, string>> }): ReactElement | null {
  const canEdit = useCanEdit();
  const [deed, setDeed] = useState<BulkDeed>();
  const hindrance = bulkHindrance(filters);
  if (!canEdit) return null;
  return (
    <>
      <Menu
        label="With all found"
        icon="list"
        showLabel
        kind="plain"
        actions={DEEDS.map((each) => ({
          id: each,
          label: `${BULK_WORDS[each].verb} all`,
          isDanger: each === 'cancel',
          isDisabled: hindrance !== undefined,
          ...(hindrance === undefined ? {} : { hint: hindrance }),
          onAction: () => setDeed(each),
        }))}
      />
      {deed && <BulkDialog deed={deed} filter={bulkFilter(filters)} onClose={() => setDeed(undefined)} />}
    </>
  );
}
