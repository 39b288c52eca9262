// Keeps this thread from sleeping while a lead that is alone will soon need it again.
import { availableParallelism } from 'node:os';

/**
 * How long the event loop polls before it may sleep, milliseconds: a quick receiver has answered by then, and whoever sends one
 * lead after the other has sent the next.
 */
const AWAKE_MS = 0.6;

/** What it works with. */
interface Surroundings {
  /** The process's own clock, milliseconds. */
  elapsed: () => number;
  /** Calls back after whatever else has come, without sleep. */
  soon: (work: () => void) => void;
  /** What this process may use. */
  cores: number;
}

const REAL: Surroundings = {
  elapsed: () => performance.now(),
  soon: (work) => void setImmediate(work),
  cores: availableParallelism(),
};

/**
 * Answers what is called when the thread will soon be needed. A core that sleeps is lent to others, on a virtual machine to
 * other machines: it takes a while to come back, and its caches are cold. On a single core it does nothing: those who are
 * waited for need that one.
 */
export function wakefulness({ elapsed, soon, cores }: Surroundings = REAL): () => void {
  let until = 0;
  let isPolling = false;
  const poll = () => {
    isPolling = elapsed() < until;
    if (isPolling) soon(poll);
  };
  return () => {
    until = elapsed() + AWAKE_MS;
    if (isPolling || cores === 1) return;
    isPolling = true;
    soon(poll);
  };
}
