// A node whose expressions are stopped three times within ten minutes is paused, once, and somebody is told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { killCounter } from '../../server/engine/kills.ts';
import { createPauses, type Pauses } from '../../server/engine/pauses.ts';
import type { Incident } from '../../server/store/ports.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const MINUTE = 60_000;
let store: DirectStore;
let pauses: Pauses;
let now = 0;
let reports: Omit<Incident, 'flow'>[] = [];
let drained: string[] = [];
let kill: (node: string) => void;

beforeEach(async () => {
  store = openDirectStore();
  drained = [];
  pauses = await createPauses(store, (queue) => void drained.push(queue));
  now = 0;
  reports = [];
  const fails = (error: unknown) => {
    throw error;
  };
  const count = killCounter({ pauses: () => pauses, now: () => now, onError: fails });
  kill = (node) => count({ flow: 'leads', node, report: (each) => void reports.push(each) });
});
afterEach(() => store.close());

/** Kills a node at these minutes, and waits for what follows. */
async function killAt(node: string, ...minutes: number[]): Promise<boolean> {
  for (const minute of minutes) {
    now = minute * MINUTE;
    kill(node);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return pauses.of('node', `leads/${node}`) !== undefined;
}

describe('a node whose expressions are stopped', () => {
  it('is paused by the third time within ten minutes, in words for a person', async () => {
    expect(await killAt('map', 0, 5)).toBe(false);
    expect(await killAt('map', 9)).toBe(true);
    const pause = pauses.of('node', 'leads/map');
    expect(pause).toMatchObject({ mode: 'queue', by: 'leadflow' });
    expect(pause?.says).toContain('stopped three times within ten minutes');
    expect(reports).toEqual([
      { kind: 'paused', node: 'map', code: 'EXPRESSION_LIMIT', about: '', says: pause?.says ?? '' },
    ]);
  });

  it('goes on where the three lie further apart, or are of different nodes', async () => {
    expect(await killAt('map', 0, 6, 12, 18)).toBe(false);
    expect(await killAt('read', 18, 18.1)).toBe(false);
    expect(reports).toEqual([]);
  });

  it('is paused and told of once, whatever is still on its way to it', async () => {
    await killAt('map', 0, 0, 0, 0, 0, 0, 0);
    expect(reports).toHaveLength(1);
  });

  it('may be resumed, which lets its runs go on, and is paused again only by another three', async () => {
    await killAt('map', 0, 0, 0);
    await pauses.clear({ kind: 'node', key: 'leads/map', by: 'ann' });
    expect(drained).toEqual(['node:leads/map']);
    expect(await killAt('map', 1, 1)).toBe(false);
    expect(await killAt('map', 1)).toBe(true);
  });
});
