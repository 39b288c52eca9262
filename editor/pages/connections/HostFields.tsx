// Scheme and host of a connection; a pasted address is taken apart, and the form says so.
import { type ReactElement, useState } from 'react';
import { Notice } from '../../kit/Notice.tsx';
import { Segmented } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { readHost } from './connection-model.ts';
import type { ConnectionPart } from './connection-part.ts';
import './connections.css';

const SCHEMES = [
  { id: 'https', label: 'https' },
  { id: 'http', label: 'http' },
];

/** The two fields. */
export function HostFields({ draft, change, isReadOnly }: ConnectionPart): ReactElement {
  const [notice, setNotice] = useState('');
  const typed = (text: string): void => {
    const isAddress = text.includes('/') || text.includes('@');
    if (!isAddress) {
      change({ ...draft, host: text.trim() });
      return;
    }
    const found = readHost(text);
    setNotice(found.notice);
    change({ ...draft, host: found.host, scheme: found.scheme ?? draft.scheme });
  };
  return (
    <div className="lf-stack lf-stack--tight">
      <div className="lf-host">
        <Segmented
          label="Scheme"
          options={SCHEMES}
          value={draft.scheme}
          onChange={(scheme) => change({ ...draft, scheme: scheme === 'http' ? 'http' : 'https' })}
          isDisabled={isReadOnly}
        />
        <TextField
          label="Host"
          value={draft.host}
          onChange={typed}
          placeholder="api.acme.example"
          description="The name of the server, with :port if it is not the usual one. Paths belong to the endpoints."
          isRequired
          isMono
          isReadOnly={isReadOnly}
        />
      </div>
      {notice && <Notice tone="run">{notice}</Notice>}
      {draft.scheme === 'http' && !/^(127\.|localhost|\[::1\])/.test(draft.host) && (
        <Notice tone="warn">
          Leads and secrets travel unprotected over http. Use https unless the receiver is on this machine.
        </Notice>
      )}
    </div>
  );
}
