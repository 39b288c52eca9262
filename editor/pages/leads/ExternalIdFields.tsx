// The ids that other systems have for a lead, one a line.
import { type ReactElement, useId } from 'react';
import { Button, IconButton } from '../../kit/Button.tsx';
import { TextField } from '../../kit/TextField.tsx';
import type { ExternalId } from './lead-form.ts';

interface ExternalIdProps {
  value: readonly ExternalId[];
  onChange: (value: readonly ExternalId[]) => void;
  error: string | undefined;
}

/** The lines, with a button for one more. */
export function ExternalIdFields({ value, onChange, error }: ExternalIdProps): ReactElement {
  const id = useId();
  const set = (at: number, changes: Partial<ExternalId>): void =>
    onChange(value.map((row, index) => (index === at ? { ...row, ...changes } : row)));
  return (
    <fieldset className="ld-ids" aria-describedby={error && id}>
      <legend className="lf-label">Ids in other systems</legend>
      {value.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing that stays the same while it is typed
        <div key={at} className="ld-ids__row">
          <TextField
            label={`System ${at + 1}`}
            hideLabel
            value={row.system}
            onChange={(system) => set(at, { system })}
            placeholder="acme-crm"
          />
          <TextField
            label={`Id ${at + 1}`}
            hideLabel
            value={row.id}
            onChange={(text) => set(at, { id: text })}
            placeholder="84113"
            isMono
          />
          <IconButton
            label={`Remove line ${at + 1}`}
            icon="trash"
            onPress={() => onChange(value.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button size="small" icon="plus" onPress={() => onChange([...value, { system: '', id: '' }])}>
          Add an id
        </Button>
      </div>
      {error && (
        <p id={id} className="lf-field__error">
          {error}
        </p>
      )}
    </fieldset>
  );
}
