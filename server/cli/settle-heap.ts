// Ends the start's frugal use of memory: what the start left behind is collected, and the young space may grow for leads.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Runs one full collection, some 30 ms, and lifts the limit that `leadflow.js` put on the young space. */
export function settleHeap(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  setFlagsFromString('--semi-space-growth-factor=2');
}
