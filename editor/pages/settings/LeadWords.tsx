// The words that leads are kept under: statuses, lead lists and DNC lists.
import { type ReactElement, type ReactNode, useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Card } from '../../kit/Page.tsx';
import { slugFault, slugOf } from '../../kit/slug.ts';
import { Table } from '../../kit/Table.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useList } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import type { Named, Status } from '../../types.ts';

/** The tab of statuses and lists. */
export function LeadWords({ canEdit }: { canEdit: boolean }): ReactElement {
  return (
    <div className="lf-columns">
      <Statuses canEdit={canEdit} />
      <NamedThings
        canEdit={canEdit}
        path="/api/lead-lists"
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

function NewStatus({ onClose }: { onClose: () => void }): ReactElement {
  const [abbrev, setAbbrev] = useState('');
  const [label, setLabel] = useState('');
  const fault = /^[A-Z0-9_]{1,12}$/.test(abbrev)
    ? undefined
    : 'Use one to twelve capital letters, digits or underscores, such as CALLBK.';
  const { send, isPending, error } = useSend(
    () => api.post('/api/statuses', { abbrev, label: label.trim() || abbrev }),
    {
      done: `The status ${abbrev} was added.`,
      refresh: ['/api/statuses', '/api/names'],
      onDone: onClose,
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      action="Add"
      title="New status"
      isPending={isPending}
      error={error}
      onSubmit={() => fault === undefined && send()}
      onClose={onClose}
    >
      <TextField
        label="Short"
        value={abbrev}
        onChange={(text) => setAbbrev(text.toUpperCase())}
        placeholder="CALLBK"
        isMono
        isRequired
        autoFocus
        error={abbrev === '' ? undefined : fault}
        description="What flows and receivers write."
      />
      <TextField label="Meaning" value={label} onChange={setLabel} placeholder="Call back" />
    </FormDialog>
  );
}

function NewNamed({
  path,
  one,
  example,
  onClose,
}: {
  path: string;
  one: string;
  example: string;
  onClose: () => void;
}): ReactElement {
  const [name, setName] = useState('');
  const slug = slugOf(name);
  const { send, isPending, error } = useSend(() => api.post(path, { slug, name: name.trim() }), {
    done: `${name.trim()} was added.`,
    refresh: [path, '/api/names'],
    onDone: onClose,
    onFailed: () => undefined,
  });
  const fault = name === '' ? undefined : slugFault(slug);
  return (
    <FormDialog
      action="Add"
      title={`New ${one}`}
      isPending={isPending}
      error={error}
      onSubmit={() => slugFault(slug) === undefined && send()}
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        placeholder={example}
        isRequired
        autoFocus
        error={fault}
        description={slug && `Flows name it ${slug}.`}
      />
    </FormDialog>
  );
}
