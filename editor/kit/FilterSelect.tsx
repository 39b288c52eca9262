// A filter of a list: one choice, or any.
import type { ReactElement } from 'react';
import { type Option, Select } from './Select.tsx';

interface FilterSelectProps {
  /** What it filters by; read out. */
  label: string;
  /** The words for no filter: "Any list". */
  any: string;
  options: readonly Option[];
  /** The id chosen; '' for any. */
  value: string;
  onChange: (id: string) => void;
}

const ANY = 'any';

/** A drop-down list for the line over a table. */
export function FilterSelect({ label, any, options, value, onChange }: FilterSelectProps): ReactElement {
  return (
    <Select
      label={label}
      hideLabel
      options={[{ id: ANY, label: any }, ...options]}
      value={value || ANY}
      onChange={(id) => onChange(id === ANY ? '' : id)}
    />
  );
}
