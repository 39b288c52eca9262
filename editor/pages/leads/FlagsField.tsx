// A field for flags: short words typed one after the other, or taken from those that other leads have.
import { type ReactElement, useState } from 'react';
import { Button, IconButton } from '../../kit/Button.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useToast } from '../../kit/Toasts.tsx';
import './leads.css';

interface FlagsFieldProps {
  label: string;
  value: readonly string[];
  onChange: (flags: readonly string[]) => void;
  /** Flags that can be taken by a press. */
  known?: { says: string; flags: readonly string[] };
  description?: string;
  autoFocus?: boolean;
}

/** Longest flag, in characters. */
const MOST = 60;

/** The field. Enter or a comma adds what was typed; leaving the field does too. */
export function FlagsField({ label, value, onChange, known, description, autoFocus }: FlagsFieldProps): ReactElement {
  const { announce } = useToast();
  const [typed, setTyped] = useState('');
  const add = (text: string): void => {
    const found = text.split(',').map((each) => each.trim().slice(0, MOST));
    const added = [...new Set(found)].filter((each) => each !== '' && !value.includes(each));
    setTyped('');
    if (added.length === 0) return;
    onChange([...value, ...added]);
    announce(`${added.join(', ')} added`);
  };
  const remove = (flag: string): void => {
    onChange(value.filter((each) => each !== flag));
    announce(`${flag} removed`);
  };
  const offered = (known?.flags ?? []).filter((each) => !value.includes(each)).slice(0, 8);
  return (
    <div className="ld-flags-field">
      <TextField
        label={label}
        value={typed}
        onChange={(text) => (text.includes(',') ? add(text) : setTyped(text))}
        onEnter={() => add(typed)}
        onBlur={() => add(typed)}
        placeholder="VIP"
        description={description ?? 'Type a word and press Enter.'}
        autoFocus={autoFocus ?? false}
      />
      {value.length > 0 && (
        <ul className="lf-list lf-row" aria-label={`${label}: chosen`}>
          {value.map((flag) => (
            <li key={flag} className="lf-tag">
              {flag}
              <IconButton label={`Remove ${flag}`} icon="cross" size="small" onPress={() => remove(flag)} />
            </li>
          ))}
        </ul>
      )}
      {offered.length > 0 && (
        <div className="lf-row">
          <span className="lf-muted lf-small">{known?.says}</span>
          {offered.map((flag) => (
            <Button key={flag} size="small" kind="quiet" icon="plus" onPress={() => add(flag)}>
              {flag}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
