// Takes the path of an access token, or of how long it counts, from the sample answer of its Auth endpoint.
import { type ReactElement, useState } from 'react';
import type { ConnectionAuth, EndpointDocument } from '../../../flows/language/receivers.ts';
import { Button } from '../../kit/Button.tsx';
import { useAnswerPreview } from '../../kit/use-answer-preview.ts';
import { AnswerTree } from './answers/AnswerTree.tsx';

type TokenAuth = Extract<ConnectionAuth, { type: 'token' }>;

interface TokenPathProps {
  endpoint: EndpointDocument;
  auth: TokenAuth;
  onChange: (auth: ConnectionAuth) => void;
}

/** The tree of the sample answer, folded away until it is wanted. */
export function TokenPath({ endpoint, auth, onChange }: TokenPathProps): ReactElement {
  const [path, setPath] = useState<string>();
  const body = (endpoint.sample ?? endpoint.samples?.[0])?.body ?? '';
  const { preview } = useAnswerPreview(body, undefined);
  if (body.trim() === '') {
    return <p className="lf-field__help">Keep a sample answer at the endpoint, to pick the path from it here.</p>;
  }
  return (
    <details className="lf-token-path">
      <summary>Pick it from the sample answer</summary>
      {preview?.ok && <AnswerTree data={preview.data} picked={path} onPick={(picked) => setPath(picked.path)} />}
      {path !== undefined && (
        <div className="lf-row">
          <code>{path}</code>
          <Button size="small" onPress={() => onChange({ ...auth, token: path })}>
            It is the token
          </Button>
          <Button size="small" kind="quiet" onPress={() => onChange({ ...auth, expiresPath: path })}>
            It says how long
          </Button>
        </div>
      )}
    </details>
  );
}
