// A drop-down whose choices are read from the server while the form is open; any other text may be typed all the same.
import { type ReactElement, useId, useState } from 'react';
import { Link } from 'react-router';
import type { Json } from '../../flows/language/document.ts';
import { Button, IconButton } from './Button.tsx';
import { ComboBox } from './ComboBox.tsx';
import { useFieldBasics } from './FormFields.tsx';
import { exampleOf } from './form-model.ts';
import { askOf, choicesOf, clockOf, type OptionsState, sourceOf, staleWords } from './form-options.ts';
import { Icon } from './Icon.tsx';
import type { FieldControlProps } from './SchemaField.tsx';
import { type OptionsNow, useOptions } from './use-options.ts';
import './options.css';

/** The field. A value that is not offered stays, and is marked; a change of what it depends on never clears it. */
export function OptionsField(props: FieldControlProps): ReactElement {
  const { field, siblings, onChange } = props;
  const basics = useFieldBasics(props);
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const source = sourceOf(field.schema) ?? { source: 'lists' };
  const ask = askOf(source, siblings, field.titles);
  const now = useOptions(source, ask, basics.isReadOnly && source.source === 'connection-data');
  const value = textOf(siblings[field.key] ?? (field.schema.default as Json | undefined));
  const stale = now.isReading ? undefined : staleWords(value, now, typed === value);
  const change = (next: string): void => {
    setTyped(now.options?.items.some((item) => item.value === next) ? undefined : next);
    onChange(next === '' && !field.isRequired ? undefined : next);
  };
  return (
    <div className="lf-options">
      <ComboBox
        {...basics}
        options={choicesOf(now.options)}
        value={value}
        onChange={change}
        placeholder={exampleOf(field.schema)}
        describedBy={id}
        allowsAny
      />
      <div id={id} className="lf-options__notes" role="status">
        {stale && basics.error === undefined && (
          <p className="lf-options__state lf-options__state--warn">
            <Icon name="warning" size={14} />
            <span>{stale}</span>
          </p>
        )}
        <StateLine now={now} connection={ask.query.connection ?? ''} isReadOnly={basics.isReadOnly} />
      </div>
    </div>
  );
}

interface StateLineProps {
  now: OptionsNow;
  connection: string;
  isReadOnly: boolean;
}

/** How the choices stand, with the way on: read again, try again, or to the credentials. */
function StateLine({ now, connection, isReadOnly }: StateLineProps): ReactElement | null {
  const { state, isReading, refresh } = now;
  if (state.is === 'quiet') return null;
  const isFault = state.is === 'failed' || state.is === 'needs-credentials';
  return (
    <div className={`lf-options__state${isFault ? ' lf-options__state--err' : ''}`}>
      <Icon name={ICONS[state.is]} size={14} />
      <span>
        {state.says} {state.is === 'loaded' && <time dateTime={state.at}>{clockOf(state.at)}</time>}
        {'remedy' in state && state.remedy}
        {state.is === 'needs-credentials' && connection !== '' && (
          <>
            {' '}
            <Link to={`/connections/${connection}`}>Open {connection}</Link>
          </>
        )}
      </span>
      {state.is === 'loaded' && !isReadOnly && (
        <IconButton
          size="small"
          icon="refresh"
          label="Read the choices again"
          isPending={isReading}
          onPress={refresh}
        />
      )}
      {isFault && (
        <Button size="small" icon="refresh" isPending={isReading} onPress={refresh}>
          Try again
        </Button>
      )}
    </div>
  );
}

const ICONS = {
  waiting: 'info',
  loading: 'clock',
  loaded: 'check',
  'needs-credentials': 'key',
  failed: 'warning',
} as const satisfies Record<Exclude<OptionsState['is'], 'quiet'>, string>;

function textOf(value: Json | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}
