// Takes over the receiver's field names from what an admin has at hand: a JSON Schema, a sample, a query string, names.
import { type ReactElement, useMemo, useState } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import { type FoundTargets, targetsOf } from './targets.ts';

interface TargetsDialogProps {
  /** Targets that have a row already: they are left as they are. */
  known: readonly string[];
  onTargets: (targets: AdaptorField[]) => void;
  onClose: () => void;
}

const EXAMPLE = 'first_name\nlast_name\nphone *\nphone_1,phone_2';

/** The dialog. It says what it reads before it is sent. */
export function TargetsDialog({ known, onTargets, onClose }: TargetsDialogProps): ReactElement {
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const found = useMemo(() => targetsOf(text), [text]);
  const fresh = 'says' in found ? [] : found.targets.filter(({ target }) => !known.includes(target));
  const fault = 'says' in found ? found.says : fresh.length === 0 ? 'All of these have a row already.' : undefined;
  const submit = (): void => {
    setTried(true);
    if (fault !== undefined) return;
    onTargets(fresh);
    onClose();
  };
  return (
    <FormDialog
      title="Add the receiver’s fields"
      action={fresh.length > 0 ? `Add ${counted(fresh.length, 'field')}` : 'Add fields'}
      onSubmit={submit}
      onClose={onClose}
      shape="wide"
    >
      <TextField
        label="What the receiver takes"
        description="A JSON Schema (it says what is required, and the types), a JSON sample, a query string, or one name a line; a star marks a required one."
        value={text}
        onChange={(next) => {
          setText(next);
          setTried(false);
        }}
        placeholder={EXAMPLE}
        rows={12}
        isMono
        autoFocus
        error={isTried || (text.trim() !== '' && 'says' in found) ? fault : undefined}
      />
      <p className="lf-muted" role="status">
        {'says' in found ? '' : foundWords(found, fresh)}
      </p>
    </FormDialog>
  );
}

function foundWords({ from, targets, leftOut }: FoundTargets, fresh: readonly AdaptorField[]): string {
  const required = fresh.filter(({ required }) => required).length;
  const words = [`Read as ${from}: ${counted(targets.length, 'field')}, ${fresh.length} new, ${required} required.`];
  if (leftOut.length > 0) words.push(`Left out, as a target cannot be called so: ${leftOut.slice(0, 5).join(', ')}.`);
  return words.join(' ');
}
