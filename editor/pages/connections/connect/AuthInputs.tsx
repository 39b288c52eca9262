// The fields by which a connection of a template shows who it is.
import type { ReactElement } from 'react';
import { TextField } from '../../../kit/TextField.tsx';
import type { AuthInput } from './own-auth.ts';

interface AuthInputsProps {
  inputs: readonly AuthInput[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
}

/** The fields; secrets are write-only. */
export function AuthInputs({ inputs, values, onChange }: AuthInputsProps): ReactElement | null {
  if (inputs.length === 0) return null;
  return (
    <div className="lf-columns">
      {inputs.map(({ key, label, isSecret }) => (
        <TextField
          key={key}
          label={label}
          value={values[key] ?? ''}
          onChange={(value) => onChange({ ...values, [key]: value })}
          {...(isSecret
            ? {
                type: 'password' as const,
                autoComplete: 'off',
                description: 'Sealed on the server, and never shown again.',
              }
            : {})}
        />
      ))}
    </div>
  );
}
