// The plain controls of a schema form: texts, numbers, yes or no, choices, names, lists of texts.
import { type ReactElement, useId, useState } from 'react';
import type { Json } from '../../flows/language/document.ts';
import { Button, IconButton } from './Button.tsx';
import { useForm } from './form-context.ts';
import { exampleOf, optionsOf, problemAt, valueOfOption } from './form-model.ts';
import { askOf, choicesOf, sourceOf } from './form-options.ts';
import { numberOf } from './form-values.ts';
import type { FieldControlProps } from './SchemaField.tsx';
import { Select } from './Select.tsx';
import { Checkbox, Segmented, Switch } from './Switch.tsx';
import { TextField } from './TextField.tsx';
import { useOptions } from './use-options.ts';

/** Label, help, error and rights of a field, as every control takes them. */
export function useFieldBasics({ field, hideLabel }: Pick<FieldControlProps, 'field' | 'hideLabel'>) {
  const { problems, isReadOnly, notes } = useForm();
  return {
    label: field.title,
    description: hideLabel ? undefined : (notes[field.path] ?? field.schema.description),
    error: problemAt(problems, field.path),
    isReadOnly,
    isRequired: field.isRequired,
    hideLabel: hideLabel ?? false,
  };
}

/** A text, of one line or many. */
export function ValueTextField(props: FieldControlProps): ReactElement {
  const { field, siblings, onChange } = props;
  const basics = useFieldBasics(props);
  const value = siblings[field.key] ?? field.schema.default ?? '';
  return (
    <TextField
      {...basics}
      value={typeof value === 'object' ? JSON.stringify(value) : String(value)}
      onChange={(text) => onChange(text === '' && !field.isRequired ? undefined : text)}
      // Where nothing can be typed, an example would pass for the value.
      placeholder={basics.isReadOnly ? '' : exampleOf(field.schema)}
      {...(field.kind === 'long-text' ? { rows: 4 } : {})}
    />
  );
}

/** A number, typed as text. */
export function NumberField(props: FieldControlProps): ReactElement {
  const { field, siblings, onChange } = props;
  const [typed, setTyped] = useState<string>();
  const basics = useFieldBasics(props);
  const value = siblings[field.key];
  const wrong = typed !== undefined && numberOf(typed) === null ? 'Write a number, such as 15.' : undefined;
  const change = (text: string): void => {
    setTyped(text);
    const number = numberOf(text);
    if (number !== null) onChange(number);
  };
  return (
    <TextField
      {...basics}
      error={wrong ?? basics.error}
      inputMode="decimal"
      value={typed ?? (value === undefined ? '' : String(value))}
      onChange={change}
      onBlur={() => wrong === undefined && setTyped(undefined)}
      placeholder={field.schema.default === undefined ? exampleOf(field.schema) : String(field.schema.default)}
    />
  );
}

/** Yes or no. */
export function BooleanField(props: FieldControlProps): ReactElement {
  const { field, siblings, onChange } = props;
  const { label, description, error, isReadOnly } = useFieldBasics(props);
  const id = useId();
  return (
    <>
      <Switch
        isSelected={(siblings[field.key] ?? field.schema.default) === true}
        onChange={onChange}
        isDisabled={isReadOnly}
        description={description}
        describedBy={error && id}
      >
        {label}
      </Switch>
      {error && (
        <p id={id} className="lf-field__error">
          {error}
        </p>
      )}
    </>
  );
}

const SEGMENTS = 3;
const SEGMENT_LETTERS = 34;

/** One of a few words: all in sight where they are short, else a drop-down list. */
export function ChoiceField(props: FieldControlProps): ReactElement {
  const { field, siblings, onChange } = props;
  const basics = useFieldBasics(props);
  const options = optionsOf(field.schema);
  const value = String(siblings[field.key] ?? field.schema.default ?? '');
  const change = (id: string): void => onChange(valueOfOption(field.schema, id));
  const letters = options.reduce((sum, option) => sum + option.label.length, 0);
  const isRow = options.length <= SEGMENTS && letters <= SEGMENT_LETTERS && field.schema['x-widget'] !== 'drop-down';
  const isShort = isRow && value !== '' && !props.hideLabel;
  const Control = isShort ? Segmented : Select;
  return <Control {...basics} options={options} value={value} onChange={change} />;
}

/** Several of a few words or names. */
export function ChoicesField(props: FieldControlProps): ReactElement {
  const { field, siblings, onChange } = props;
  const { label, description, error, isReadOnly, isRequired } = useFieldBasics(props);
  const id = useId();
  const items = field.schema.items ?? {};
  const source = sourceOf(items);
  const now = useOptions(source ?? { source: 'lists' }, askOf(source ?? { source: 'lists' }, siblings), !source);
  const known = source ? choicesOf(now.options) : optionsOf(items);
  const isRead = !source || now.options !== undefined;
  const chosen = textsOf(siblings[field.key] ?? field.schema.default);
  const gone = chosen.filter((id) => !known.some((choice) => choice.id === id));
  const choices = [...known, ...gone.map((id) => ({ id, label: isRead ? `${id} (no longer exists)` : id }))];
  const toggle = (which: string, isOn: boolean): void => {
    const next = choices.map((choice) => choice.id).filter((each) => (each === which ? isOn : chosen.includes(each)));
    onChange(next);
  };
  return (
    <fieldset className="lf-choices" aria-describedby={error && id}>
      <legend className="lf-label">
        {label}
        {isRequired && <span className="lf-label__required">*</span>}
      </legend>
      {choices.length === 0 && isRead && <p className="lf-muted lf-small">There is nothing to choose from yet.</p>}
      {now.failed && <p className="lf-field__error">{`${now.failed.says} ${now.failed.remedy}`}</p>}
      {choices.map(({ id: each, label: words }) => (
        <Checkbox
          key={each}
          isSelected={chosen.includes(each)}
          onChange={(isOn) => toggle(each, isOn)}
          isDisabled={isReadOnly}
        >
          {words}
        </Checkbox>
      ))}
      {description && <p className="lf-field__help">{description}</p>}
      {error && (
        <p id={id} className="lf-field__error">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** A list of texts: type one, Enter adds it. */
export function TextsField(props: FieldControlProps): ReactElement {
  const { field, siblings, onChange } = props;
  const [typed, setTyped] = useState('');
  const basics = useFieldBasics(props);
  const texts = textsOf(siblings[field.key] ?? field.schema.default);
  const add = (): void => {
    const added = typed
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '' && !texts.includes(each));
    if (added.length > 0) onChange([...texts, ...added]);
    setTyped('');
  };
  return (
    <div className="lf-texts">
      <TextField
        {...basics}
        value={typed}
        onChange={setTyped}
        onEnter={add}
        onBlur={add}
        placeholder={basics.isReadOnly ? '' : exampleOf(field.schema.items ?? {})}
        after={
          typed === '' ? undefined : (
            <Button size="small" onPress={add}>
              Add
            </Button>
          )
        }
      />
      <ul className="lf-list lf-row">
        {texts.map((text) => (
          <li key={text} className="lf-tag">
            {text}
            {!basics.isReadOnly && (
              <IconButton
                label={`Remove ${text}`}
                icon="cross"
                size="small"
                onPress={() => onChange(texts.filter((each) => each !== text))}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function textsOf(value: Json | unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
