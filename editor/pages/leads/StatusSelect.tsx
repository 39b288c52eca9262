// A choice of a status that says what the one chosen brings with it.
import type { ReactElement } from 'react';
import { Select } from '../../kit/Select.tsx';
import type { Status } from '../../types.ts';
import { markWords, saysMore } from './mark-words.ts';

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
      options={statuses.map((status) => ({
        id: status.abbrev,
        label: status.abbrev,
        ...(saysMore(status) ? { hint: status.label } : {}),
      }))}
      value={value}
      onChange={onChange}
      description={chosen && (markWords(chosen) || undefined)}
      autoFocus={autoFocus}
    />
  );
}
