// Yes or no: a switch for settings, a box for choices from many, and a row of words for choices of one.
import type { ReactElement, ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { Switch as AriaSwitch } from 'react-aria-components/Switch';
import { FieldLabel } from './FieldLabel.tsx';
import { Icon } from './Icon.tsx';
import type { Option } from './Select.tsx';
import { FieldNotes, type FieldProps } from './TextField.tsx';
import './switch.css';
import './field.css';

interface SwitchProps {
  children: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  description?: ReactNode;
  isDisabled?: boolean;
  /** The words are read out but not drawn: inside tables. */
  hideLabel?: boolean;
  /** Id of words beside it that describe it: what is wrong. */
  describedBy?: string | undefined;
}

/** A setting that is on or off. */
export function Switch({ children, description, hideLabel, describedBy, ...rest }: SwitchProps): ReactElement {
  return (
    <div className="lf-field">
      <AriaSwitch className="lf-switch" {...(describedBy ? { 'aria-describedby': describedBy } : {})} {...rest}>
        <span className="lf-switch__track">
          <span className="lf-switch__thumb" />
        </span>
        <span className={hideLabel ? 'lf-hidden' : 'lf-switch__words'}>{children}</span>
      </AriaSwitch>
      {description && <div className="lf-field__help lf-switch__help">{description}</div>}
    </div>
  );
}

/** One of several things that may be chosen together. */
export function Checkbox({
  children,
  hideLabel,
  ...rest
}: Omit<SwitchProps, 'description' | 'describedBy'>): ReactElement {
  return (
    <AriaCheckbox className="lf-check" {...rest}>
      {({ isSelected }) => (
        <>
          <span className="lf-check__box">{isSelected && <Icon name="check" size={12} />}</span>
          <span className={hideLabel ? 'lf-hidden' : ''}>{children}</span>
        </>
      )}
    </AriaCheckbox>
  );
}

interface SegmentedProps extends FieldProps {
  value: string;
  onChange: (id: string) => void;
  options: readonly Option[];
  size?: 'small' | 'normal';
}

/** A choice of one from two to four short words, all in sight. */
export function Segmented(props: SegmentedProps): ReactElement {
  const { label, hideLabel, description, error, options, size, value, autoFocus: _, ...rest } = props;
  return (
    <RadioGroup
      className="lf-field"
      orientation="horizontal"
      isInvalid={error !== undefined}
      validationBehavior="aria"
      value={value}
      {...(hideLabel ? { 'aria-label': label } : {})}
      {...rest}
    >
      {!hideLabel && <FieldLabel isRequired={rest.isRequired}>{label}</FieldLabel>}
      <div className={`lf-segments${size === 'small' ? ' lf-segments--small' : ''}`}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="lf-segment">
            {option.label}
          </Radio>
        ))}
      </div>
      <FieldNotes description={description} error={error} />
    </RadioGroup>
  );
}
