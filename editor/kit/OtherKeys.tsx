// Keys of a value that its schema does not know: shown as JSON, and kept as they are.
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { useForm } from './form-context.ts';
import { otherKeys, problemAt } from './form-model.ts';
import { JsonField } from './JsonField.tsx';

interface OtherKeysProps {
  schema: JsonSchema;
  /** Dotted path of the value; '' for the form itself. */
  path: string;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
}

/** The keys that a newer version wrote: an older one must not drop them. Shows nothing where all are known. */
export function OtherKeys({ schema, path, value, onChange }: OtherKeysProps): ReactElement | null {
  const { problems, isReadOnly } = useForm();
  const others = otherKeys(schema, value);
  const [first] = others;
  if (first === undefined) return null;
  const pathOf = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const change = (next: Json | undefined): void => {
    const rest = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
    onChange({ ...without(value, others), ...rest });
  };
  return (
    <div className="lf-form__field" data-field={pathOf(first)}>
      <JsonField
        label="Other (raw JSON)"
        description="Fields that this version does not know. They are kept as they are."
        value={Object.fromEntries(others.map((key) => [key, value[key] ?? null]))}
        onChange={change}
        error={others.map((key) => problemAt(problems, pathOf(key))).find((text) => text !== undefined)}
        isReadOnly={isReadOnly}
      />
    </div>
  );
}

function without(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
