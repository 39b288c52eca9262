// What every simulated system is to the simulator: it answers the calls of its own addresses, and can forget everything.
import type { Reply } from './reply.ts';
import type { Call } from './request.ts';

/** A simulated system. */
export interface System {
  /** Its answer, or undefined where the address is not one of its own. */
  reply: (call: Call) => Reply | undefined;
  reset: () => void;
}
