// The words that leads are kept under: statuses, lead lists and DNC lists.
import { type ReactElement, type ReactNode, useState } from 'react';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { MakeDialog, textAt } from '../../kit/MakeDialog.tsx';
import { Card } from '../../kit/Page.tsx';
import { Table } from '../../kit/Table.tsx';
import { useList } from '../../kit/use-list.ts';
import type { Named, Status } from '../../types.ts';

/** The tab of statuses and lists. */
export function LeadWords({ canEdit }: { canEdit: boolean }): ReactElement {
  return (
    <div className="lf-columns">
      <Statuses canEdit={canEdit} />
      <NamedThings
        canEdit={canEdit}
        path={LEAD_LISTS}
        title="Lead lists"
        about="Where created leads are kept."
        one="lead list"
        example="Spring campaign"
      />
      <NamedThings
        canEdit={canEdit}
        path="/api/dnc-lists"
        title="DNC lists"
        about="Numbers not to be called."
        one="DNC list"
        example="Campaign opt-outs"
      />
    </div>
  );
}

function Statuses({ canEdit }: { canEdit: boolean }): ReactElement {
  const list = useList<Status>('/api/statuses');
  const [isNew, setNew] = useState(false);
  return (
    <WordsCard title="Statuses" about="How a lead stands." canEdit={canEdit} onNew={() => setNew(true)} one="status">
      <Table
        label="Statuses"
        columns={[
          { id: 'abbrev', title: 'Short', cell: (status) => <code>{status.abbrev}</code> },
          { id: 'label', title: 'Meaning', cell: (status) => status.label },
        ]}
        list={list}
        keyOf={(status) => status.abbrev}
        empty={<EmptyState icon="lead" title="No statuses yet" />}
      />
      {isNew && <NewStatus onClose={() => setNew(false)} />}
    </WordsCard>
  );
}

interface NamedThingsProps {
  canEdit: boolean;
  path: string;
  title: string;
  about: string;
  /** One of them: "lead list". */
  one: string;
  example: string;
}

function NamedThings({ canEdit, path, title, about, one, example }: NamedThingsProps): ReactElement {
  const list = useList<Named>(path);
  const [isNew, setNew] = useState(false);
  return (
    <WordsCard title={title} about={about} canEdit={canEdit} onNew={() => setNew(true)} one={one}>
      <Table
        label={title}
        columns={[
          { id: 'name', title: 'Name', cell: (each) => each.name },
          { id: 'slug', title: 'Short name', cell: (each) => <code>{each.slug}</code> },
        ]}
        list={list}
        keyOf={(each) => each.slug}
        empty={<EmptyState icon="list" title={`No ${one}s yet`} />}
      />
      {isNew && <NewNamed path={path} one={one} example={example} onClose={() => setNew(false)} />}
    </WordsCard>
  );
}

interface WordsCardProps {
  title: string;
  about: string;
  one: string;
  canEdit: boolean;
  onNew: () => void;
  children: ReactNode;
}

function WordsCard({ title, about, one, canEdit, onNew, children }: WordsCardProps): ReactElement {
  const add = (
    <Button size="small" icon="plus" onPress={onNew} aria-label={`Add ${one}`}>
      Add
    </Button>
  );
  return (
    <Card title={title} about={about} isFlush actions={canEdit && add}>
      {children}
    </Card>
  );
}

const STATUS_FORM: JsonSchema = {
  type: 'object',
  properties: {
    abbrev: {
      type: 'string',
      title: 'Short',
      description: 'What flows and receivers write.',
      examples: ['CALLBK'],
      pattern: '^[A-Z0-9_]{1,12}$',
      'x-wanted': 'Use one to twelve capital letters, digits or underscores, such as CALLBK.',
    },
    label: { type: 'string', title: 'Meaning', examples: ['Call back'], maxLength: 200 },
  },
  required: ['abbrev'],
};

function NewStatus({ onClose }: { onClose: () => void }): ReactElement {
  return (
    <MakeDialog
      title="New status"
      action="Add"
      schema={STATUS_FORM}
      path="/api/statuses"
      refresh={['/api/names']}
      bodyOf={(value) => {
        const abbrev = textAt(value, 'abbrev');
        return { abbrev, label: textAt(value, 'label') || abbrev };
      }}
      done={(value) => `The status ${textAt(value, 'abbrev')} was added.`}
      onClose={onClose}
    />
  );
}

const LEAD_LISTS = '/api/lead-lists';
const LEAD_LIST_FIELDS: JsonSchema['properties'] = {
  id: {
    type: 'string',
    title: 'List id',
    description: 'What clients of the lead API send as list_id. Left empty: made of the name.',
    examples: ['1001'],
    pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
    'x-wanted': 'Use lower-case words or numbers joined by hyphens, such as 1001.',
    maxLength: 64,
  },
  campaign: {
    type: 'string',
    title: 'Campaign',
    description: 'Lists of one campaign can be searched for duplicates together.',
    examples: ['spring'],
    maxLength: 64,
  },
};

type NewNamedProps = Pick<NamedThingsProps, 'path' | 'one' | 'example'> & { onClose: () => void };

function NewNamed({ path, one, example, onClose }: NewNamedProps): ReactElement {
  const form: JsonSchema = {
    type: 'object',
    properties: {
      name: { type: 'string', title: 'Name', examples: [example], maxLength: 200 },
      ...(path === LEAD_LISTS ? LEAD_LIST_FIELDS : {}),
    },
    required: ['name'],
  };
  return (
    <MakeDialog
      title={`New ${one}`}
      action="Add"
      schema={form}
      path={path}
      refresh={['/api/names']}
      bodyOf={(value, slug) => ({
        slug: textAt(value, 'id') || slug,
        name: textAt(value, 'name'),
        ...(path === LEAD_LISTS ? { campaign: textAt(value, 'campaign') } : {}),
      })}
      done={(value) => `${textAt(value, 'name')} was added.`}
      onClose={onClose}
    />
  );
}
