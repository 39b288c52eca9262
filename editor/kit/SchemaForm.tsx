// A form made from a JSON Schema of a node, an endpoint or a setting: its value is the caller's, its errors stand at their fields.
import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import { FormSummary } from './FormSummary.tsx';
import { focusField as focusFieldIn } from './focus-field.ts';
import { BARE_FORM, FormContext, type FormSurroundings } from './form-context.ts';
import { faultsOf, shownProblems } from './form-faults.ts';
import { type FormProblem, fieldsOf, plainPath, titleOfPath, withField } from './form-model.ts';
import { OtherKeys } from './OtherKeys.tsx';
import { SchemaField } from './SchemaField.tsx';
import { useAttention } from './use-attention.ts';
import './schema-form.css';

interface SchemaFormProps extends Partial<Omit<FormSurroundings, 'isReadOnly' | 'problems'>> {
  schema: JsonSchema;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
  /** What the server, or the check of the drawing, says of the fields. */
  problems?: readonly FormProblem[] | undefined;
  /** Given where the form checks itself by its schema: `left` fields, or after a try to send all of them. */
  check?: 'left' | 'all';
  readOnly?: boolean;
  /** Dotted path of the field that gets the focus; a new path moves it there. */
  focusField?: string | undefined;
}

const NOTHING: readonly never[] = [];

/** Draws every field of the schema, and what the schema does not know under "Other". */
export function SchemaForm(props: SchemaFormProps): ReactElement {
  const { schema, value, onChange, problems = NOTHING, check, readOnly = false, focusField } = props;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusField) focusFieldIn(root.current, focusField);
  }, [focusField]);
  const told = useRef<readonly FormProblem[]>(problems);
  const { attention, on } = useAttention(told);
  const shown = useMemo(() => {
    const own = check ? faultsOf(schema, value) : [];
    const due = check === 'left' ? own.filter(({ field }) => attention.left.has(plainPath(field))) : own;
    return check === 'all' ? [...problems, ...due] : shownProblems([...problems, ...due], attention);
  }, [schema, value, problems, check, attention]);
  told.current = shown;
  const surroundings = useSurroundings(props, shown, readOnly);
  return (
    <FormContext value={surroundings}>
      <div className="lf-form" ref={root} {...on}>
        {check === 'all' && (
          <FormSummary
            problems={shown}
            titleOf={(path) => titleOfPath(schema, path)}
            onGo={(path) => focusFieldIn(root.current, path)}
          />
        )}
        <div className="lf-form__fields">
          {fieldsOf(schema, '', value).map((field) => (
            <SchemaField
              key={field.path}
              field={field}
              siblings={value}
              onChange={(next) => onChange(withField(value, field.key, next))}
              onSibling={(key, next) => onChange(withField(value, key, next))}
            />
          ))}
          <OtherKeys schema={schema} path="" value={value} onChange={onChange} />
        </div>
      </div>
    </FormContext>
  );
}

function useSurroundings(props: SchemaFormProps, problems: FormProblem[], isReadOnly: boolean): FormSurroundings {
  const { suggest, files, onFileChange, lastInput, secrets, notes, under, controls } = props;
  return useMemo(
    () => ({
      problems,
      isReadOnly,
      suggest: suggest ?? BARE_FORM.suggest,
      files: files ?? BARE_FORM.files,
      onFileChange,
      lastInput,
      secrets: secrets ?? BARE_FORM.secrets,
      notes: notes ?? BARE_FORM.notes,
      under: under ?? BARE_FORM.under,
      controls: controls ?? BARE_FORM.controls,
    }),
    [problems, isReadOnly, suggest, files, onFileChange, lastInput, secrets, notes, under, controls],
  );
}
