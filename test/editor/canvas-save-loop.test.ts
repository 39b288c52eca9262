// Holds autosave: nothing is lost, nothing is said to be saved that is not, and one flow never writes over another's work.
import { describe, expect, it } from 'vitest';
import { type PutFault, SAVE_AFTER_MS, SaveLoop, type SaveState } from '../../editor/canvas/save-loop.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { sampleBundle } from './canvas-sample.ts';

/** A server that counts revisions, a clock moved by hand, and a browser that keeps one draft. */
function world() {
  const timers: { at: number; call: () => void }[] = [];
  const states: SaveState[] = [];
  const puts: { bundle: FlowBundle; rev: number }[] = [];
  const server = { rev: 4, isAway: false, refuses: false, hold: undefined as Promise<void> | undefined };
  const kept: { now: { bundle: FlowBundle; rev: number } | null } = { now: null };
  let time = 0;
  const loop = new SaveLoop<{ rev: number }>(
    {
      put: async (bundle, rev) => {
        puts.push({ bundle, rev });
        await server.hold;
        if (server.isAway) throw new Error('offline');
        if (server.refuses) throw new Error('refused');
        if (rev !== server.rev) throw new Error('conflict');
        server.rev += 1;
        return { rev: server.rev };
      },
      faultOf: (error): PutFault => {
        const is = error instanceof Error ? error.message : '';
        return is === 'conflict' ? { is } : { is: is === 'offline' ? is : 'refused', says: is };
      },
      keep: (draft) => {
        kept.now = draft;
      },
      after: (ms, call) => {
        const timer = { at: time + ms, call };
        timers.push(timer);
        return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
      },
      now: () => time,
      onState: (state) => states.push(state),
      onSaved: () => undefined,
    },
    4,
  );
  const pass = async (ms: number): Promise<void> => {
    time += ms;
    for (const timer of timers.filter(({ at }) => at <= time)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.call();
    }
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { loop, server, kept, states, puts, pass };
}

function drawing(name: string): FlowBundle {
  const bundle = sampleBundle();
  return { ...bundle, document: { ...bundle.document, name } };
}

describe('autosave', () => {
  it('sends one draft a rest after the last change, and keeps every change at once', async () => {
    const { loop, kept, states, puts, pass } = world();
    loop.changed(drawing('a'));
    await pass(SAVE_AFTER_MS - 1);
    loop.changed(drawing('b'));
    expect(kept.now).toMatchObject({ rev: 4, bundle: { document: { name: 'b' } } });
    await pass(SAVE_AFTER_MS - 1);
    expect(puts).toEqual([]);
    await pass(1);
    expect(puts.map(({ bundle, rev }) => [bundle.document.name, rev])).toEqual([['b', 4]]);
    expect(states.at(-1)).toEqual({ is: 'saved', at: 2 * SAVE_AFTER_MS - 1 });
    expect(kept.now).toBeNull();
    expect([loop.rev, loop.isUnsent]).toEqual([5, false]);
  });

  it('does not say saved while a later change is unsent, and sends that on the new revision', async () => {
    const { loop, server, kept, states, puts, pass } = world();
    let release = (): void => undefined;
    server.hold = new Promise((resolve) => {
      release = resolve;
    });
    loop.changed(drawing('a'));
    await pass(SAVE_AFTER_MS);
    loop.changed(drawing('b'));
    release();
    await pass(0);
    expect(states.at(-1)).toEqual({ is: 'saving' });
    expect(kept.now).toMatchObject({ rev: 5, bundle: { document: { name: 'b' } } });
    await pass(SAVE_AFTER_MS);
    expect(puts.map(({ rev }) => rev)).toEqual([4, 5]);
    expect(states.at(-1)?.is).toBe('saved');
  });

  it('keeps the draft and tries again while the server is away', async () => {
    const { loop, server, kept, states, puts, pass } = world();
    server.isAway = true;
    loop.changed(drawing('a'));
    await pass(SAVE_AFTER_MS);
    expect(states.at(-1)).toEqual({ is: 'offline', says: 'offline' });
    expect(kept.now).not.toBeNull();
    await pass(2000);
    expect(puts).toHaveLength(2);
    server.isAway = false;
    await pass(4000);
    expect(states.at(-1)?.is).toBe('saved');
    expect(kept.now).toBeNull();
  });

  it('stops at a conflict until a person decides, and never overwrites by itself', async () => {
    const { loop, server, kept, states, puts, pass } = world();
    server.rev = 9;
    loop.changed(drawing('mine'));
    await pass(SAVE_AFTER_MS);
    expect(states.at(-1)).toEqual({ is: 'conflict' });
    loop.changed(drawing('mine too'));
    await pass(60_000);
    expect(puts).toHaveLength(1);
    expect(kept.now?.bundle.document.name).toBe('mine too');
    expect(await loop.flush()).toBe(false);
    expect(await loop.overwrite(9)).toBe(true);
    expect(puts.at(-1)).toMatchObject({ rev: 9, bundle: { document: { name: 'mine too' } } });
  });

  it('drops what was unsent when theirs is taken', async () => {
    const { loop, kept, puts, pass } = world();
    loop.changed(drawing('mine'));
    loop.adopt(12);
    await pass(SAVE_AFTER_MS);
    expect([puts.length, loop.rev, loop.isUnsent, kept.now]).toEqual([0, 12, false, null]);
  });

  it('saves a version of the draft that was sent, and sends what was changed meanwhile on the new revision', async () => {
    const { loop, server, states, puts, pass } = world();
    loop.changed(drawing('a'));
    let publish = (): void => undefined;
    const publishing = loop.afterwards(async (rev) => {
      await new Promise<void>((resolve) => {
        publish = resolve;
      });
      expect(rev).toBe(5);
      server.rev = 6;
      return { rev: 6 };
    });
    await pass(0);
    loop.changed(drawing('b'));
    await pass(SAVE_AFTER_MS);
    expect(puts.map(({ rev }) => rev)).toEqual([4]);
    publish();
    expect(await publishing).toEqual({ rev: 6 });
    await pass(0);
    expect(puts.map(({ bundle, rev }) => [bundle.document.name, rev])).toEqual([
      ['a', 4],
      ['b', 6],
    ]);
    expect(states.at(-1)?.is).toBe('saved');
  });

  it('makes no version where the draft did not go through, and passes on why the server refused one', async () => {
    const { loop, server } = world();
    await expect(loop.afterwards(() => Promise.reject(new Error('has problems')))).rejects.toThrow('has problems');
    server.isAway = true;
    loop.changed(drawing('a'));
    expect(await loop.afterwards(() => Promise.resolve({ rev: 9 }))).toBeUndefined();
    expect(loop.rev).toBe(4);
  });

  it('says in words what the server does not take, and tries again with the next change', async () => {
    const { loop, server, states, puts, pass } = world();
    server.refuses = true;
    loop.changed(drawing('a'));
    await pass(SAVE_AFTER_MS);
    expect(states.at(-1)).toEqual({ is: 'refused', says: 'refused' });
    await pass(60_000);
    expect(puts).toHaveLength(1);
    server.refuses = false;
    loop.changed(drawing('b'));
    await pass(SAVE_AFTER_MS);
    expect(states.at(-1)?.is).toBe('saved');
  });

  it('sends what is unsent once more when the page is left, and then stays quiet', async () => {
    const { loop, server, puts, pass } = world();
    server.isAway = true;
    loop.changed(drawing('a'));
    loop.stop();
    await pass(60_000);
    expect(puts).toHaveLength(1);
  });
});
