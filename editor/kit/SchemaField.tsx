// One field of a schema form: picks the control for its kind, and the switch between a fixed value and an expression.
import type { ReactElement } from 'react';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { ExpressionField, FileExpression, fileOf } from './ExpressionField.tsx';
import {
  BooleanField,
  ChoiceField,
  ChoicesField,
  NumberField,
  RefField,
  TextsField,
  ValueTextField,
} from './FormFields.tsx';
import { useForm } from './form-context.ts';
import {
  asExpression,
  asFixed,
  type FormField,
  fieldsOf,
  isExpressionText,
  problemAt,
  withField,
} from './form-model.ts';
import { JsonField } from './JsonField.tsx';
import { KeyValueField } from './KeyValueTable.tsx';
import { RowsField } from './RowsField.tsx';
import { Segmented } from './Switch.tsx';

/** What the control of a field is given. */
export interface FieldControlProps {
  field: FormField;
  /** The object that the field stands in. */
  siblings: JsonObject;
  /** `undefined` takes the key out. */
  onChange: (value: Json | undefined) => void;
  /** The label is read out but not drawn. */
  hideLabel?: boolean;
}

interface SchemaFieldProps extends FieldControlProps {
  /** Changes another key of the same object. */
  onSibling: (key: string, value: Json | undefined) => void;
}

/** The field with its label, help and error. */
export function SchemaField(props: SchemaFieldProps): ReactElement {
  const { field, siblings } = props;
  return (
    <div className={`lf-form__field lf-form__field--${field.kind}`} data-field={field.path}>
      {fileOf(siblings[field.key]) !== undefined ? (
        <FileExpression {...props} />
      ) : field.mayBeExpression ? (
        <FixedOrExpression {...props} />
      ) : (
        <Control {...props} />
      )}
    </div>
  );
}

function Control(props: SchemaFieldProps): ReactElement {
  switch (props.field.kind) {
    case 'number':
      return <NumberField {...props} />;
    case 'boolean':
      return <BooleanField {...props} />;
    case 'choice':
      return <ChoiceField {...props} />;
    case 'choices':
      return <ChoicesField {...props} />;
    case 'texts':
      return <TextsField {...props} />;
    case 'ref':
      return <RefField {...props} />;
    case 'expression':
      return <ExpressionField {...props} />;
    case 'rows':
      return <RowsField {...props} />;
    case 'key-value-table':
      return <KeyValueField {...props} />;
    case 'group':
      return <GroupField {...props} />;
    case 'json':
      return <RawField {...props} />;
    default:
      return <ValueTextField {...props} />;
  }
}

const MODES = [
  { id: 'fixed', label: 'Fixed' },
  { id: 'expression', label: 'Expression' },
];

function FixedOrExpression(props: SchemaFieldProps): ReactElement {
  const { field, siblings, onChange } = props;
  const { isReadOnly } = useForm();
  const value = siblings[field.key];
  const isExpression = isExpressionText(value);
  const change = (mode: string): void => {
    if (mode === 'expression') onChange(asExpression(value ?? (field.schema.default as Json | undefined)));
    else if (isExpression) onChange(asFixed(value, field.schema));
  };
  return (
    <div className="lf-either">
      <div className="lf-either__switch">
        <Segmented
          label={`${field.title}: fixed or expression`}
          hideLabel
          size="small"
          options={MODES}
          value={isExpression ? 'expression' : 'fixed'}
          onChange={change}
          isDisabled={isReadOnly}
        />
      </div>
      {isExpression ? <ExpressionField {...props} isPrefixed /> : <Control {...props} />}
    </div>
  );
}

/** An object inside the object: its fields in a frame. */
function GroupField({ field, siblings, onChange }: SchemaFieldProps): ReactElement {
  const given = siblings[field.key];
  const value = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {};
  const change = (next: JsonObject): void =>
    onChange(Object.keys(next).length === 0 && !field.isRequired ? undefined : next);
  return (
    <fieldset className="lf-group">
      <legend className="lf-label">{field.title}</legend>
      {field.schema.description && <p className="lf-field__help">{field.schema.description}</p>}
      <div className="lf-group__fields">
        {fieldsOf(field.schema, field.path).map((each) => (
          <SchemaField
            key={each.path}
            field={each}
            siblings={value}
            onChange={(next) => change(withField(value, each.key, next))}
            onSibling={(key, next) => change(withField(value, key, next))}
          />
        ))}
      </div>
    </fieldset>
  );
}

function RawField({ field, siblings, onChange }: FieldControlProps): ReactElement {
  const { problems, isReadOnly } = useForm();
  return (
    <JsonField
      label={field.title}
      description={field.schema.description}
      value={siblings[field.key]}
      onChange={onChange}
      error={problemAt(problems, field.path)}
      isReadOnly={isReadOnly}
    />
  );
}
