// Corrects the fields of a lead by hand: a mistyped number, a missing name. Contact data is read anew from what is saved.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { LeadDetail } from '../../types.ts';
import { type FieldLine, fieldPatch, lineFault, linesOfFields, numberField } from './field-form.ts';
import { LEAD_REFRESH } from './use-lead.ts';
import './leads.css';

const NUMBER_HELP = 'The lead is found and checked by it. Any form; read in the region of its source.';

/** The dialog. What was sent stays as it was; only the fields kept are changed. */
export function EditFieldsDialog({ lead: given, onClose }: { lead: LeadDetail; onClose: () => void }): ReactElement {
  // As it was opened: what others change meanwhile is not taken for a change that is typed here.
  const [lead] = useState(given);
  const [lines, setLines] = useState<readonly FieldLine[]>(() => linesOfFields(lead.fields));
  const [phone, setPhone] = useState(lead.phoneRaw);
  const body = fieldPatch(lead, lines, phone);
  const isWrong = lines.some((line) => lineFault(line, lines, lead.fields) !== undefined);
  const { send, isPending, error } = useSend(
    () => api.patch(`/api/leads/${lead.id}`, { ...body, updatedAt: lead.updatedAt }),
    {
      done: 'Saved.',
      refresh: LEAD_REFRESH,
      onDone: onClose,
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      title="Edit the fields of the lead"
      action="Save"
      onSubmit={() => send()}
      onClose={onClose}
      isPending={isPending}
      isReady={Object.keys(body).length > 0 && !isWrong}
      error={error}
    >
      <p className="lf-muted">
        Contact data is read anew from these. What the source sent stays as it was. An emptied field goes.
      </p>
      {numberField(lead) === undefined && (
        <TextField label="Number" description={NUMBER_HELP} value={phone} onChange={setPhone} type="tel" />
      )}
      <FieldLines lines={lines} lead={lead} onChange={setLines} />
    </FormDialog>
  );
}

interface FieldLinesProps {
  lines: readonly FieldLine[];
  lead: LeadDetail;
  onChange: (lines: readonly FieldLine[]) => void;
}

function FieldLines({ lines, lead, onChange }: FieldLinesProps): ReactElement {
  const set = (at: number, change: Partial<FieldLine>): void =>
    onChange(lines.map((line, index) => (index === at ? { ...line, ...change } : line)));
  const number = numberField(lead);
  return (
    <>
      {lines.map((line, at) =>
        line.isNew ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing that stays the same while it is typed
          <div key={at} className="ld-field-line">
            <TextField
              label={`Name of new field ${at + 1}`}
              hideLabel
              value={line.name}
              onChange={(name) => set(at, { name })}
              placeholder="email"
              error={lineFault(line, lines, lead.fields)}
              isMono
              autoFocus
            />
            <TextField
              label={`Value of new field ${at + 1}`}
              hideLabel
              value={line.text}
              onChange={(text) => set(at, { text })}
              placeholder="ann@example.com"
            />
          </div>
        ) : (
          <TextField
            key={line.name}
            label={line.name}
            value={line.text}
            onChange={(text) => set(at, { text })}
            description={line.name === number ? NUMBER_HELP : undefined}
            autoFocus={at === 0}
          />
        ),
      )}
      <div>
        <Button size="small" icon="plus" onPress={() => onChange([...lines, { name: '', text: '', isNew: true }])}>
          Add a field
        </Button>
      </div>
    </>
  );
}
