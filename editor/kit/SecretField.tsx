// A secret in a form: its value is set or replaced here and never shown; its name stands in the document.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { api } from '../api.ts';
import type { Page, Secret } from '../types.ts';
import { Badge } from './Badge.tsx';
import { Button } from './Button.tsx';
import { useFieldBasics } from './FormFields.tsx';
import { useForm } from './form-context.ts';
import type { FieldControlProps } from './SchemaField.tsx';
import { TextField } from './TextField.tsx';
import { TimeText } from './TimeText.tsx';
import { useSend } from './use-send.ts';
import './schema-form.css';

const PREFIX = 'secret:';

/** Whether the secret is set, when, by whom and for where; and the name that it is kept under. */
export function SecretField(props: FieldControlProps): ReactElement {
  const { field, siblings, onChange } = props;
  const { secrets } = useForm();
  const basics = useFieldBasics(props);
  const known = useQuery({
    queryKey: ['/api/secrets'],
    queryFn: () => api.get<Page<Secret>>('/api/secrets', { limit: 200 }),
    enabled: !basics.isReadOnly,
  });
  const value = siblings[field.key] ?? field.schema.default;
  const name = typeof value === 'string' ? value.replace(/^secret:/, '') : '';
  const listed = known.data?.items.find((each) => each.name === name);
  const state = listed ?? secrets.find((each) => each.name === name && each.set);
  const { description, ...rest } = basics;
  return (
    <fieldset className="lf-columns lf-secret-field" aria-label={field.title}>
      {name !== '' && basics.error === undefined && (
        <SecretValue
          key={name}
          title={field.title}
          isRequired={basics.isRequired}
          name={name}
          setAt={state?.setAt ?? null}
          setBy={state?.setBy ?? null}
          listed={listed}
          isReadOnly={basics.isReadOnly}
          // A name that only stands there as the usual one becomes the document's with its value.
          isOffered={siblings[field.key] === undefined}
          onSet={() => siblings[field.key] === undefined && onChange(`${PREFIX}${name}`)}
        />
      )}
      <TextField
        {...rest}
        label="Kept under the name"
        isRequired={false}
        description={description ?? 'The document holds this name; the value is sealed on the server.'}
        value={name}
        onChange={(text) => onChange(`${PREFIX}${text.trim().replace(/^secret:/, '')}`)}
        isMono
      />
    </fieldset>
  );
}

interface SecretValueProps {
  title: string;
  isRequired: boolean;
  name: string;
  /** Null where it is not set. */
  setAt: string | null;
  setBy: string | null;
  /** As the server lists it, for those who may see that. */
  listed: Secret | undefined;
  isReadOnly: boolean;
  /** True while the document does not name it yet. */
  isOffered: boolean;
  onSet: () => void;
}

/** Says whether the secret is set and where it may go, and takes a new value. */
function SecretValue(props: SecretValueProps): ReactElement {
  const { title, name, setAt, setBy, listed, isReadOnly, isOffered, onSet } = props;
  // Closed once more, the button has the focus that the field had.
  const [state, setState] = useState<'new' | 'open' | 'closed'>('new');
  if (state === 'open') return <NewValue name={name} onSet={onSet} onClose={() => setState('closed')} />;
  return (
    <div className="lf-field">
      <span className="lf-label">
        {title}
        {props.isRequired && (
          <span className="lf-label__required" aria-hidden="true">
            *
          </span>
        )}
      </span>
      <div className="lf-row lf-secret">
        <SecretBadge isSet={setAt !== null} isLocked={listed?.locked === true} />
        {setAt && (
          <span className="lf-muted">
            <TimeText at={setAt} /> {setBy && `by ${setBy}`}
          </span>
        )}
        {!isReadOnly && isOffered && setAt && (
          <Button size="small" icon="check" onPress={onSet}>
            Use it
          </Button>
        )}
        {!isReadOnly && (
          <Button size="small" icon="key" autoFocus={state === 'closed'} onPress={() => setState('open')}>
            {setAt ? 'Replace' : 'Set value'}
          </Button>
        )}
      </div>
      {listed && <p className="lf-field__help">{whereWords(listed)}</p>}
    </div>
  );
}

function SecretBadge({ isSet, isLocked }: { isSet: boolean; isLocked: boolean }): ReactElement {
  if (isLocked) return <Badge tone="err">Locked</Badge>;
  return isSet ? <Badge tone="ok">Set</Badge> : <Badge tone="warn">Not set</Badge>;
}

/** Where the secret may be sent, or why it cannot be. */
function whereWords({ locked, origins }: Secret): string {
  if (locked) return 'The key that the server has does not open it: put the right key back, or replace the value.';
  if (origins.length === 0) return 'Sent nowhere yet: it is bound to the host of the connection that is saved with it.';
  return `Sent only to ${origins.join(' and ')}.`;
}

function NewValue({ name, onSet, onClose }: { name: string; onSet: () => void; onClose: () => void }): ReactElement {
  const [value, setValue] = useState('');
  const { send, isPending } = useSend(
    (text: string) => api.put(`/api/secrets/${encodeURIComponent(name)}`, { value: text }),
    {
      done: `The secret ${name} is set.`,
      refresh: ['/api/secrets', '/api/connections', '/api/options'],
      onDone: () => {
        onSet();
        onClose();
      },
    },
  );
  const save = (): void => {
    if (value !== '') send(value);
  };
  return (
    <div className="lf-stack lf-stack--tight">
      <TextField
        label="New value"
        type="password"
        value={value}
        onChange={setValue}
        onEnter={save}
        autoComplete="off"
        autoFocus
        description="It takes effect at once, for every connection that names it."
      />
      <div className="lf-row">
        <Button size="small" kind="primary" onPress={save} isPending={isPending} isDisabled={value === ''}>
          Set value
        </Button>
        <Button size="small" onPress={onClose}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
