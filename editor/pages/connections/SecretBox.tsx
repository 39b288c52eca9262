// The value of one secret: set or replaced here, never shown.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useSend } from '../../kit/use-send.ts';

interface SecretBoxProps {
  name: string;
  /** Null where it is not set. */
  setAt: string | null;
  setBy: string | null;
  isReadOnly: boolean;
}

/** Says whether the secret is set, and takes a new value. */
export function SecretBox({ name, setAt, setBy, isReadOnly }: SecretBoxProps): ReactElement {
  const [value, setValue] = useState<string>();
  const { send, isPending } = useSend(
    (text: string) => api.put(`/api/secrets/${encodeURIComponent(name)}`, { value: text }),
    {
      done: `The secret ${name} is set.`,
      refresh: ['/api/secrets', '/api/connections'],
      onDone: () => setValue(undefined),
    },
  );
  const save = (): void => {
    if (value) send(value);
  };
  if (value === undefined) {
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
          {!isReadOnly && (
            <Button size="small" icon="key" onPress={() => setValue('')}>
              {setAt ? 'Replace' : 'Set value'}
            </Button>
          )}
        </div>
      </div>
    );
  }
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
        <Button size="small" onPress={() => setValue(undefined)}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
