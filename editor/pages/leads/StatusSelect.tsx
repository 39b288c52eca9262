// A choice of a status that says what the one chosen brings with it.
import type { ReactElement } from 'react';
import { Select } from '../../kit/Select.tsx';
import type { Status } from '../../types.ts';
import { markWords } from './mark-words.ts';

interface StatusSelectProps {
  value: string;
  onChange: (abbrev: string) => void;
  statuses: readonly Status[];
  autoFocus?: boolean;
}

/** The drop-down list, with the marks of the status under it. */
export function StatusSelect({ value, onChange, statuses, autoFocus = false }: StatusSelectProps): ReactElement {
  const chosen = statuses.find(({ abbrev }) => abbrev === value);
  return (
    <Select
      label="Status"
      options={statuses.map(({ abbrev, label }) => ({ id: abbrev, label: abbrev, hint: label }))}
      value={value}
      onChange={onChange}
      description={chosen && (markWords(chosen) || undefined)}
      autoFocus={autoFocus}
    />
  );
}
