// Makes a flow: from blank, or as a copy of one that is there.
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { Segmented } from '../../kit/Switch.tsx';
import { freeSlug, slugFault, slugOf } from '../../kit/slug.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { FlowDetail, FlowSummary } from '../../types.ts';

interface NewFlowDialogProps {
  flows: readonly FlowSummary[];
  /** Given where a flow is duplicated. */
  from?: FlowSummary;
  onClose: () => void;
}

const STARTS = [
  { id: 'blank', label: 'Blank' },
  { id: 'copy', label: 'An example or other flow' },
];

/** Asks for a name and a start, makes the draft and opens it. */
export function NewFlowDialog({ flows, from, onClose }: NewFlowDialogProps): ReactElement {
  const navigate = useNavigate();
  const [name, setName] = useState(from ? `${from.name} copy` : '');
  const [start, setStart] = useState(from ? 'copy' : 'blank');
  const [chosen, setSource] = useState(from?.slug ?? '');
  const source = chosen || (flows[0]?.slug ?? '');
  const [isTried, setTried] = useState(false);
  const slug = freeSlug(
    slugOf(name),
    flows.map((flow) => flow.slug),
  );
  const fault = name.trim() === '' ? 'Give the flow a name, such as "Acme leads".' : slugFault(slug);
  const { send, isPending, error } = useSend(
    () =>
      api.post<FlowDetail>('/api/flows', { name: name.trim(), slug, ...(start === 'copy' ? { from: source } : {}) }),
    { refresh: ['/api/flows'], onDone: (flow) => navigate(`/flows/${flow.slug}`), onFailed: () => undefined },
  );
  const submit = (): void => {
    setTried(true);
    if (fault === undefined) send();
  };
  return (
    <FormDialog
      title={from ? `Duplicate ${from.name}` : 'New flow'}
      onClose={onClose}
      onSubmit={submit}
      action={from ? 'Duplicate' : 'Make flow'}
      isPending={isPending}
      error={error}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        placeholder="Acme leads"
        isRequired
        autoFocus
        error={isTried ? fault : undefined}
        description={slug ? `Kept in the folder ${slug}.` : 'Its folder is named after it.'}
      />
      {!from && flows.length > 0 && <Segmented label="Start from" options={STARTS} value={start} onChange={setStart} />}
      {!from && start === 'copy' && (
        <Select
          label="Flow to start from"
          value={source}
          onChange={setSource}
          options={flows.map((flow) => ({ id: flow.slug, label: flow.name, hint: flow.slug }))}
          description="The copy is a draft: give its trigger an address of its own before you publish it."
        />
      )}
    </FormDialog>
  );
}
