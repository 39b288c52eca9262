// Turns of flows: a flow's own limit, a fair share of the memory, and the order in which runs are let in.
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunAtDoor } from '../../server/engine/embedded/control.ts';
import { QueueLines } from '../../server/engine/embedded/queue-lines.ts';
import { Turns } from '../../server/engine/embedded/turns.ts';
import type { Queue } from '../../server/engine/engine.ts';

let now = 0;
let asked: Queue[] = [];
let turns: Turns;
let lines: QueueLines;
beforeEach(() => {
  now = 0;
  asked = [];
  lines = new QueueLines(
    ({ queue }) => turns.room(queue.slice(queue.indexOf(':') + 1)),
    (queue) => void asked.push(queue),
  );
  turns = new Turns({ lines, now: () => now, maxInFlight: 16 });
});

let last = 0;
function run(flow: string, recordedSteps = 0): RunAtDoor {
  last += 1;
  return {
    runId: `run-${last}`,
    flow,
    recordedSteps,
    accepted: { trigger: { source: 's' } },
    report: () => undefined,
  };
}

/** Lets `count` runs of a flow in; answers how many were stopped. */
function stopped(flow: string, count: number, concurrency?: number): number {
  let stops = 0;
  for (let n = 0; n < count; n += 1) if (turns.enter(run(flow), concurrency)) stops += 1;
  return stops;
}

/** Stops a run as the engine does, and has it on disk. */
function parked(each: RunAtDoor, concurrency?: number): RunAtDoor {
  const stop = turns.enter(each, concurrency);
  if (!stop) throw new Error('It was let in.');
  lines.parks(each, stop.queue);
  lines.left(each);
  return each;
}

describe('a flow that says how many of its runs may be under way', () => {
  it('has the next wait in its queue, and says why', () => {
    expect(stopped('a', 2, 2)).toBe(0);
    expect(turns.enter(run('a'), 2)).toEqual({
      queue: 'turn:a',
      says: 'The flow has as many runs under way as it may (2); this one waits its turn.',
    });
    expect(stopped('b', 2, 2)).toBe(0);
  });

  it('lets a run in that has done something already: it would hold up what it has begun', () => {
    stopped('a', 1, 1);
    expect(turns.enter(run('a', 3), 1)).toBeUndefined();
  });

  it('has the queue drained as a run ends, and lets those in first that were taken out of it', () => {
    stopped('a', 1, 1);
    const first = parked(run('a'), 1);
    expect(asked).toEqual([]);
    turns.leave('a');
    expect(asked).toEqual(['turn:a']);
    expect(turns.room('a')).toBe(1);
    lines.take('turn:a', first.runId);
    expect(turns.room('a')).toBe(0);
    // One that comes just now goes behind it, although nothing is under way.
    expect(turns.enter(run('a'), 1)?.queue).toBe('turn:a');
    expect(turns.enter(first, 1)).toBeUndefined();
    lines.left(first);
    turns.leave('a');
    lines.emptied('turn:a', lines.mark('turn:a'));
    expect(turns.enter(run('a'), 1)).toBeUndefined();
  });

  it('takes one run at a time out of a queue that an earlier process left, until its limit is known', () => {
    lines.mark('turn:a');
    expect(turns.room('a')).toBe(1);
    const first = run('a');
    lines.take('turn:a', first.runId);
    expect(turns.enter(first, 3)).toBeUndefined();
    expect([turns.room('a'), asked]).toEqual([2, ['turn:a']]);
  });
});

describe('a flow that would take all of the memory', () => {
  it('has all of it while nobody else is there, but for an eighth', () => {
    expect(stopped('a', 13)).toBe(0);
    expect(turns.full('a')).toBe(false);
    expect(stopped('a', 1)).toBe(0);
    expect([turns.full('a'), turns.full('b')]).toEqual([true, false]);
  });

  it('has half of it while others are there, and for ten seconds after', () => {
    stopped('b', 1);
    expect(stopped('a', 10)).toBe(2);
    turns.leave('b');
    now = 9_000;
    expect(stopped('a', 1)).toBe(1);
    now = 11_000;
    expect(stopped('a', 4)).toBe(0);
  });

  it('goes on with what waited as soon as there is room again', () => {
    stopped('b', 1);
    stopped('a', 8);
    const late = parked(run('a'));
    expect(asked).toEqual([]);
    turns.leave('a');
    expect(asked).toEqual(['turn:a']);
    lines.take('turn:a', late.runId);
    expect(turns.enter(late, undefined)).toBeUndefined();
  });
});
