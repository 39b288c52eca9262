// The mark and the words of a node's state after a run: a mark and a word together, never a colour alone.
import type { IconName } from '../kit/icon-paths.ts';
import type { TraceState } from './overlay-store.ts';

/** State -> its mark, its word, and the name of its colour. */
export const STATE_LOOK: Record<TraceState, { icon: IconName; word: string; tone: string }> = {
  ok: { icon: 'check', word: 'Done', tone: 'ok' },
  rejected: { icon: 'off', word: 'Rejected', tone: 'warn' },
  failed: { icon: 'cross', word: 'Failed', tone: 'err' },
  running: { icon: 'play', word: 'Running', tone: 'run' },
  waiting: { icon: 'waiting', word: 'Waiting', tone: 'run' },
  held: { icon: 'pause', word: 'Held', tone: 'warn' },
  cancelled: { icon: 'stop', word: 'Cancelled', tone: 'skip' },
};

/** The id of the words on a card that say how its node stood in a run. */
export function stateId(node: string): string {
  return `state-of-${node}`;
}
