// Holds undo and redo: labelled, one entry a gesture, and back to the very start.
import { describe, expect, it } from 'vitest';
import { emptyHistory, GESTURE_REST_MS, type History, record, redo, undo } from '../../editor/kit/history.ts';

function done(history: History<number>, after: number, more: { gesture?: string; at?: number } = {}): History<number> {
  const before = history.past.at(-1)?.after ?? 0;
  return record(history, { label: `to ${after}`, before, after, gesture: more.gesture ?? null, at: more.at ?? 0 });
}

describe('history', () => {
  it('steps back to the start and forward to the end', () => {
    let history = [1, 2, 3].reduce((all, value) => done(all, value), emptyHistory<number>());
    const values: number[] = [];
    for (let step = undo(history); step; step = undo(history)) {
      history = step.history;
      values.push(step.value);
    }
    expect(values).toEqual([2, 1, 0]);
    const labels: string[] = [];
    for (let step = redo(history); step; step = redo(history)) {
      history = step.history;
      labels.push(step.label);
    }
    expect(labels).toEqual(['to 1', 'to 2', 'to 3']);
    expect(history.past.at(-1)?.after).toBe(3);
  });

  it('keeps a burst of one gesture as one entry', () => {
    let history = emptyHistory<number>();
    for (let n = 1; n <= 5; n += 1) history = done(history, n, { gesture: 'nudge:ask', at: n * 100 });
    expect(history.past).toHaveLength(1);
    expect(undo(history)?.value).toBe(0);
  });

  it('starts a new entry after a rest, for another gesture, and for a change of no gesture', () => {
    let history = done(emptyHistory(), 1, { gesture: 'a', at: 0 });
    history = done(history, 2, { gesture: 'a', at: GESTURE_REST_MS + 1 });
    history = done(history, 3, { gesture: 'b', at: GESTURE_REST_MS + 2 });
    history = done(history, 4, { at: GESTURE_REST_MS + 3 });
    history = done(history, 5, { at: GESTURE_REST_MS + 4 });
    expect(history.past).toHaveLength(5);
  });

  it('does not grow an entry that was undone and redone', () => {
    let history = done(emptyHistory(), 1, { gesture: 'typing', at: 0 });
    history = undo(history)?.history ?? history;
    history = redo(history)?.history ?? history;
    history = done(history, 2, { gesture: 'typing', at: 10 });
    expect(history.past.map((entry) => entry.after)).toEqual([1, 2]);
  });

  it('forgets what was undone when something new is done', () => {
    const back = undo(done(done(emptyHistory(), 1), 2));
    const history = done(back?.history ?? emptyHistory(), 9);
    expect(redo(history)).toBeUndefined();
  });
});
