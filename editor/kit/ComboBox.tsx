// A choice of one by typing part of its name; may take a text that is not in the list.
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { FieldLabel } from './FieldLabel.tsx';
import { Icon } from './Icon.tsx';
import { type Option, OptionItem } from './Select.tsx';
import { FieldNotes, type FieldProps } from './TextField.tsx';
import './field.css';
import './list-box.css';

interface ComboBoxProps extends FieldProps {
  /** The id chosen, or, with `allowsAny`, any text; '' for none. */
  value: string;
  onChange: (value: string) => void;
  options: readonly Option[];
  placeholder?: string | undefined;
  /** Takes a text that is not in the list. */
  allowsAny?: boolean;
  isMono?: boolean;
  /** Id of words beside the field that describe it too. */
  describedBy?: string;
}

/** A text input with a list of what it may be. */
export function ComboBox(props: ComboBoxProps): ReactElement {
  const { label, hideLabel, description, error, value, onChange, options, placeholder, ...more } = props;
  const { allowsAny, isMono, describedBy, ...rest } = more;
  const { typed, setTyped, settle, choose, onKeyDown } = useTyped(props);
  const { kept, keep, letGo } = useKeptText(value, options.find((option) => option.id === value)?.label ?? value);
  return (
    <AriaComboBox
      className="lf-field"
      inputValue={typed ?? kept}
      onInputChange={setTyped}
      selectedKey={value === '' ? null : value}
      onSelectionChange={(key) => key !== null && choose(String(key))}
      onFocus={keep}
      onBlur={() => {
        settle();
        letGo();
      }}
      items={filtered(options, typed)}
      allowsEmptyCollection
      allowsCustomValue
      menuTrigger="input"
      isInvalid={error !== undefined}
      validationBehavior="aria"
      {...(hideLabel ? { 'aria-label': label } : {})}
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
      {...rest}
    >
      {!hideLabel && <FieldLabel isRequired={rest.isRequired}>{label}</FieldLabel>}
      <div className="lf-frame" onKeyDownCapture={onKeyDown}>
        <Input className={`lf-input${isMono ? ' lf-mono' : ''}`} placeholder={placeholder ?? ''} spellCheck={false} />
        <Button className="lf-frame__button" aria-label="Show the list">
          <Icon name="chevron-down" size={14} />
        </Button>
      </div>
      <FieldNotes description={description} error={error} />
      <Popover className="lf-popover" offset={4}>
        <ListBox<Option> className="lf-list-box" renderEmptyState={() => <NothingFound allowsAny={allowsAny} />}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}

/**
 * The text of the value, as it was when the field was entered: choices that come later would put a name in the place of the
 * id while somebody has it marked, and what is typed then would be put behind it.
 */
function useKeptText(value: string, text: string): { kept: string; keep: () => void; letGo: () => void } {
  const [entered, setEntered] = useState<{ value: string; text: string }>();
  const kept = entered?.value === value ? entered.text : text;
  return { kept, keep: () => setEntered({ value, text }), letGo: () => setEntered(undefined) };
}

/** What is typed and not yet taken over, and the ways in which it is. */
function useTyped({ value, onChange, options, allowsAny }: ComboBoxProps) {
  const [typed, setTyped] = useState<string>();
  const isLeaving = useRef(false);
  const settle = (): void => {
    if (typed === undefined) return;
    const match = options.find((option) => sameText(option.label, typed) || sameText(option.id, typed));
    if (match) onChange(match.id);
    else if (allowsAny || typed.trim() === '') onChange(typed.trim());
    setTyped(undefined);
  };
  const choose = (id: string): void => {
    // Tab out of an emptied field would choose the old value again, which the list still marks.
    if (isLeaving.current && typed?.trim() === '' && id === value) {
      settle();
      return;
    }
    setTyped(undefined);
    if (id !== value) onChange(id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    isLeaving.current = event.key === 'Tab';
  };
  return { typed, setTyped, settle, choose, onKeyDown };
}

function NothingFound({ allowsAny }: { allowsAny: boolean | undefined }): ReactElement {
  return (
    <p className="lf-list-box__empty">
      {allowsAny ? 'Not in the list; kept as you typed it.' : 'Nothing with this name.'}
    </p>
  );
}

function filtered(options: readonly Option[], typed: string | undefined): readonly Option[] {
  const wanted = typed?.trim().toLowerCase() ?? '';
  if (wanted === '') return options;
  return options.filter((option) => `${option.label} ${option.id} ${option.hint ?? ''}`.toLowerCase().includes(wanted));
}

function sameText(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
