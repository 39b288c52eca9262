// What a template asks of each connection: a field for every parameter that is not composed of others, secrets write-only.
import type { ReactElement } from 'react';
import type { TemplateParameter } from '../../../flows/language/receivers.ts';
import { TextField } from '../../kit/TextField.tsx';
import { isAsked } from './own-values.ts';

interface TemplateFieldsProps {
  parameters: readonly TemplateParameter[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
  /** Name of a parameter -> what is wrong with it. */
  faults: Readonly<Record<string, string | undefined>>;
}

/** The fields. */
export function TemplateFields({ parameters, values, onChange, faults }: TemplateFieldsProps): ReactElement | null {
  const asked = parameters.filter(isAsked);
  if (asked.length === 0) return null;
  return (
    <div className="lf-columns">
      {asked.map((parameter) => (
        <TextField
          key={parameter.name}
          label={parameter.label ?? parameter.name}
          description={helpOf(parameter)}
          value={values[parameter.name] ?? ''}
          onChange={(value) => onChange({ ...values, [parameter.name]: value })}
          placeholder={parameter.default}
          isRequired={parameter.required === true && parameter.default === undefined}
          error={faults[parameter.name]}
          {...(parameter.secret ? { type: 'password' as const, autoComplete: 'off' } : {})}
        />
      ))}
    </div>
  );
}

function helpOf({ description, secret }: TemplateParameter): string | undefined {
  const sealed = secret ? 'Sealed on the server, and never shown again.' : '';
  return [description, sealed].filter(Boolean).join(' ') || undefined;
}

/** What is wrong with the values: a required one is blank and has no default. */
export function fieldFaults(
  parameters: readonly TemplateParameter[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const blank = parameters.filter(
    (each) =>
      isAsked(each) && each.required === true && each.default === undefined && (values[each.name] ?? '').trim() === '',
  );
  return Object.fromEntries(blank.map(({ name, label = name }) => [name, `Fill in ${label}.`]));
}
