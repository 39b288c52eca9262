// Sign in with e-mail address and password.
import { type ReactElement, useEffect, useState } from 'react';
import { t } from '../../words/sign-in.ts';
import { DoorError, DoorField } from './DoorField.tsx';
import { useDoor } from './use-door.ts';

const ERROR_ID = 'sign-in-error';

/** The sign-in form. `next` is the path to go to afterwards. */
export function SignIn({ next }: { next: string }): ReactElement {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { send, isPending, problem, wait, errorRef } = useDoor();
  useEffect(() => {
    document.title = t('signInTitle');
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
      <h1>{t('signIn')}</h1>
      {problem && <DoorError id={ERROR_ID} title={problem.title} remedy={problem.remedy} errorRef={errorRef} />}
      <DoorField
        id="email"
        label={t('email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        errorId={errorId}
        autoFocus
      />
      <DoorField
        id="password"
        label={t('password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        errorId={errorId}
      />
      <button type="submit" className="lf-door__button" disabled={isPending || wait > 0}>
        {wait > 0 ? t('wait', { seconds: wait }) : isPending ? t('signingIn') : t('signIn')}
      </button>
      <WaitSaid wait={wait} />
      <p className="lf-muted lf-small">
        {t('noAccount')} <code>npx leadflow user reset</code> {t('noAccountEnd')}
      </p>
    </form>
  );
}

/** The wait, for those who do not see the button count: said when it begins, each half minute, and when it is over. */
function WaitSaid({ wait }: { wait: number }): ReactElement {
  const [said, setSaid] = useState('');
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (wait > 0 && (!isWaiting || wait % 30 === 0)) setSaid(t('waitSaid', { seconds: wait }));
    if (wait === 0 && isWaiting) setSaid(t('waitOver'));
    setWaiting(wait > 0);
  }, [wait, isWaiting]);
  return (
    <p className="lf-hidden" role="status">
      {said}
    </p>
  );
}
