// Test: sends one lead through the draft, with every effect simulated, and shows the way it takes.
import { type ReactElement, useState } from 'react';
import type { JsonObject } from '../../flows/language/document.ts';
import { sampleLead } from '../../flows/language/sample-lead.ts';
import { api } from '../api.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { ProblemNotice } from '../kit/Notice.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useSend } from '../kit/use-send.ts';
import { read, write } from '../theme/theme.ts';
import { useFlow } from './drawing-context.ts';
import { sampleKey } from './sending-line.ts';
import type { Autosave } from './use-autosave.ts';

interface TestDialogProps {
  autosave: Autosave;
  onClose: () => void;
  onStarted: (run: string) => void;
}

/** The dialog behind Test. It keeps the last lead of each flow in this browser. */
export function TestDialog({ autosave, onClose, onStarted }: TestDialogProps): ReactElement {
  const slug = useFlow((state) => state.slug);
  const document = useFlow((state) => state.bundle.document);
  const key = sampleKey(slug);
  const [text, setText] = useState(
    () => read(key) ?? JSON.stringify(sampleLead(document, autosave.detail.trigger?.node), null, 2),
  );
  const lead = leadOf(text);
  const start = async (given: JsonObject): Promise<{ run: string }> => {
    await autosave.flush();
    return api.post<{ run: string }>(`/api/flows/${slug}/test`, { lead: given });
  };
  const started = ({ run }: { run: string }): void => {
    write(key, text);
    onStarted(run);
    onClose();
  };
  const test = useSend(start, { onDone: started, onFailed: () => undefined });
  return (
    <Dialog
      title="Test the draft"
      shape="wide"
      onClose={onClose}
      onSubmit={() => typeof lead === 'object' && test.send(lead)}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            type="submit"
            kind="primary"
            icon="play"
            isPending={test.isPending}
            isDisabled={typeof lead === 'string'}
          >
            Send the lead
          </Button>
        </>
      }
    >
      <div className="lf-stack">
        <p className="lf-muted">
          The lead walks through the drawing as it is now. Effects are simulated: no request leaves, no lead is stored,
          no number is added to a DNC list.
        </p>
        <TextField
          label="Lead, as JSON"
          value={text}
          onChange={setText}
          rows={14}
          isMono
          autoFocus
          error={typeof lead === 'string' ? lead : undefined}
        />
        <ProblemNotice error={test.error} />
      </div>
    </Dialog>
  );
}

/** The lead, or what is wrong with its text. */
function leadOf(text: string): JsonObject | string {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : 'A lead is one object with named fields: { "first_name": "Ann" }.';
  } catch (error) {
    return `This is not JSON yet: ${error instanceof Error ? error.message : 'check it'}.`;
  }
}
