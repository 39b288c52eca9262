// A table of rows in a schema form: add, remove, and put in order by dragging, by buttons or by keys.
import { type ReactElement, useId } from 'react';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Button } from './Button.tsx';
import { useForm } from './form-context.ts';
import { emptyRow, fieldsOf, problemAt, rowsOf, withField } from './form-model.ts';
import { OtherKeys } from './OtherKeys.tsx';
import { RowTools } from './RowTools.tsx';
import { type FieldControlProps, SchemaField } from './SchemaField.tsx';
import { useRows } from './use-rows.ts';
import './rows.css';

/** The rows as cards of fields, which stay readable in a narrow panel. */
export function RowsField({ field, siblings, onChange }: FieldControlProps): ReactElement {
  const { problems, isReadOnly } = useForm();
  const id = useId();
  const items = field.schema.items ?? {};
  const rows = useRows(rowsOf(siblings[field.key]), (next) =>
    onChange(next.length === 0 && !field.isRequired ? undefined : next),
  );
  const error = problemAt(problems, field.path);
  const isFull = rows.numbered.length >= (field.schema.maxItems ?? Number.POSITIVE_INFINITY);
  return (
    <fieldset className="lf-rows" aria-describedby={error && id}>
      <legend className="lf-label">
        {field.title}
        {field.isRequired && <span className="lf-label__required">*</span>}
      </legend>
      {field.schema.description && <p className="lf-field__help">{field.schema.description}</p>}
      {error && (
        <p id={id} className="lf-field__error">
          {error}
        </p>
      )}
      <div className="lf-rows__list" ref={rows.root}>
        {rows.numbered.map(({ row, index, id }) => (
          <fieldset
            key={id}
            className="lf-rows__row"
            aria-label={`${field.title}, row ${index + 1} of ${rows.numbered.length}`}
            data-row={index}
            data-drag={rows.look(index)}
            onKeyDown={(event) => rows.onKeyDown(event, index)}
          >
            <RowFields
              items={items}
              path={`${field.path}.${index}`}
              row={row}
              onChange={(next) => rows.replace(index, next)}
            />
            {!isReadOnly && <RowTools index={index} rows={rows} />}
          </fieldset>
        ))}
      </div>
      {isReadOnly && rows.numbered.length === 0 && <p className="lf-muted">None.</p>}
      <p role="status" className="lf-hidden">
        {rows.said}
      </p>
      {!isReadOnly && (
        <Button size="small" icon="plus" isDisabled={isFull} onPress={() => rows.add(emptyRow(items))}>
          Add row
        </Button>
      )}
    </fieldset>
  );
}

interface RowFieldsProps {
  items: JsonSchema;
  path: string;
  row: JsonObject;
  onChange: (row: JsonObject) => void;
}

function RowFields({ items, path, row, onChange }: RowFieldsProps): ReactElement {
  const change = (key: string, next: Json | undefined): void => onChange(withField(row, key, next));
  return (
    <div className="lf-rows__fields">
      {fieldsOf(items, path, row).map((field) => (
        <SchemaField
          key={field.key}
          field={field}
          siblings={row}
          onChange={(next) => change(field.key, next)}
          onSibling={change}
        />
      ))}
      <OtherKeys schema={items} path={path} value={row} onChange={onChange} />
    </div>
  );
}
