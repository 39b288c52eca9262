// One group of held runs: choose runs at the left, see the exchange at the right, decide about one, some or all.
import { type ReactElement, useMemo, useState } from 'react';
import { Button, ButtonLink } from '../../kit/Button.tsx';
import { EmptyState, Loading, NoMatch } from '../../kit/EmptyState.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { ProblemNotice } from '../../kit/Notice.tsx';
import { Page } from '../../kit/Page.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { counted } from '../../kit/time-words.ts';
import { type ListState, useList, useUrlFilters } from '../../kit/use-list.ts';
import { useSelection } from '../../kit/use-selection.ts';
import { type Meant, SettleManyDialog } from '../../settling/SettleManyDialog.tsx';
import { VERDICT_WORDS, type Verdict } from '../../settling/settle-words.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { HeldGroup, HeldRun } from '../../types.ts';
import { HeldList } from './HeldList.tsx';
import { HeldRunPanel } from './HeldRunPanel.tsx';

interface GroupViewProps {
  /** The group as the address names it. */
  at: { flow: string; node: string; code: string };
  /** The group as it is now; undefined once nothing of it is left. */
  group: HeldGroup | undefined;
}

/** The group's page. */
export function GroupView({ at, group }: GroupViewProps): ReactElement {
  const { filters, setFilter } = useUrlFilters(['q']);
  const list = useList<HeldRun>('/api/held', { flow: at.flow, node: at.node, code: at.code, q: filters.q });
  const [shown, setShown] = useState<string>();
  const order = useMemo(() => list.rows.map((run) => run.id), [list.rows]);
  const selection = useSelection({ order, within: filters.q, one: 'run' });
  const selected = [...selection.keys];
  const run = list.rows.find((each) => each.id === shown) ?? list.rows[0];
  const canEdit = useCanEdit();
  const [asked, setAsked] = useState<{ as: Verdict; meant: Meant }>();
  const ask = (as: Verdict): void => {
    const filter = { ...at, before: new Date().toISOString() };
    const all: Meant = { kind: 'all', filter, count: group?.count ?? 0 };
    setAsked({ as, meant: selected.length > 0 ? { kind: 'these', runs: selected } : all });
  };
  const isDone = !group && !list.isLoading && list.rows.length === 0 && filters.q === '';
  return (
    <Page
      title={group?.says ?? 'Needs a person'}
      about={group && `${counted(group.count, 'run')} at ${group.title}, in ${group.flowName}.`}
      actions={
        <>
          <ButtonLink to="/held" icon="chevron-left">
            All groups
          </ButtonLink>
          {group?.canSettle && canEdit && (
            <Decide count={group.count} chosen={selected.length} isSearched={filters.q !== ''} onAsk={ask} />
          )}
        </>
      }
    >
      {isDone ? (
        <div className="lf-table-frame">
          <EmptyState icon="check" title="Nothing is left to decide here" action={<BackToGroups />}>
            Every run of this group goes on, or has ended.
          </EmptyState>
        </div>
      ) : (
        <>
          <Toolbar q={filters.q} onSearch={(q) => setFilter('q', q)} placeholder="Number or run id" />
          <Runs list={list} onClear={() => setFilter('q', '')}>
            <div className="hd-desk">
              <HeldList list={list} selection={selection} shown={run?.id} onShow={setShown} />
              {run && <HeldRunPanel key={run.id} run={run} title={group?.title ?? run.held?.node ?? 'the step'} />}
            </div>
          </Runs>
        </>
      )}
      {asked && <SettleManyDialog {...asked} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}

function BackToGroups(): ReactElement {
  return (
    <ButtonLink to="/held" kind="primary">
      To the other groups
    </ButtonLink>
  );
}

interface RunsProps {
  list: ListState<HeldRun>;
  onClear: () => void;
  children: ReactElement;
}

function Runs({ list, onClear, children }: RunsProps): ReactElement {
  if (list.error && list.rows.length === 0) {
    return <ProblemNotice error={list.error} actions={<Button onPress={list.retry}>Try again</Button>} />;
  }
  if (list.isLoading) return <Loading lines={5} />;
  if (list.rows.length > 0) return children;
  return (
    <div className="lf-table-frame">
      <NoMatch title="No held run fits this search" all="Show all of the group" onClear={onClear} />
    </div>
  );
}

interface DecideProps {
  /** How many runs the group has, and how many of them are chosen. */
  count: number;
  chosen: number;
  isSearched: boolean;
  onAsk: (as: Verdict) => void;
}

/** Decides about the runs chosen; with none chosen, about all of the group. */
function Decide({ count, chosen, isSearched, onAsk }: DecideProps): ReactElement {
  const words = chosen > 0 ? `For the ${chosen} chosen` : `For all ${count.toLocaleString('en')}`;
  const needsChoice = chosen === 0 && isSearched;
  return (
    <Menu
      label={needsChoice ? 'Choose runs first' : words}
      icon="check"
      showLabel
      kind="primary"
      actions={(['accepted', 'rejected', 'again'] as const).map((as) => ({
        id: as,
        label: VERDICT_WORDS[as],
        isDisabled: needsChoice,
        onAction: () => onAsk(as),
      }))}
    />
  );
}
