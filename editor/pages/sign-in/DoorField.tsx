// The fields and the error of the forms outside the door, in plain HTML.
import { type ReactElement, type Ref, useState } from 'react';
import { t } from '../../words/sign-in.ts';

interface DoorFieldProps {
  id: string;
  label: string;
  type: 'email' | 'password';
  value: string;
  onChange: (value: string) => void;
  autoComplete: string;
  help?: string;
  /** Id of the message that says what is wrong with this field. */
  errorId?: string | undefined;
  autoFocus?: boolean;
}

/** A labelled input; a password can be shown. */
export function DoorField(props: DoorFieldProps): ReactElement {
  const { id, label, type, value, onChange, autoComplete, help, errorId } = props;
  const [isShown, setShown] = useState(false);
  const notes = [errorId, help && `${id}-help`].filter(Boolean).join(' ');
  return (
    <div className="lf-door__field">
      <label htmlFor={id}>{label}</label>
      <div className="lf-door__frame">
        <input
          id={id}
          name={id}
          type={isShown ? 'text' : type}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required
          aria-invalid={errorId ? true : undefined}
          aria-describedby={notes || undefined}
          // biome-ignore lint/a11y/noAutofocus: the page has this one task
          autoFocus={props.autoFocus}
        />
        {type === 'password' && (
          <button type="button" onClick={() => setShown(!isShown)}>
            {isShown ? t('hide') : t('show')}
            <span className="lf-hidden"> {label.toLowerCase()}</span>
          </button>
        )}
      </div>
      {help && (
        <p id={`${id}-help`} className="lf-muted lf-small">
          {help}
        </p>
      )}
    </div>
  );
}

interface DoorErrorProps {
  id: string;
  title: string;
  remedy: string;
  errorRef: Ref<HTMLDivElement>;
}

/** What went wrong; takes the focus when it appears. */
export function DoorError({ id, title, remedy, errorRef }: DoorErrorProps): ReactElement {
  return (
    <div id={id} className="lf-door__error" role="alert" tabIndex={-1} ref={errorRef}>
      <strong>{title}</strong>
      {remedy && <p>{remedy}</p>}
    </div>
  );
}
