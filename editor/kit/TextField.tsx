// A text input with label, help and error, one line or many.
import type { KeyboardEvent, ReactElement, ReactNode, Ref } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { FieldLabel } from './FieldLabel.tsx';
import './field.css';

/** What every field of the kit takes. */
export interface FieldProps {
  label: string;
  /** The label is read out but not drawn: inside tables. */
  hideLabel?: boolean;
  /** Help under the field. */
  description?: ReactNode;
  /** What is wrong and what to do; makes the field invalid. */
  error?: string | undefined;
  isDisabled?: boolean;
  isReadOnly?: boolean;
  isRequired?: boolean;
  autoFocus?: boolean;
}

interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  /** Called by Enter in a one-line field. */
  onEnter?: () => void;
  placeholder?: string | undefined;
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'datetime-local';
  inputMode?: 'text' | 'numeric' | 'decimal';
  autoComplete?: string;
  /** Drawn in the fixed-width type: data, paths, expressions. */
  isMono?: boolean;
  /** Number of lines; more than one makes a text area. */
  rows?: number;
  /** Drawn inside the frame, before and after the text. */
  before?: ReactNode;
  after?: ReactNode;
  inputRef?: Ref<HTMLInputElement>;
  name?: string;
}

/** A text input. Its value is the caller's. */
export function TextField(props: TextFieldProps): ReactElement {
  const {
    label,
    hideLabel,
    description,
    error,
    isMono,
    rows,
    before,
    after,
    inputRef,
    placeholder,
    inputMode,
    onEnter,
    ...rest
  } = props;
  const inputClass = `lf-input${isMono ? ' lf-mono' : ''}`;
  return (
    <AriaTextField
      className="lf-field"
      isInvalid={error !== undefined}
      validationBehavior="aria"
      {...(hideLabel ? { 'aria-label': label } : {})}
      {...rest}
      {...(onEnter ? { onKeyDown: (event) => entered(event, onEnter) } : {})}
    >
      {!hideLabel && <FieldLabel isRequired={rest.isRequired}>{label}</FieldLabel>}
      <div className="lf-frame">
        {before && <span className="lf-frame__side">{before}</span>}
        {rows && rows > 1 ? (
          <TextArea
            className={`${inputClass} lf-input--lines`}
            rows={rows}
            placeholder={placeholder ?? ''}
            spellCheck={!isMono}
          />
        ) : (
          <Input
            className={inputClass}
            placeholder={placeholder ?? ''}
            spellCheck={false}
            {...(inputMode ? { inputMode } : {})}
            {...(inputRef ? { ref: inputRef } : {})}
          />
        )}
        {after && <span className="lf-frame__side">{after}</span>}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}

function entered(event: KeyboardEvent, onEnter: () => void): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  onEnter();
}

/** Help and error of a field, linked to it by the field they stand in. */
export function FieldNotes({
  description,
  error,
}: {
  description?: ReactNode;
  error?: string | undefined;
}): ReactElement {
  return (
    <>
      {description && (
        <Text slot="description" className="lf-field__help">
          {description}
        </Text>
      )}
      <FieldError className="lf-field__error">{error}</FieldError>
    </>
  );
}
