// Sign in with e-mail address and password.
import { type ReactElement, useEffect, useState } from 'react';
import { DoorError, DoorField } from './DoorField.tsx';
import { useDoor } from './use-door.ts';

const ERROR_ID = 'sign-in-error';

/** The sign-in form. `next` is the path to go to afterwards. */
export function SignIn({ next }: { next: string }): ReactElement {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { send, isPending, problem, wait, errorRef } = useDoor();
  useEffect(() => {
    document.title = 'Sign in - Leadflow';
  }, []);
  const errorId = problem?.code === 'SIGN_IN_FAILED' || problem?.status === 422 ? ERROR_ID : undefined;
  return (
    <form
      className="lf-door__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (wait === 0 && !isPending) send('/api/session', { email: email.trim(), password }, next);
      }}
    >
      <h1>Sign in</h1>
      {problem && <DoorError id={ERROR_ID} title={problem.title} remedy={problem.remedy} errorRef={errorRef} />}
      <DoorField
        id="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        errorId={errorId}
        autoFocus
      />
      <DoorField
        id="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        errorId={errorId}
      />
      <button type="submit" className="lf-door__button" disabled={isPending || wait > 0}>
        {wait > 0 ? `Try again in ${wait} s` : isPending ? 'Signing in' : 'Sign in'}
      </button>
      <p className="lf-muted lf-small">
        No account yet, or the password is lost? Ask an admin for a one-time link. On the server,{' '}
        <code>npx leadflow user reset</code> prints one.
      </p>
    </form>
  );
}
