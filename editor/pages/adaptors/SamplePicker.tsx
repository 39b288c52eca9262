// Chooses what the mapping is tried on: a run of a flow that uses the adaptor, or a lead that is pasted.
import { type ReactElement, useState } from 'react';
import { Button } from '../../kit/Button.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { ProblemNotice } from '../../kit/Notice.tsx';
import { type Option, Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { PASTED, type Sample } from './samples.ts';
import { useSamples } from './use-samples.ts';
import './sources.css';

interface SamplePickerProps {
  /** The adaptor. */
  slug: string;
  usedBy: readonly string[];
  sample: Sample | undefined;
  /** Called once by itself with the sample to begin with. */
  onSample: (sample: Sample) => void;
}

const EXAMPLE = '{\n  "first_name": "Ann",\n  "phone_number": "(555) 010-2030"\n}';

/** The choice, and the button that takes pasted JSON. */
export function SamplePicker({ slug, usedBy, sample, onSample }: SamplePickerProps): ReactElement {
  const samples = useSamples(slug, usedBy, onSample);
  const [isPasting, setPasting] = useState(false);
  const options: Option[] = samples.choices.map(({ id, label, hint }) => ({ id, label, ...(hint ? { hint } : {}) }));
  if (samples.pasted !== undefined) options.push({ id: PASTED, label: 'Pasted JSON', hint: 'kept in this browser' });
  const nothing = samples.isLoading ? 'Loading…' : 'No run yet: paste a lead';
  return (
    <div className="lf-sample">
      <div className="lf-sample__line">
        <Select
          label="Sample"
          value={sample?.id ?? ''}
          onChange={samples.choose}
          options={options}
          placeholder={options.length === 0 ? nothing : 'Choose a run'}
          isDisabled={options.length === 0}
        />
        <Button icon="braces" onPress={() => setPasting(true)}>
          Paste JSON
        </Button>
      </div>
      {sample?.about && <p className="lf-muted">{sample.about}</p>}
      <ProblemNotice error={samples.error} />
      {isPasting && (
        <PasteDialog text={samples.pasted ?? ''} onPaste={samples.paste} onClose={() => setPasting(false)} />
      )}
    </div>
  );
}

interface PasteDialogProps {
  text: string;
  onPaste: (text: string) => string | undefined;
  onClose: () => void;
}

function PasteDialog({ text: before, onPaste, onClose }: PasteDialogProps): ReactElement {
  const [text, setText] = useState(before);
  const [fault, setFault] = useState<string>();
  const submit = (): void => {
    const wrong = onPaste(text);
    setFault(wrong);
    if (wrong === undefined) onClose();
  };
  return (
    <FormDialog title="Try it on pasted JSON" action="Use it" onSubmit={submit} onClose={onClose} shape="wide">
      <TextField
        label="A lead as JSON"
        description="Or a whole view: {“lead”: {…}, “steps”: {…}}. It stays in this browser."
        value={text}
        onChange={(next) => {
          setText(next);
          setFault(undefined);
        }}
        placeholder={EXAMPLE}
        error={fault}
        rows={14}
        isMono
        autoFocus
      />
    </FormDialog>
  );
}
