// Ends the session and goes to the sign-in page.
import { useRef } from 'react';
import { api } from '../api.ts';
import { useToast } from '../kit/Toasts.tsx';

/** The way out; a second press while the first is under way does nothing. */
export function useSignOut(): () => void {
  const toast = useToast();
  const isLeaving = useRef(false);
  return () => {
    if (isLeaving.current) return;
    isLeaving.current = true;
    api.delete('/api/session').then(
      () => window.location.assign('/login'),
      (error: unknown) => {
        isLeaving.current = false;
        toast.failed(error);
      },
    );
  };
}
