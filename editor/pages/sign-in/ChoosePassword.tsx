// Choose a password by a one-time link.
import { type ReactElement, useEffect, useState } from 'react';
import { DoorError, DoorField } from './DoorField.tsx';
import { useDoor } from './use-door.ts';

const ERROR_ID = 'setup-error';
/** The server's own rule; said here before it is broken. */
const SHORTEST = 10;

/** The password form of /setup. */
export function ChoosePassword({ link }: { link: string }): ReactElement {
  const [password, setPassword] = useState('');
  const [isShort, setShort] = useState(false);
  const { send, isPending, problem, errorRef } = useDoor();
  useEffect(() => {
    document.title = 'Choose a password - Leadflow';
  }, []);
  const missing = {
    title: 'This address holds no one-time link.',
    remedy: 'Open the link exactly as it was given to you.',
  };
  const short = {
    title: `The password needs at least ${SHORTEST} characters.`,
    remedy: 'Make it longer; a few words in a row do well.',
  };
  const fault = link === '' ? missing : isShort ? short : problem;
  return (
    <form
      className="lf-door__form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const tooShort = password.length < SHORTEST;
        setShort(tooShort);
        if (!tooShort && !isPending && link !== '') send('/api/setup', { link, password }, '/');
      }}
    >
      <h1>Choose a password</h1>
      <p className="lf-muted">The link works once. You are signed in as soon as the password is set.</p>
      {fault && <DoorError id={ERROR_ID} title={fault.title} remedy={fault.remedy} errorRef={errorRef} />}
      <DoorField
        id="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        help={`At least ${SHORTEST} characters. Pasting from a password manager is welcome.`}
        value={password}
        onChange={setPassword}
        errorId={fault ? ERROR_ID : undefined}
        autoFocus
      />
      <button type="submit" className="lf-door__button" disabled={isPending || link === ''}>
        {isPending ? 'Setting the password' : 'Set password and sign in'}
      </button>
      {(link === '' || problem) && <a href="/login">Go to the sign-in page</a>}
    </form>
  );
}
