// A form made from a node's JSON Schema: its value is the caller's, its errors stand at their fields.
import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import type { Names } from '../types.ts';
import { FormContext } from './form-context.ts';
import { type FormProblem, fieldsOf, otherKeys, problemAt, withField } from './form-model.ts';
import { JsonField } from './JsonField.tsx';
import { SchemaField } from './SchemaField.tsx';
import './schema-form.css';

interface SchemaFormProps {
  schema: JsonSchema;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
  problems: readonly FormProblem[];
  names: Names;
  readOnly?: boolean;
  /** Dotted path of the field that gets the focus; a new path moves it there. */
  focusField?: string | undefined;
  /** Paths that expressions may read, offered while typing. */
  suggest?: readonly string[];
  /** Long expressions by file name, for fields that name one. */
  files?: Readonly<Record<string, string>>;
  onFileChange?: (name: string, text: string) => void;
}

const NOTHING: readonly never[] = [];
const NO_FILES = {};

/** Draws every field of the schema, and what the schema does not know under "Other". */
export function SchemaForm(props: SchemaFormProps): ReactElement {
  const { schema, value, onChange, problems, names, readOnly = false, focusField } = props;
  const { suggest = NOTHING, files = NO_FILES, onFileChange } = props;
  const root = useRef<HTMLDivElement>(null);
  useFocusField(root, focusField);
  const surroundings = useMemo(
    () => ({ names, problems, isReadOnly: readOnly, suggest, files, onFileChange }),
    [names, problems, readOnly, suggest, files, onFileChange],
  );
  const others = otherKeys(schema, value);
  return (
    <FormContext value={surroundings}>
      <div className="lf-form" ref={root}>
        {fieldsOf(schema).map((field) => (
          <SchemaField
            key={field.path}
            field={field}
            siblings={value}
            onChange={(next) => onChange(withField(value, field.key, next))}
            onSibling={(key, next) => onChange(withField(value, key, next))}
          />
        ))}
        {others.length > 0 && (
          <JsonField
            label="Other"
            description="Fields that this version of the node does not know. They are kept as they are."
            value={Object.fromEntries(others.map((key) => [key, value[key] ?? null]))}
            onChange={(next) => onChange({ ...without(value, others), ...(next as JsonObject) })}
            error={others.map((key) => problemAt(problems, key)).find((text) => text !== undefined)}
            isReadOnly={readOnly}
          />
        )}
      </div>
    </FormContext>
  );
}

function without(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/** Puts the focus on the field named, or on the nearest one around it. */
function useFocusField(root: { current: HTMLElement | null }, path: string | undefined): void {
  useEffect(() => {
    if (path === undefined || path === '') return;
    const parts = path.split('.');
    for (let length = parts.length; length > 0; length -= 1) {
      const name = CSS.escape(parts.slice(0, length).join('.'));
      const field = root.current?.querySelector(`[data-field="${name}"]`);
      const stop = field?.querySelector<HTMLElement>('input, textarea, select, button, [contenteditable=true]');
      if (!stop) continue;
      stop.focus();
      stop.scrollIntoView({ block: 'nearest' });
      return;
    }
  }, [root, path]);
}
