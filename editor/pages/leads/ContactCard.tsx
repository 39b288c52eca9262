// The contact data of a lead, each part as it was sent, as it is kept, and whether it is valid.
import type { ReactElement } from 'react';
import { Badge } from '../../kit/Badge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Card } from '../../kit/Page.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { fixedList } from '../../kit/use-list.ts';
import type { LeadContactPart } from '../../types.ts';
import { absentWords, partWords } from './contact-words.ts';

/** The card. A part that is not valid stops no lead; it says why. */
export function ContactCard({ contact }: { contact: readonly LeadContactPart[] }): ReactElement {
  const absent = absentWords(contact);
  return (
    <Card title="Contact data" isFlush>
      <Table
        label="Contact data"
        columns={COLUMNS}
        list={fixedList(contact)}
        keyOf={(each) => each.part}
        nameOf={(each) => partWords(each.part)}
        empty={
          <EmptyState icon="lead" title="No contact data was sent">
            Nothing in the lead is called as a number, an address or a name usually is.
          </EmptyState>
        }
      />
      {contact.length > 0 && absent !== '' && <p className="lf-muted lf-small ld-absent">{absent}</p>}
    </Card>
  );
}

const COLUMNS: readonly Column<LeadContactPart>[] = [
  { id: 'part', title: 'Part', cell: ({ part }) => partWords(part) },
  { id: 'raw', title: 'As sent', cell: ({ raw }) => raw || <span className="lf-muted">Nothing</span> },
  {
    id: 'normal',
    title: 'Normalised',
    cell: ({ normal, national, country }) => (
      <>
        {normal ? <strong>{normal}</strong> : <span className="lf-muted">Cannot be read</span>}
        {normal && (national || country) && (
          <span className="lf-table__sub">{[national, country].filter(Boolean).join(', ')}</span>
        )}
      </>
    ),
  },
  { id: 'valid', title: 'Valid', cell: (part) => <Validity {...part} /> },
];

function Validity({ valid, says }: LeadContactPart): ReactElement {
  if (valid === true) return <Badge tone="ok">Valid</Badge>;
  if (valid === null)
    return (
      <Badge tone="skip" icon={null} title={says || 'There is nothing to judge it by.'}>
        Not judged
      </Badge>
    );
  return (
    <>
      <Badge tone="warn">Not valid</Badge>
      {says && <span className="lf-table__sub">{says}</span>}
    </>
  );
}
