// A secret in a form: its name stands in the document, its value is set or replaced here and never shown.
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

const PREFIX = 'secret:';

/** The name of the secret, and beside it whether it is set, when and by whom. */
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
  return (
    <div className="lf-columns">
      <TextField
        {...basics}
        value={name}
        onChange={(text) => onChange(`${PREFIX}${text.trim().replace(/^secret:/, '')}`)}
        isMono
      />
      {name !== '' && basics.error === undefined && (
        <SecretValue
          key={name}
          name={name}
          setAt={state?.setAt ?? null}
          setBy={state?.setBy ?? null}
          isReadOnly={basics.isReadOnly}
          // A name that only stands there as the usual one becomes the document's with its value.
          isOffered={siblings[field.key] === undefined}
          onSet={() => siblings[field.key] === undefined && onChange(`${PREFIX}${name}`)}
        />
      )}
    </div>
  );
}

interface SecretValueProps {
  name: string;
  /** Null where it is not set. */
  setAt: string | null;
  setBy: string | null;
  isReadOnly: boolean;
  /** True while the document does not name it yet. */
  isOffered: boolean;
  onSet: () => void;
}

/** Says whether the secret is set, and takes a new value. */
function SecretValue({ name, setAt, setBy, isReadOnly, isOffered, onSet }: SecretValueProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <NewValue name={name} onSet={onSet} onClose={() => setOpen(false)} />;
  return (
    <div className="lf-field">
      <span className="lf-label">Value</span>
      <div className="lf-row lf-secret">
        {setAt ? (
          <>
            <Badge tone="ok">Set</Badge>
            <span className="lf-muted">
              <TimeText at={setAt} /> {setBy && `by ${setBy}`}
            </span>
          </>
        ) : (
          <Badge tone="warn">Not set</Badge>
        )}
        {!isReadOnly && isOffered && setAt && (
          <Button size="small" icon="check" onPress={onSet}>
            Use it
          </Button>
        )}
        {!isReadOnly && (
          <Button size="small" icon="key" onPress={() => setOpen(true)}>
            {setAt ? 'Replace' : 'Set value'}
          </Button>
        )}
      </div>
    </div>
  );
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
