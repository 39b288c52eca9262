// Who is signed in, for every page under the gate.
import { createContext, useContext } from 'react';
import type { SessionInfo } from '../types.ts';

/** Set by the gate once the session is read. */
export const SessionContext = createContext<SessionInfo>({
  user: { id: '', email: '', role: 'viewer' },
  environment: '',
  version: '',
});

/** The session of the person in front of the screen. */
export function useSession(): SessionInfo {
  return useContext(SessionContext);
}

/** True for those who may change things; viewers only look. */
export function useCanEdit(): boolean {
  return useSession().user.role === 'admin';
}
