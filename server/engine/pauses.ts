// What is paused: flows, sources, connections, and nodes whose expressions were killed. Known in memory, kept in the store.
import { type AdminStore, ask, change } from '../store/admin-ops.ts';
import type { PauseRow } from '../store/admin-rows.ts';
import type { Queue } from './engine.ts';

/** The pauses of this server. */
export interface Pauses {
  /** Answered at once: asked for each lead and call. */
  of(kind: PauseRow['kind'], key: string): PauseRow | undefined;
  list(): readonly PauseRow[];
  /** On disk, and in force, when it resolves. Takes the place of an earlier pause of the same thing. */
  set(pause: Omit<PauseRow, 'at'>): Promise<void>;
  /** Ends a pause and drains what waited for it. Nothing happens where there is none. */
  clear(at: { kind: PauseRow['kind']; key: string; by: string }): Promise<void>;
}

/** Reads the pauses of the store. `drain` lets the runs of a queue go on. */
export async function createPauses(store: AdminStore, drain: (queue: Queue) => void): Promise<Pauses> {
  const known = new Map((await ask(store, 'pause.list', {})).map((pause) => [nameOf(pause), pause]));
  return {
    of: (kind, key) => (known.size === 0 ? undefined : known.get(`${kind}:${key}`)),
    list: () => [...known.values()],
    async set(pause) {
      const row = await change(store, 'pause.set', pause);
      known.set(nameOf(row), row);
    },
    async clear({ kind, key, by }) {
      await change(store, 'pause.clear', { kind, key, by });
      known.delete(`${kind}:${key}`);
      drain(`${kind}:${key}`);
    },
  };
}

function nameOf({ kind, key }: Pick<PauseRow, 'kind' | 'key'>): string {
  return `${kind}:${key}`;
}
