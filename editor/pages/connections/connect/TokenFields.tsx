// (C) Api Authentication: the token, and where it is sent.
import { type ReactElement, useState } from 'react';
import { Button } from '../../../kit/Button.tsx';
import { Select } from '../../../kit/Select.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { BEARER, type ConnectToken, isBearer } from './connect-form.ts';

interface TokenFieldsProps {
  token: ConnectToken;
  onChange: (token: ConnectToken) => void;
  fault: string | undefined;
  /** A template says by itself how we show who we are. */
  isGiven: boolean;
}

const PLACES = [
  { id: 'header', label: 'A header' },
  { id: 'query', label: 'The query', hint: 'of the address' },
  { id: 'body', label: 'The body', hint: 'beside the fields of the lead' },
];

/** The token is write-only. It is sent as `Authorization: Bearer …` unless somebody says otherwise. */
export function TokenFields({ token, onChange, fault, isGiven }: TokenFieldsProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const isChanged = isOpen || !isBearer(token);
  return (
    <>
      <TextField
        label="Api Authentication"
        type="password"
        autoComplete="off"
        value={token.value}
        onChange={(value) => onChange({ ...token, value })}
        placeholder={isGiven ? 'As the template says' : 'The token, where the vendor uses one'}
        description={
          isGiven
            ? 'The template says how we show who we are; a token here takes its place.'
            : 'Sealed on the server, in no file, and never shown again.'
        }
      />
      {isGiven && token.value === '' ? null : isChanged ? (
        <PlaceFields token={token} onChange={onChange} fault={fault} />
      ) : (
        <p className="lf-row lf-small lf-muted">
          <span>
            Sent as <code>Authorization: Bearer …</code>
          </span>
          <Button size="small" kind="quiet" onPress={() => setOpen(true)}>
            Send it otherwise
          </Button>
        </p>
      )}
    </>
  );
}

function PlaceFields({ token, onChange, fault }: Omit<TokenFieldsProps, 'isGiven'>): ReactElement {
  const move = (id: string): void => {
    if (id === 'header') onChange({ ...BEARER, value: token.value });
    else onChange({ ...token, in: id === 'query' ? 'query' : 'body', name: 'auth_token', prefix: '' });
  };
  return (
    <div className="lf-columns">
      <Select label="Token is sent in" options={PLACES} value={token.in} onChange={move} />
      <TextField
        label={token.in === 'header' ? 'Name of the header' : 'Name of the parameter'}
        value={token.name}
        onChange={(name) => onChange({ ...token, name })}
        error={fault}
        isMono
      />
      <TextField
        label="In front of the token"
        value={token.prefix}
        onChange={(prefix) => onChange({ ...token, prefix })}
        placeholder="Nothing"
        isMono
      />
    </div>
  );
}
