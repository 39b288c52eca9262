// The columns of a list of leads.
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { readEmail } from '../../../flows/language/contact-texts.ts';
import { Icon } from '../../kit/Icon.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import type { LeadSummary, Names } from '../../types.ts';
import { Flags } from './Flags.tsx';
import { LeadBadge } from './LeadBadge.tsx';
import { priceWords } from './lead-form.ts';
import './leads.css';

/** What a person calls a lead. */
export function nameOfLead(lead: Pick<LeadSummary, 'id' | 'name' | 'phone' | 'email'>): string {
  return lead.name || lead.phone || lead.email || lead.id;
}

/** The columns; statuses are drawn with what they mean, lists with their names. */
export function leadColumns({ statuses, leadLists }: Names): readonly Column<LeadSummary>[] {
  const listName = (slug: string): string => leadLists.find((each) => each.slug === slug)?.name ?? slug;
  return [
    { id: 'name', title: 'Lead', width: '23%', cell: (lead) => <LeadName lead={lead} /> },
    { id: 'phone', title: 'Number', isTight: true, cell: phoneOf },
    { id: 'status', title: 'Status', cell: (lead) => <LeadBadge lead={lead} statuses={statuses} /> },
    { id: 'flags', title: 'Flags', width: '12%', cell: (lead) => <Flags flags={lead.flags} /> },
    { id: 'owner', title: 'Owner', width: '13%', cell: (lead) => lead.owner || <None /> },
    { id: 'list', title: 'List', width: '10%', isRoomy: true, cell: (lead) => whole(listName(lead.list)) },
    { id: 'source', title: 'Source', width: '10%', cell: (lead) => whole(lead.source) },
    { id: 'created', title: 'Created', sorts: true, isTight: true, cell: (lead) => <TimeText at={lead.createdAt} /> },
    {
      id: 'price',
      title: 'Price',
      align: 'end',
      isExtra: true,
      isTight: true,
      cell: (lead) => priceWords(lead.price) || <None />,
    },
    { id: 'reference', title: 'Reference', isExtra: true, cell: (lead) => lead.reference || <None /> },
    { id: 'flow', title: 'Flow', isExtra: true, cell: (lead) => <Link to={`/flows/${lead.flow}`}>{lead.flow}</Link> },
    { id: 'updated', title: 'Changed', isExtra: true, isTight: true, cell: (lead) => <TimeText at={lead.updatedAt} /> },
    { id: 'id', title: 'Lead id', isExtra: true, cell: (lead) => <code>{lead.id}</code> },
  ];
}

function LeadName({ lead }: { lead: LeadSummary }): ReactElement {
  const name = nameOfLead(lead);
  return (
    <>
      <Link to={`/leads/${lead.id}`} className="ld-name">
        {name}
      </Link>
      {lead.email && lead.email !== name && <span className="lf-table__sub">{markedEmail(lead.email)}</span>}
    </>
  );
}

/** In international form; one that cannot be read stands as it was sent, with a mark. */
function phoneOf({ phone, phoneRaw }: LeadSummary): ReactNode {
  if (phone !== '') return phone;
  return phoneRaw === '' ? <None /> : <Invalid text={phoneRaw} why="It cannot be read as a phone number." />;
}

function markedEmail(text: string): ReactNode {
  const { valid, says } = readEmail(text);
  return valid === false ? <Invalid text={text} why={says} /> : text;
}

function Invalid({ text, why }: { text: string; why: string }): ReactElement {
  return (
    <span className="ld-invalid" title={why}>
      <Icon name="warning" size={14} label="Not valid" />
      <span>{text}</span>
    </span>
  );
}

function whole(text: string): ReactElement {
  return <span className="lf-table__whole">{text}</span>;
}

function None(): ReactElement {
  return <span className="lf-muted">–</span>;
}
