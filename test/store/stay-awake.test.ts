// How long the main thread polls for what will soon come back, and when it does not.
import { beforeEach, expect, it } from 'vitest';
import { wakefulness } from '../../server/store/sqlite/stay-awake.ts';

let now: number;
/** What is called in the next turns. */
let turns: (() => void)[];

beforeEach(() => {
  [now, turns] = [0, []];
});

const surroundings = { elapsed: () => now, soon: (work: () => void) => void turns.push(work) };

/** Runs turns of an eighth of a millisecond until the thread may sleep; answers when that is. */
function sleepsAt(): number {
  for (let turn = turns.shift(); turn; turn = turns.shift()) {
    turn();
    if (turns.length > 0) now += 0.125;
  }
  return now;
}

it('polls for a moment, and then lets the thread sleep', () => {
  const stayAwake = wakefulness({ ...surroundings, cores: 2 });
  stayAwake();
  expect(sleepsAt()).toBe(0.625);
  now = 10;
  stayAwake();
  expect(sleepsAt()).toBe(10.625);
});

it('polls on from the last time it was asked, in one loop', () => {
  const stayAwake = wakefulness({ ...surroundings, cores: 2 });
  stayAwake();
  now = 0.5;
  stayAwake();
  expect(turns).toHaveLength(1);
  expect(sleepsAt()).toBe(1.125);
});

it('leaves a single core to those that are waited for', () => {
  wakefulness({ ...surroundings, cores: 1 })();
  expect(turns).toEqual([]);
});
