// A version that another page asked to have back as the draft: put in place once, as a step that can be undone.
import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** What the page that compares versions leaves in the browser's history for the editor: never in the address. */
export interface GivenVersion {
  restore: number;
}

/** Restores the version that came along, and forgets it, so that a reload does not do it again. */
export function useGivenVersion(restore: (version: number) => Promise<void>): void {
  const { state, pathname } = useLocation();
  const navigate = useNavigate();
  const version = isGiven(state) ? state.restore : undefined;
  useEffect(() => {
    if (version === undefined) return;
    void navigate(pathname, { replace: true, state: null });
    void restore(version);
  }, [version, pathname, navigate, restore]);
}

function isGiven(state: unknown): state is GivenVersion {
  return typeof state === 'object' && state !== null && 'restore' in state && typeof state.restore === 'number';
}
