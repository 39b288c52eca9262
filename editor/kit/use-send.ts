// Sends a change, says how it went, and has the pages that show it read anew.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useToast } from './Toasts.tsx';

interface SendWays<In, Out> {
  /** What is said when it is done. */
  done?: string | ((out: Out, given: In) => string);
  /** Query keys (first parts: paths) that are read anew. */
  refresh?: readonly string[];
  onDone?: (out: Out, given: In) => void;
  /** Without this a failure is shown as a message. */
  onFailed?: (error: unknown) => void;
}

/** A change under way. */
export interface Sending<In> {
  send: (given: In) => void;
  isPending: boolean;
  error: unknown;
  reset: () => void;
}

/** Wraps one request that changes something. */
export function useSend<In = void, Out = unknown>(
  request: (given: In) => Promise<Out>,
  ways: SendWays<In, Out> = {},
): Sending<In> {
  const client = useQueryClient();
  const toast = useToast();
  const mutation = useMutation({
    mutationFn: request,
    onSuccess: (out, given) => {
      for (const path of ways.refresh ?? []) void client.invalidateQueries({ queryKey: [path] });
      if (ways.done) toast.done(typeof ways.done === 'function' ? ways.done(out, given) : ways.done);
      ways.onDone?.(out, given);
    },
    onError: (error) => (ways.onFailed ? ways.onFailed(error) : toast.failed(error)),
  });
  return {
    send: (given) => mutation.mutate(given),
    isPending: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
  };
}
