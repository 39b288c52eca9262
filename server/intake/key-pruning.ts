// Forgets idempotency keys and reservations whose window is over, a few at a time, so that their tables stay as large as they must be.
import { type AdminStore, change } from '../store/admin-ops.ts';

/** How often it is looked, and the pause between two rounds while there is more, milliseconds. */
const EVERY_MS = 60_000;
const BETWEEN_MS = 250;
/** Rows of each table a round: some milliseconds of the writer. */
const AT_ONCE = 1000;
/** The longest window that a trigger can have: a withdrawn flow may be published again. Milliseconds. */
const LONGEST_MS = 90 * 86_400_000;

/** What pruning needs. */
export interface PruningDeps {
  /** Flow -> how long its keys are remembered, milliseconds; of the flows that are published. */
  windows: () => Record<string, number>;
  store: AdminStore;
  onError: (error: unknown, says: string) => void;
}

/** Starts it. Answers how to stop. */
export function startKeyPruning({ windows, store, onError }: PruningDeps): () => void {
  let timer: NodeJS.Timeout;
  let stopped = false;
  const round = async () => {
    let gone = 0;
    try {
      const keys = await change(store, 'key.prune', { windows: windows(), others: LONGEST_MS, limit: AT_ONCE });
      const reservations = await change(store, 'reservation.prune', { limit: AT_ONCE });
      gone = Math.max(keys.pruned, reservations.pruned);
    } catch (error) {
      onError(error, 'Old idempotency keys and reservations could not be forgotten.');
    }
    if (!stopped) plan(gone < AT_ONCE ? EVERY_MS : BETWEEN_MS);
  };
  const plan = (ms: number) => {
    timer = setTimeout(() => void round(), ms);
    timer.unref();
  };
  plan(EVERY_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
