// The fields of an act on leads: which status, which flags, whose, which list, with which reason.
import type { ReactElement } from 'react';
import { Select } from '../../kit/Select.tsx';
import { Segmented } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import type { LeadSummary, Names } from '../../types.ts';
import { FlagsField } from './FlagsField.tsx';
import { ACT_WORDS, type ActForm, type ActKind } from './lead-acts.ts';
import { seenOptions } from './lead-filters.ts';
import { StatusSelect } from './StatusSelect.tsx';

interface ActFieldsProps {
  kind: ActKind;
  form: ActForm;
  onChange: (form: ActForm) => void;
  names: Names;
  /** The leads loaded, and those of them that are meant. */
  rows: readonly LeadSummary[];
  chosen: readonly LeadSummary[];
}

/** The fields of the kind, under what it does. */
export function ActFields(props: ActFieldsProps): ReactElement {
  const { kind, form, onChange, names } = props;
  const set = (changes: Partial<ActForm>): void => onChange({ ...form, ...changes });
  const says = ACT_WORDS[kind].says;
  const named = ({ slug, name }: { slug: string; name: string }) => ({ id: slug, label: name, hint: slug });
  return (
    <>
      <p className="lf-muted">{says}</p>
      {kind === 'status' && (
        <StatusSelect value={form.status} onChange={(status) => set({ status })} statuses={names.statuses} autoFocus />
      )}
      {kind === 'list' && (
        <Select
          label="Lead list"
          options={names.leadLists.map(named)}
          value={form.list}
          onChange={(list) => set({ list })}
          autoFocus
        />
      )}
      {kind === 'flags' && <FlagFields {...props} set={set} />}
      {kind === 'owner' && <OwnerFields {...props} set={set} />}
      {kind === 'dnc' && (
        <>
          <Select
            label="DNC list"
            options={names.dncLists.map(named)}
            value={form.dncList}
            onChange={(dncList) => set({ dncList })}
          />
          <TextField
            label="Reason"
            description="Shown to whoever wonders later."
            value={form.reason}
            onChange={(reason) => set({ reason })}
            placeholder="Asked not to be called"
            autoFocus
          />
        </>
      )}
    </>
  );
}

type KindFieldsProps = ActFieldsProps & { set: (changes: Partial<ActForm>) => void };

function FlagFields({ form, rows, chosen, set }: KindFieldsProps): ReactElement {
  return (
    <>
      <FlagsField
        label="Put on"
        value={form.add}
        onChange={(add) => set({ add })}
        known={{ says: 'Used before:', flags: flagsOf(rows) }}
        autoFocus
      />
      <FlagsField
        label="Take off"
        value={form.remove}
        onChange={(remove) => set({ remove })}
        known={{ says: 'These leads have:', flags: flagsOf(chosen) }}
      />
    </>
  );
}

function flagsOf(leads: readonly LeadSummary[]): readonly string[] {
  return seenOptions(
    leads.flatMap(({ flags }) => flags),
    '',
  ).map(({ id }) => id);
}

function OwnerFields({ form, rows, set }: KindFieldsProps): ReactElement {
  const known = seenOptions(
    rows.map((lead) => lead.owner),
    '',
  );
  return (
    <>
      <Segmented
        label="What to do"
        options={[
          { id: 'give', label: 'Give an owner' },
          { id: 'take', label: 'Take the owner away' },
        ]}
        value={form.owns}
        onChange={(owns) => set({ owns: owns === 'take' ? 'take' : 'give' })}
      />
      {form.owns === 'give' && (
        <TextField
          label="Owner"
          value={form.owner}
          onChange={(owner) => set({ owner })}
          placeholder="ann@example.com"
          description={known.length > 0 ? `Used before: ${known.map(({ id }) => id).join(', ')}.` : undefined}
          autoFocus
        />
      )}
    </>
  );
}
