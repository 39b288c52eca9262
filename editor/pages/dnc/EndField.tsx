// The field for the moment at which a number leaves a DNC list by itself.
import type { ReactElement } from 'react';
import { momentOf } from '../../kit/spans.ts';
import { TextField } from '../../kit/TextField.tsx';

interface EndProps {
  /** As a field for date and time has it. */
  value: string;
  onChange: (value: string) => void;
  /** It was this way before: an end that is over by now is no fault. */
  isOld?: boolean;
}

/** The field, in the reader's zone. */
export function EndField({ value, onChange, isOld = false }: EndProps): ReactElement {
  return (
    <TextField
      label="Ends"
      type="datetime-local"
      value={value}
      onChange={onChange}
      error={isOld || isEnd(value) ? undefined : 'This time is over. Choose a later one, or leave it empty.'}
      description={`The number may be called from then on. Left empty: never. Times are those of ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`}
    />
  );
}

/** True for a moment to come, and for none. */
export function isEnd(value: string): boolean {
  return value === '' || Date.parse(momentOf(value)) > Date.now();
}
