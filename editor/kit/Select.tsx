// A choice of one from a short, known list.
import type { ReactElement } from 'react';
import { Button } from 'react-aria-components/Button';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { FieldLabel } from './FieldLabel.tsx';
import { Icon } from './Icon.tsx';
import { FieldNotes, type FieldProps } from './TextField.tsx';
import './field.css';
import './list-box.css';

/** One thing to choose. `hint` stands behind or under its name. */
export interface Option {
  id: string;
  label: string;
  hint?: string;
}

interface SelectProps extends FieldProps {
  /** The id of the option chosen; '' for none. An id that is not among the options is shown as it is. */
  value: string;
  onChange: (id: string) => void;
  options: readonly Option[];
  placeholder?: string;
}

/** A drop-down list. */
export function Select(props: SelectProps): ReactElement {
  const { label, hideLabel, description, error, value, onChange, options, placeholder, isReadOnly, ...rest } = props;
  const isGone = value !== '' && !options.some((option) => option.id === value);
  const shown = isGone ? [...options, { id: value, label: value, hint: 'no longer exists' }] : options;
  return (
    <AriaSelect
      className="lf-field"
      selectedKey={value === '' ? null : value}
      onSelectionChange={(key) => onChange(key === null ? '' : String(key))}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      placeholder={placeholder ?? 'Choose'}
      {...(hideLabel ? { 'aria-label': label } : {})}
      {...rest}
      isDisabled={(rest.isDisabled ?? false) || (isReadOnly ?? false)}
    >
      {!hideLabel && <FieldLabel isRequired={rest.isRequired}>{label}</FieldLabel>}
      <Button className="lf-frame lf-frame--button">
        <SelectValue className="lf-select__value" />
        <Icon name="chevron-down" size={14} />
      </Button>
      <FieldNotes description={description} error={error} />
      <Popover className="lf-popover" offset={4}>
        <ListBox className="lf-list-box" items={shown}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** One line of a list of options; used by Select and ComboBox. */
export function OptionItem({ option }: { option: Option }): ReactElement {
  return (
    <ListBoxItem id={option.id} textValue={option.label} className="lf-option">
      {({ isSelected }) => (
        <>
          <span className="lf-option__words">
            <Text slot="label">{option.label}</Text>
            {option.hint && (
              <Text slot="description" className="lf-option__hint">
                {option.hint}
              </Text>
            )}
          </span>
          {isSelected && <Icon name="check" size={14} />}
        </>
      )}
    </ListBoxItem>
  );
}
