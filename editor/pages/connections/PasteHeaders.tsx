// A line of headers with pipes between them, pasted: its parts become rows, its secrets are sealed, the rest is said in words.
import { type ReactElement, useState } from 'react';
import { type HeaderLines, readHeaderLines } from '../../../flows/language/header-lines.ts';
import type { HeaderLine } from '../../../flows/language/receivers.ts';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';

interface PasteHeadersProps {
  headers: readonly HeaderLine[];
  onChange: (headers: HeaderLine[]) => void;
  connection: string | undefined;
}

/** The button, its field, and what was made of the line. */
export function PasteHeaders(props: PasteHeadersProps): ReactElement {
  // Closed once more, the button has the focus that the field had.
  const [state, setState] = useState<'new' | 'open' | 'closed'>('new');
  const [said, setSaid] = useState<readonly string[]>([]);
  return (
    <div className="lf-stack lf-stack--tight">
      {state === 'open' ? (
        <LineField
          {...props}
          onTaken={(words) => {
            setSaid(words);
            setState('closed');
          }}
          onClose={() => setState('closed')}
        />
      ) : (
        <div>
          <Button size="small" icon="plus" autoFocus={state === 'closed'} onPress={() => setState('open')}>
            Paste a header line
          </Button>
        </div>
      )}
      <div role="status" className="lf-stack lf-stack--tight">
        {said.map((words) => (
          <Notice key={words} tone="run">
            {words}
          </Notice>
        ))}
      </div>
    </div>
  );
}

interface LineFieldProps extends PasteHeadersProps {
  onTaken: (said: readonly string[]) => void;
  onClose: () => void;
}

function LineField({ headers, onChange, connection, onTaken, onClose }: LineFieldProps): ReactElement {
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const read = readHeaderLines(text);
  const error = isTried ? faultIn(read, connection) : undefined;
  const { send, isPending } = useSend(() => sealed(read, connection), {
    refresh: ['/api/secrets'],
    onDone: ({ rows, said }) => {
      const names = rows.map(({ name }) => name.toLowerCase());
      onChange([...headers.filter(({ name }) => !names.includes(name.toLowerCase())), ...rows]);
      onTaken([...read.notices.map(({ says }) => says), ...said]);
    },
  });
  const take = (): void => {
    setTried(true);
    if (text.trim() !== '' && faultIn(read, connection) === undefined) send();
  };
  return (
    <>
      <TextField
        label="Header line"
        description="Headers with pipes between them, as in Convoso’s field Authorization Header."
        placeholder="Content-type: application/json|X-Campaign: spring"
        value={text}
        onChange={setText}
        onEnter={take}
        error={error}
        isMono
        autoFocus
      />
      <Suspects secrets={read.secretsSuspected} connection={connection} />
      <div className="lf-row">
        <Button size="small" isPending={isPending} isDisabled={text.trim() === ''} onPress={take}>
          Make rows of it
        </Button>
        <Button size="small" kind="quiet" onPress={onClose}>
          Cancel
        </Button>
      </div>
    </>
  );
}

/** What will be sealed, said while the line is still being written. */
function Suspects({ secrets, connection }: SuspectsProps): ReactElement {
  return (
    <p role="status" className="lf-field__help">
      {connection !== undefined &&
        secrets.length > 0 &&
        `${secrets.map(({ header }) => header).join(' and ')} ${secrets.length === 1 ? 'looks' : 'look'} like a secret: the value will be sealed on the server, and the row will hold its name alone.`}
    </p>
  );
}

interface SuspectsProps {
  secrets: HeaderLines['secretsSuspected'];
  connection: string | undefined;
}

function faultIn({ faults, secretsSuspected }: HeaderLines, connection: string | undefined): string | undefined {
  if (faults.length > 0) return faults.map(({ says }) => says).join(' ');
  const [secret] = secretsSuspected;
  if (connection !== undefined || secret === undefined) return undefined;
  return `${secret.header} holds a secret, and a template holds none. Take it out, and use the authentication.`;
}

/** Rows with each secret put where secrets are kept, and its name in the place of its value. */
async function sealed(
  { rows, secretsSuspected }: HeaderLines,
  connection: string | undefined,
): Promise<{ rows: HeaderLine[]; said: string[] }> {
  const names = new Map(secretsSuspected.map((each) => [each.header, `${connection}-${each.secret}`]));
  for (const { header, value } of secretsSuspected) {
    await api.put(`/api/secrets/${encodeURIComponent(names.get(header) ?? '')}`, { value });
  }
  return {
    rows: rows.map(({ name, value }) => ({ name, value: names.has(name) ? `secret:${names.get(name)}` : value })),
    said: [...names].map(([header, name]) => `The value of ${header} is sealed as the secret ${name}, and in no file.`),
  };
}
