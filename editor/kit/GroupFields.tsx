// Fields inside a field: an object in a frame, and one of several shapes that a first choice tells apart.
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Button } from './Button.tsx';
import { useFieldBasics } from './FormFields.tsx';
import { useForm } from './form-context.ts';
import { asVariant, emptyRow, fieldsOf, otherKeys, variantsOf, withField } from './form-model.ts';
import { OtherKeys } from './OtherKeys.tsx';
import { type FieldControlProps, SchemaField } from './SchemaField.tsx';
import { Select } from './Select.tsx';

/** An object inside the object: its fields in a frame. */
export function GroupField({ field, siblings, onChange }: FieldControlProps): ReactElement {
  const { isReadOnly } = useForm();
  const { schema, title, path, isRequired } = field;
  const value = objectOf(siblings[field.key]);
  // A group that needs something of its own is there as a whole, or not at all.
  const isWhole = !isRequired && (schema.required ?? []).length > 0;
  const isThere = !isWhole || siblings[field.key] !== undefined;
  return (
    <fieldset className="lf-group">
      <legend className="lf-label">{title}</legend>
      {schema.description && <p className="lf-field__help">{schema.description}</p>}
      {isThere && (
        <Fields
          schema={schema}
          path={path}
          value={value}
          onChange={(next) => onChange(Object.keys(next).length === 0 && !isRequired ? undefined : next)}
        />
      )}
      {isWhole && !isReadOnly && (
        <div>
          <Button
            size="small"
            icon={isThere ? 'trash' : 'plus'}
            onPress={() => onChange(isThere ? undefined : emptyRow(schema))}
          >
            {isThere ? 'Remove' : 'Add'} {title.toLowerCase()}
          </Button>
        </div>
      )}
      {isWhole && !isThere && isReadOnly && <p className="lf-muted">None.</p>}
    </fieldset>
  );
}

/** A choice of a shape, and the fields of that shape. What two shapes share keeps its value when the choice changes. */
export function VariantField(props: FieldControlProps): ReactElement {
  const { field, siblings, onChange } = props;
  const basics = useFieldBasics(props);
  const value = objectOf(siblings[field.key] ?? (field.schema.default as Json | undefined));
  const variants = variantsOf(field.schema) ?? { key: 'type', shapes: {} };
  const chosen = String(value[variants.key] ?? '');
  const shape = variants.shapes[chosen];
  const options = Object.entries(variants.shapes).map(([id, each]) => ({ id, label: each.title ?? id }));
  return (
    <div className="lf-stack">
      <Select
        {...basics}
        options={options}
        value={chosen}
        onChange={(id) => onChange(asVariant(variants, id, value))}
      />
      {shape && <Fields schema={shape} told={variants.key} path={field.path} value={value} onChange={onChange} />}
    </div>
  );
}

interface FieldsProps {
  schema: JsonSchema;
  path: string;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
  /** The key that tells a shape apart: chosen already, and without a frame around the rest. */
  told?: string;
}

function Fields({ schema, path, value, onChange, told }: FieldsProps): ReactElement | null {
  const fields = fieldsOf(schema, path, value).filter((each) => each.key !== told);
  if (fields.length === 0 && otherKeys(schema, value).length === 0) return null;
  return (
    <div className={told === undefined ? 'lf-group__fields lf-form__fields' : 'lf-form__fields'}>
      {fields.map((each) => (
        <SchemaField
          key={each.path}
          field={each}
          siblings={value}
          onChange={(next) => onChange(withField(value, each.key, next))}
          onSibling={(key, next) => onChange(withField(value, key, next))}
        />
      ))}
      <OtherKeys schema={schema} path={path} value={value} onChange={onChange} />
    </div>
  );
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
