// Whether the server answers: learnt from every request of the page, and asked for while it does not.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiProblem, api } from '../api.ts';

/** `live`: the last request was answered. `offline`: it was not, or the browser says that there is no network. */
export type Connection = 'live' | 'offline';

/** How often a silent server is asked again. Milliseconds. */
const ASK_AGAIN_MS = 3000;

/** Watches the requests of all pages; while none is answered it asks by itself, and reads everything anew after that. */
export function useConnection(): Connection {
  const client = useQueryClient();
  const [state, setState] = useState<Connection>(() => (navigator.onLine ? 'live' : 'offline'));
  useEffect(() => {
    const lost = (): void => setState('offline');
    window.addEventListener('offline', lost);
    const leave = client.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated') return;
      const { action } = event;
      // An answer that was under way as the network went says nothing of now; nor does what a page wrote by itself.
      if (action.type === 'success' && !action.manual && navigator.onLine) setState('live');
      if ((action.type === 'error' || action.type === 'failed') && isUnreachable(action.error)) setState('offline');
    });
    return () => {
      window.removeEventListener('offline', lost);
      leave();
    };
  }, [client]);
  useEffect(() => {
    if (state === 'live') return;
    const timer = setInterval(() => {
      const isAnswered = (): void => {
        setState('live');
        void client.invalidateQueries();
      };
      api.get('/api/session').then(isAnswered, (error: unknown) => {
        if (!isUnreachable(error)) isAnswered();
      });
    }, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [state, client]);
  return state;
}

function isUnreachable(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 0;
}
