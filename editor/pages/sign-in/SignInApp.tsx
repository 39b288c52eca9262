// The page outside the door: sign in, or choose a password by a one-time link. Kept small: no kit, no router.
import type { ReactElement } from 'react';
import { ChoosePassword } from './ChoosePassword.tsx';
import { SignIn } from './SignIn.tsx';
import { safeNext } from './safe-next.ts';
import './sign-in.css';

/** The sign-in form at /login, the password form at /setup. */
export function SignInApp({ path, search }: { path: string; search: string }): ReactElement {
  const query = new URLSearchParams(search);
  return (
    <main className="lf-door">
      <div className="lf-door__card">
        <p className="lf-door__brand">
          <img src="/leadflow.svg" width={36} height={36} alt="" />
          Leadflow
        </p>
        {path === '/setup' ? (
          <ChoosePassword link={query.get('link') ?? ''} />
        ) : (
          <SignIn next={safeNext(query.get('next'))} />
        )}
      </div>
    </main>
  );
}
