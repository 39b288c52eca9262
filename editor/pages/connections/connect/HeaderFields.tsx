// (D) Authorization Header: Convoso's line of headers between bars, taken apart into rows.
import { type ReactElement, useState } from 'react';
import { readHeaderLines } from '../../../../flows/language/header-lines.ts';
import type { HeaderLine } from '../../../../flows/language/receivers.ts';
import { Button, IconButton } from '../../../kit/Button.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { isSecretHeader } from './connect-form.ts';

interface HeaderFieldsProps {
  headers: readonly HeaderLine[];
  onChange: (headers: HeaderLine[]) => void;
  fault: string | undefined;
}

const EXAMPLE = 'Content-length: 0|Content-type: application/json|Authorization: OAuthSomeOAuthaccess_tokenString';

/** A pasted line becomes rows at once; what was left out of it, and why, stands below. */
export function HeaderFields({ headers, onChange, fault }: HeaderFieldsProps): ReactElement {
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState<{ notices: readonly string[]; wrong?: string }>({ notices: [] });
  const take = (): void => {
    if (typed.trim() === '') return;
    const read = readHeaderLines(typed);
    const [first] = read.faults;
    setSaid({ notices: read.notices.map(({ says }) => says), ...(first ? { wrong: first.says } : {}) });
    // With a fault nothing is taken over: what was typed stays, to be put right.
    if (first) return;
    const names = read.rows.map(({ name }) => name.toLowerCase());
    onChange([...headers.filter(({ name }) => !names.includes(name.toLowerCase())), ...read.rows]);
    setTyped('');
  };
  return (
    <>
      <TextField
        label="Authorization Header"
        value={typed}
        onChange={setTyped}
        onEnter={take}
        onBlur={take}
        placeholder={EXAMPLE}
        description="Headers with a bar between them, as Convoso writes them; each becomes a row."
        error={said.wrong ?? fault}
        isMono
        after={
          typed === '' ? undefined : (
            <Button size="small" onPress={take}>
              Take apart
            </Button>
          )
        }
      />
      {said.notices.length > 0 && (
        <Notice tone="run">
          <ul>
            {said.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </Notice>
      )}
      <HeaderRows headers={headers} onChange={onChange} />
    </>
  );
}

/** The rows that came of it; each can be changed and taken out. */
function HeaderRows({ headers, onChange }: Omit<HeaderFieldsProps, 'fault'>): ReactElement | null {
  if (headers.length === 0) return null;
  return (
    <ul className="lf-list lf-stack lf-stack--tight" aria-label="Headers that are sent">
      {headers.map((row, index) => (
        <HeaderRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and are only added at the end.
          key={index}
          row={row}
          at={index + 1}
          onChange={(next) => onChange(headers.map((each, at) => (at === index ? next : each)))}
          onRemove={() => onChange(headers.filter((_, each) => each !== index))}
        />
      ))}
    </ul>
  );
}

interface HeaderRowProps {
  row: HeaderLine;
  at: number;
  onChange: (row: HeaderLine) => void;
  onRemove: () => void;
}

/** A value that shows who we are is hidden, and goes to the secrets. */
function HeaderRow({ row, at, onChange, onRemove }: HeaderRowProps): ReactElement {
  const isHidden = isSecretHeader(row.name);
  return (
    <li className="lf-connect__row">
      <TextField
        label={`Header ${at}`}
        hideLabel
        value={row.name}
        onChange={(name) => onChange({ ...row, name })}
        isMono
      />
      <TextField
        label={`Value of ${row.name || `header ${at}`}${isHidden ? ', kept as a secret' : ''}`}
        hideLabel
        value={row.value}
        onChange={(value) => onChange({ ...row, value })}
        isMono
        {...(isHidden ? { type: 'password' as const, autoComplete: 'off' } : {})}
      />
      <IconButton size="small" icon="cross" label={`Remove the header ${row.name}`} onPress={onRemove} />
    </li>
  );
}
