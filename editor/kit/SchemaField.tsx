// One field of a schema form: picks the control for its kind, and the switch between a fixed value and an expression.
import { type ReactElement, Suspense, useRef } from 'react';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { BooleanField, ChoiceField, ChoicesField, NumberField, TextsField, ValueTextField } from './FormFields.tsx';
import { useForm } from './form-context.ts';
import { exampleOf, type FormField, holdsOddRows, problemAt } from './form-model.ts';
import { asExpression, asFixed, fileOf, isExpressionText } from './form-values.ts';
import { GroupField, VariantField } from './GroupFields.tsx';
import { JsonField } from './JsonField.tsx';
import { RowsField } from './RowsField.tsx';
import { SecretField } from './SecretField.tsx';
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
  const { under, controls } = useForm();
  return (
    <div className={classOf(field)} data-field={field.path}>
      <Suspense fallback={<div className="lf-form__waiting" role="status" aria-label={`${field.title} is loading`} />}>
        {fileOf(siblings[field.key]) !== undefined ? (
          <controls.File {...props} />
        ) : field.mayBeExpression ? (
          <FixedOrExpression {...props} />
        ) : (
          <Control {...props} />
        )}
      </Suspense>
      {under[field.path]}
    </div>
  );
}

function classOf({ kind, isHalf }: FormField): string {
  return `lf-form__field lf-form__field--${kind}${isHalf ? ' lf-form__field--half' : ''}`;
}

function Control(props: SchemaFieldProps): ReactElement {
  const { kind, key } = props.field;
  const { controls } = useForm();
  const isTable = kind === 'rows' || kind === 'key-value-table';
  if (isTable && holdsOddRows(props.siblings[key])) return <RawField {...props} />;
  switch (kind) {
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
    case 'options':
      return <controls.Options {...props} />;
    case 'secret':
      return <SecretField {...props} />;
    case 'variant':
      return <VariantField {...props} />;
    case 'expression':
      return <controls.Expression {...props} />;
    case 'rows':
      return <RowsField {...props} />;
    case 'key-value-table':
      return <controls.KeyValue {...props} />;
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
  const { isReadOnly, controls } = useForm();
  const value = siblings[field.key];
  const isExpression = isExpressionText(value);
  // What stood there before a switch comes back with the next: nobody loses an expression by a look at the other side.
  const before = useRef<{ fixed?: Json | undefined; expression?: string }>({});
  const change = (mode: string): void => {
    if (mode === 'expression' && !isExpression) {
      before.current.fixed = value;
      onChange(before.current.expression ?? asExpression(value ?? (field.schema.default as Json | undefined)));
    } else if (mode === 'fixed' && isExpression) {
      before.current.expression = value;
      onChange(asFixed(value, field.schema) ?? before.current.fixed);
    }
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
      {isExpression ? <controls.Expression {...props} isPrefixed /> : <Control {...props} />}
    </div>
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
      placeholder={exampleOf(field.schema)}
    />
  );
}
