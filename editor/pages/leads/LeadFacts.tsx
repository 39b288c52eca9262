// What is kept of a lead beside its contact data: how it stands, whose it is, what it cost, where it came from.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { withQuery } from '../../api.ts';
import { CopyButton } from '../../kit/CopyButton.tsx';
import { Fact } from '../../kit/Page.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import type { LeadDetail, Names } from '../../types.ts';
import { Flags } from './Flags.tsx';
import { priceWords } from './lead-form.ts';
import { saysMore } from './mark-words.ts';

interface LeadFactsProps {
  lead: LeadDetail;
  names: Names;
}

/** The facts, those that change by hand first. */
export function LeadFacts({ lead, names }: LeadFactsProps): ReactElement {
  const status = names.statuses.find(({ abbrev }) => abbrev === lead.status);
  const list = names.leadLists.find(({ slug }) => slug === lead.list);
  const campaign = names.campaigns.find(({ slug }) => slug === list?.campaign);
  return (
    <dl className="lf-facts">
      {lead.received !== null && <NotCreated lead={lead} />}
      <Fact label="Status">
        {lead.status || <None />}
        {status && saysMore(status) && <span className="lf-table__sub">{status.label}</span>}
      </Fact>
      <Fact label="List">
        <Link to={withQuery('/leads', { list: lead.list })}>{list?.name ?? lead.list}</Link>
        {list?.campaign && <span className="lf-table__sub">Campaign {campaign?.name ?? list.campaign}</span>}
      </Fact>
      <Fact label="Owner">{lead.owner || <Nobody />}</Fact>
      <Fact label="Flags">
        <Flags flags={lead.flags} />
      </Fact>
      <Fact label="Price">{priceWords(lead.price) || <None />}</Fact>
      <Fact label="Reference">{lead.reference || <None />}</Fact>
      <Fact label="Ids elsewhere">
        {lead.externalIds.length === 0 && <None />}
        {lead.externalIds.map(({ system, id }) => (
          <span key={system} className="ld-external">
            <span className="lf-muted">{system}</span> <code>{id}</code>{' '}
            <CopyButton text={id} label={`Copy the id in ${system}`} />
          </span>
        ))}
      </Fact>
      <Fact label="Source">
        <Link to={withQuery('/sources', { q: lead.source })}>{lead.source}</Link>
      </Fact>
      {lead.import ? (
        <Fact label="Import">
          <Link to={`/leads/imports/${lead.import.id}`}>{lead.import.name}</Link>
        </Fact>
      ) : (
        <Fact label="Flow">
          <Link to={`/flows/${lead.flow}`}>{lead.flow}</Link>
        </Fact>
      )}
      <Fact label={lead.received === null ? 'Created' : 'Came in'}>
        <TimeText at={lead.createdAt} />
      </Fact>
      <Fact label="Changed">
        <TimeText at={lead.updatedAt} />
      </Fact>
      <Fact label="Id">
        <code>{lead.id}</code> <CopyButton text={lead.id} label="Copy id" />
      </Fact>
    </dl>
  );
}

function NotCreated({ lead }: { lead: LeadDetail }): ReactElement {
  const why = lead.received ?? '';
  return (
    <Fact label="Not created">
      {why.charAt(0).toUpperCase() + why.slice(1)}
      {lead.duplicateOf && (
        <span className="lf-table__sub">
          Duplicate of <Link to={`/leads/${lead.duplicateOf}`}>this lead</Link>
        </span>
      )}
    </Fact>
  );
}

function Nobody(): ReactElement {
  return <span className="lf-muted">Nobody</span>;
}

function None(): ReactElement {
  return <span className="lf-muted">–</span>;
}
