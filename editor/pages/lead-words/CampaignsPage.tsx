// The campaigns: lead lists that are worked together, with the lists and how many leads each has.
import { lazy, type ReactElement } from 'react';
import { Link } from 'react-router';
import { withQuery } from '../../api.ts';
import type { Column } from '../../kit/Table.tsx';
import { counted } from '../../kit/time-words.ts';
import type { Campaign } from '../../types.ts';
import { DeleteWord } from './DeleteWord.tsx';
import { LeadCount } from './LeadCount.tsx';
import { WordPage } from './WordPage.tsx';

const CampaignDialog = lazy(() => import('./CampaignDialog.tsx').then((file) => ({ default: file.CampaignDialog })));

const PATH = '/api/campaigns';

/** The page at /leads/campaigns. */
export function CampaignsPage(): ReactElement {
  return (
    <WordPage<Campaign>
      place="campaigns"
      path={PATH}
      icon="list"
      about="Lead lists that are worked together: searched for duplicates as one, and with DNC lists of their own."
      one="campaign"
      many="campaigns"
      searched="Name"
      columns={COLUMNS}
      keyOf={slugOfCampaign}
      nameOf={nameOfCampaign}
      leadsOf={leadsOf}
      editWords="Rename"
      emptyWords="Make one, then choose it in the lead lists that belong to it."
      editor={(campaign, close) => <CampaignDialog campaign={campaign} onClose={close} />}
      remover={(campaign, close) => <DeleteCampaign campaign={campaign} onClose={close} />}
    />
  );
}

function DeleteCampaign({ campaign, onClose }: { campaign: Campaign; onClose: () => void }): ReactElement {
  const { slug, name, lists } = campaign;
  return (
    <DeleteWord
      what="campaign"
      name={name}
      path={`${PATH}/${slug}`}
      because={
        lists.length === 0
          ? undefined
          : `${counted(lists.length, 'lead list')} ${lists.length === 1 ? 'belongs' : 'belong'} to it: ${lists.join(', ')}.`
      }
      show="/leads/lists"
      remedy="First choose another campaign, or none, in each of them."
      onClose={onClose}
    >
      No lead list belongs to it.
    </DeleteWord>
  );
}

function slugOfCampaign({ slug }: Campaign): string {
  return slug;
}

function nameOfCampaign({ name }: Campaign): string {
  return name;
}

function leadsOf({ slug }: Campaign): string {
  return withQuery('/leads', { campaign: slug });
}

const COLUMNS: readonly Column<Campaign>[] = [
  { id: 'name', title: 'Campaign', cell: (campaign) => <Link to={leadsOf(campaign)}>{campaign.name}</Link> },
  { id: 'slug', title: 'Short name', cell: ({ slug }) => <code>{slug}</code> },
  {
    id: 'lists',
    title: 'Lead lists',
    cell: ({ lists }) => lists.join(', ') || <span className="lf-muted">None</span>,
  },
  {
    id: 'leads',
    title: 'Leads',
    align: 'end',
    isTight: true,
    cell: (campaign) => <LeadCount leads={campaign.leads} to={leadsOf(campaign)} />,
  },
];
