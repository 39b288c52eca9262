// What happened to the runs that need a person, one row for each flow, step and kind of trouble.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { withQuery } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { ButtonLink } from '../../kit/Button.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { fixedList } from '../../kit/use-list.ts';
import type { HeldGroup } from '../../types.ts';

/** The table of groups, the largest first. */
export function HeldGroups({ groups }: { groups: readonly HeldGroup[] }): ReactElement {
  const rows = groups.toSorted((a, b) => b.count - a.count);
  return (
    <Table
      label="Runs that need a person"
      columns={COLUMNS}
      list={fixedList(rows)}
      keyOf={(group) => `${group.flow} ${group.node} ${group.code}`}
      empty={null}
    />
  );
}

/** The address of a group. */
function placeOf({ flow, node, code }: HeldGroup): string {
  return withQuery('/held', { flow, node, code });
}

const COLUMNS: readonly Column<HeldGroup>[] = [
  {
    id: 'what',
    title: 'What happened',
    cell: (group) => (
      <>
        <Link to={placeOf(group)}>{group.says}</Link>
        {!group.canSettle && <span className="lf-table__sub">To be looked at one by one.</span>}
      </>
    ),
  },
  {
    id: 'step',
    title: 'At',
    isTight: true,
    cell: (group) => (
      <>
        {group.title}
        <span className="lf-table__sub">{group.flowName}</span>
      </>
    ),
  },
  {
    id: 'count',
    title: 'Runs',
    align: 'end',
    isTight: true,
    cell: (group) => <Badge tone="warn">{group.count.toLocaleString('en')}</Badge>,
  },
  { id: 'oldest', title: 'Oldest', isTight: true, cell: (group) => <TimeText at={group.oldestAt} /> },
  {
    id: 'tools',
    title: 'Actions',
    hideTitle: true,
    cell: (group) => (
      <ButtonLink to={placeOf(group)} size="small">
        {group.canSettle ? 'Decide' : 'Look'}
      </ButtonLink>
    ),
  },
];
