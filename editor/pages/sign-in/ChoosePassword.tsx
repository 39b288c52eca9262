// Choose a password by a one-time link.
import { type ReactElement, useEffect, useState } from 'react';
import { t } from '../../words/sign-in.ts';
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
    document.title = t('chooseTitle');
  }, []);
  const missing = {
    title: t('noLink'),
    remedy: t('noLinkMore'),
  };
  const short = {
    title: t('short', { count: SHORTEST }),
    remedy: t('shortMore'),
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
      <h1>{t('choose')}</h1>
      <p className="lf-muted">{t('chooseAbout')}</p>
      {fault && <DoorError id={ERROR_ID} title={fault.title} remedy={fault.remedy} errorRef={errorRef} />}
      <DoorField
        id="password"
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        help={t('newPasswordHelp', { count: SHORTEST })}
        value={password}
        onChange={setPassword}
        errorId={fault ? ERROR_ID : undefined}
        autoFocus
      />
      <button type="submit" className="lf-door__button" disabled={isPending || link === ''}>
        {isPending ? t('setting') : t('set')}
      </button>
      {(link === '' || problem) && <a href="/login">{t('toSignIn')}</a>}
    </form>
  );
}
