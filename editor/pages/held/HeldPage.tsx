// Needs a person: the runs that wait for a decision, by what happened to them, and the decision itself.
import type { ReactElement } from 'react';
import { Button } from '../../kit/Button.tsx';
import { EmptyState, Loading } from '../../kit/EmptyState.tsx';
import { ProblemNotice } from '../../kit/Notice.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { useUrlFilters } from '../../kit/use-list.ts';
import { useHeldGroups } from '../../settling/use-held.ts';
import { GroupView } from './GroupView.tsx';
import { HeldGroups } from './HeldGroups.tsx';
import './held.css';

/** The page at /held; the group chosen stands in the address. */
export function HeldPage(): ReactElement {
  const { filters } = useUrlFilters(['flow', 'node', 'code']);
  const isChosen = filters.flow !== '' && filters.node !== '';
  useCrumbs(isChosen ? [{ label: 'Needs a person', to: '/held' }, { label: 'Decide' }] : [{ label: 'Needs a person' }]);
  const groups = useHeldGroups();
  if (groups.error && !groups.data) {
    return (
      <Page title="Needs a person">
        <ProblemNotice error={groups.error} actions={<Button onPress={() => groups.refetch()}>Try again</Button>} />
      </Page>
    );
  }
  if (!groups.data) {
    return (
      <Page title="Needs a person">
        <Loading lines={5} />
      </Page>
    );
  }
  const { items } = groups.data;
  if (isChosen) {
    const { flow, node, code } = filters;
    const group = items.find((each) => each.flow === flow && each.node === node && (code === '' || each.code === code));
    return <GroupView key={`${flow} ${node} ${code}`} at={filters} group={group} />;
  }
  return (
    <Page
      title="Needs a person"
      about="Runs that Leadflow cannot go on with by itself, mostly because nobody knows whether the receiver has the lead. Nothing more happens to them until you decide."
    >
      {items.length === 0 ? <AllWell /> : <HeldGroups groups={items} />}
    </Page>
  );
}

function AllWell(): ReactElement {
  return (
    <div className="lf-table-frame">
      <EmptyState icon="check" title="All is well">
        No run waits for a person. When one does, it stands here, its count stands in the list of places, and whoever is
        named under Settings, Alerts is told.
      </EmptyState>
    </div>
  );
}
