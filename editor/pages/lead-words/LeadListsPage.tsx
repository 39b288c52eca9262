// The lead lists: where leads are kept, the campaign each belongs to, and how many leads it holds.
import { lazy, type ReactElement, useMemo } from 'react';
import { Link } from 'react-router';
import { withQuery } from '../../api.ts';
import type { Column } from '../../kit/Table.tsx';
import { useNames } from '../../shell/use-names.ts';
import type { LeadList, Named } from '../../types.ts';
import { DeleteWord } from './DeleteWord.tsx';
import { heldWords } from './held-words.ts';
import { LeadCount } from './LeadCount.tsx';
import { WordPage } from './WordPage.tsx';

const LeadListDialog = lazy(() => import('./LeadListDialog.tsx').then((file) => ({ default: file.LeadListDialog })));

const PATH = '/api/lead-lists';

/** The page at /leads/lists. */
export function LeadListsPage(): ReactElement {
  const { campaigns } = useNames();
  const columns = useMemo(() => columnsOf(campaigns), [campaigns]);
  return (
    <WordPage<LeadList>
      place="leadLists"
      path={PATH}
      icon="list"
      about="Where leads are kept. A step that creates leads names one; clients of the lead API send its id."
      one="lead list"
      many="lead lists"
      searched="Name or id"
      columns={columns}
      keyOf={slugOfList}
      nameOf={nameOfList}
      leadsOf={leadsOf}
      editWords="Name and campaign"
      emptyWords="A step that creates leads needs a list to keep them in."
      editor={(list, close) => <LeadListDialog list={list} campaigns={campaigns} onClose={close} />}
      remover={(list, close) => <DeleteLeadList list={list} onClose={close} />}
    />
  );
}

function DeleteLeadList({ list, onClose }: { list: LeadList; onClose: () => void }): ReactElement {
  return (
    <DeleteWord
      what="list"
      name={list.name}
      path={`${PATH}/${list.slug}`}
      because={heldWords(list.leads, ['is', 'are'], 'in it')}
      show={leadsOf(list)}
      remedy="First move on what it holds: choose the leads in their list, then List."
      onClose={onClose}
    >
      It holds no lead. A flow that still names it keeps it from being deleted.
    </DeleteWord>
  );
}

function slugOfList({ slug }: LeadList): string {
  return slug;
}

function nameOfList({ name }: LeadList): string {
  return name;
}

function leadsOf({ slug }: LeadList): string {
  return withQuery('/leads', { list: slug });
}

function columnsOf(campaigns: readonly Named[]): readonly Column<LeadList>[] {
  const campaignName = (slug: string): string => campaigns.find((each) => each.slug === slug)?.name ?? slug;
  return [
    { id: 'name', title: 'Lead list', cell: (list) => <Link to={leadsOf(list)}>{list.name}</Link> },
    { id: 'slug', title: 'List id', cell: ({ slug }) => <code>{slug}</code> },
    {
      id: 'campaign',
      title: 'Campaign',
      cell: ({ campaign }) => campaignName(campaign) || <span className="lf-muted">None</span>,
    },
    {
      id: 'leads',
      title: 'Leads',
      align: 'end',
      isTight: true,
      cell: (list) => <LeadCount leads={list.leads} to={leadsOf(list)} />,
    },
  ];
}
