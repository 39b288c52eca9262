// One lead: who it is, how it stands, what was sent, and the runs that touched it.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '../../api.ts';
import { CopyButton } from '../../kit/CopyButton.tsx';
import { EmptyState, Loaded } from '../../kit/EmptyState.tsx';
import { JsonView } from '../../kit/JsonView.tsx';
import { Card, Fact, Page, useCrumbs } from '../../kit/Page.tsx';
import { Table } from '../../kit/Table.tsx';
import { Tabs } from '../../kit/Tabs.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { fixedList } from '../../kit/use-list.ts';
import { WhyCard } from '../../run/WhyCard.tsx';
import type { LeadDetail } from '../../types.ts';
import { RUN_COLUMNS } from '../runs/RunColumns.tsx';
import { LeadBadge } from './LeadBadge.tsx';

/** The page at /leads/:id. */
export function LeadPage(): ReactElement {
  const { id = '' } = useParams();
  const lead = useQuery({
    queryKey: ['/api/leads', id],
    queryFn: () => api.get<LeadDetail>(`/api/leads/${encodeURIComponent(id)}`),
  });
  useCrumbs([{ label: 'Leads', to: '/leads' }, { label: lead.data ? nameOf(lead.data) : 'Lead' }]);
  return <Loaded query={lead}>{(found) => <LeadView lead={found} />}</Loaded>;
}

function nameOf(lead: LeadDetail): string {
  return lead.name || lead.phone || lead.email || 'Lead without a name';
}

function LeadView({ lead }: { lead: LeadDetail }): ReactElement {
  return (
    <Page title={nameOf(lead)} badges={<LeadBadge lead={lead} />}>
      {lead.why && (
        <Card>
          <WhyCard why={lead.why} />
        </Card>
      )}
      <div className="lf-split">
        <div className="lf-stack">
          <Tabs
            label="Data of the lead"
            tabs={[
              {
                id: 'fields',
                label: 'Fields',
                content: <JsonView value={lead.fields} label="Fields as they are kept" />,
              },
              {
                id: 'raw',
                label: 'As sent',
                content: <JsonView value={lead.raw} label="The lead as its source sent it" />,
              },
            ]}
          />
        </div>
        <Card title="About this lead">
          <LeadFacts lead={lead} />
        </Card>
      </div>
      <h2>Runs</h2>
      <Table
        label="Runs of this lead"
        columns={COLUMNS}
        list={fixedList(lead.runs)}
        keyOf={(run) => run.id}
        empty={<EmptyState icon="run" title="No runs are kept for this lead" />}
      />
    </Page>
  );
}

function LeadFacts({ lead }: { lead: LeadDetail }): ReactElement {
  return (
    <dl className="lf-facts">
      <Fact label="Number">
        {lead.phone || <span className="lf-muted">Cannot be read</span>}
        {lead.phoneRaw !== lead.phone && <span className="lf-table__sub">sent as {lead.phoneRaw || 'nothing'}</span>}
      </Fact>
      <Fact label="E-mail">{lead.email || <span className="lf-muted">–</span>}</Fact>
      {lead.received !== null && (
        <Fact label="Not created">
          {lead.received}
          {lead.duplicateOf && (
            <span className="lf-table__sub">
              Duplicate of <Link to={`/leads/${lead.duplicateOf}`}>this lead</Link>
            </span>
          )}
        </Fact>
      )}
      <Fact label="List">{lead.list}</Fact>
      <Fact label="Source">{lead.source}</Fact>
      <Fact label="Created by">
        <Link to={`/runs/${lead.run}`}>run</Link> of <Link to={`/flows/${lead.flow}`}>{lead.flow}</Link>
      </Fact>
      <Fact label="Created">
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

/** Those that every list of runs has; there is no choice of columns here. */
const COLUMNS = RUN_COLUMNS.filter((column) => !column.isExtra);
