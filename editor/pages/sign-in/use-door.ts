// Sends a form outside the door and keeps what came of it.
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, api } from '../../api.ts';

/** A form under way. */
export interface Door {
  send: (path: string, body: unknown, next: string) => void;
  isPending: boolean;
  problem: ApiProblem | undefined;
  /** Seconds left until the server takes another try; 0 where it takes one now. */
  wait: number;
  /** Set to the message's element, which gets the focus. */
  errorRef: { current: HTMLDivElement | null };
}

/** The state of a sign-in or password form. A success leaves the page. */
export function useDoor(): Door {
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [wait, setWait] = useState(0);
  const errorRef = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (problem) errorRef.current?.focus();
  }, [problem]);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  const send = useCallback((path: string, body: unknown, next: string) => {
    setPending(true);
    api.post(path, body).then(
      () => window.location.replace(next),
      (error: unknown) => {
        setPending(false);
        setProblem(error instanceof ApiProblem ? error : new ApiProblem(0, {}));
        if (error instanceof ApiProblem && error.status === 429) setWait(error.retryAfter ?? 30);
      },
    );
  }, []);
  return { send, isPending, problem, wait, errorRef };
}
