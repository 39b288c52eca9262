// Changes what is kept of a lead beside its contact data: status, list, owner, flags, price, reference, ids in other systems.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { LeadDetail, Names } from '../../types.ts';
import { ExternalIdFields } from './ExternalIdFields.tsx';
import { FlagsField } from './FlagsField.tsx';
import { changesOf, faultsOf, formOf, type LeadFaults, type LeadForm } from './lead-form.ts';
import { StatusSelect } from './StatusSelect.tsx';
import { LEAD_REFRESH } from './use-lead.ts';
import './leads.css';

interface EditLeadProps {
  lead: LeadDetail;
  names: Names;
  onClose: () => void;
}

/** The dialog. Sends what differs, and nothing else. */
export function EditLeadDialog({ lead: given, names, onClose }: EditLeadProps): ReactElement {
  // As it was opened: what others change meanwhile is not taken for a change that is typed here.
  const [lead] = useState(given);
  const [form, setForm] = useState<LeadForm>(() => formOf(lead));
  const [isTried, setTried] = useState(false);
  const set = (changes: Partial<LeadForm>): void => setForm({ ...form, ...changes });
  const faults = faultsOf(form);
  const shown: LeadFaults = isTried ? faults : {};
  const changes = changesOf(lead, form);
  const { send, isPending, error } = useSend(
    () => api.patch(`/api/leads/${lead.id}`, { ...changes, updatedAt: lead.updatedAt }),
    {
      done: 'Saved.',
      refresh: LEAD_REFRESH,
      onDone: onClose,
      onFailed: () => undefined,
    },
  );
  const save = (): void => {
    setTried(true);
    if (Object.keys(faults).length === 0) send();
  };
  const isChanged = Object.keys(changes).length > 0 || Object.keys(faults).length > 0;
  return (
    <FormDialog
      title="Edit lead"
      action="Save"
      onSubmit={save}
      onClose={onClose}
      isPending={isPending}
      isReady={isChanged}
      error={error}
    >
      {lead.received === null && <StandFields form={form} set={set} names={names} />}
      <TextField
        label="Owner"
        description="Who works the lead: a name or an e-mail address."
        value={form.owner}
        onChange={(owner) => set({ owner })}
        placeholder="ann@example.com"
        autoFocus={lead.received !== null}
      />
      <FlagsField label="Flags" value={form.flags} onChange={(flags) => set({ flags })} />
      <PriceFields form={form} set={set} faults={shown} />
      <TextField
        label="Reference"
        description="Your own mark for it, such as an order number. Leads can be searched by it."
        value={form.reference}
        onChange={(reference) => set({ reference })}
        placeholder="PO-2026-118"
      />
      <ExternalIdFields
        value={form.externalIds}
        onChange={(externalIds) => set({ externalIds })}
        error={shown.externalIds}
      />
    </FormDialog>
  );
}

interface FieldsProps {
  form: LeadForm;
  set: (changes: Partial<LeadForm>) => void;
}

/** How it stands and where it is kept; one that was not created has neither. */
function StandFields({ form, set, names }: FieldsProps & { names: Names }): ReactElement {
  return (
    <>
      <StatusSelect value={form.status} onChange={(status) => set({ status })} statuses={names.statuses} autoFocus />
      <Select
        label="Lead list"
        options={names.leadLists.map(({ slug, name }) => ({ id: slug, label: name, hint: slug }))}
        value={form.list}
        onChange={(list) => set({ list })}
      />
    </>
  );
}

function PriceFields({ form, set, faults }: FieldsProps & { faults: LeadFaults }): ReactElement {
  return (
    <div className="ld-price">
      <TextField
        label="Price"
        value={form.amount}
        onChange={(amount) => set({ amount })}
        inputMode="decimal"
        placeholder="12.50"
        error={faults.amount}
      />
      <TextField
        label="Currency"
        value={form.currency}
        onChange={(currency) => set({ currency })}
        placeholder="USD"
        error={faults.currency}
      />
    </div>
  );
}
