// Holds autosave: nothing is lost, nothing is said to be saved that is not, and one flow never writes over another's work.
import { describe, expect, it } from 'vitest';
import { SAVE_AFTER_MS, SaveLoop } from '../../editor/canvas/save-loop.ts';
import type { PutFault, SaveState, ServerFlow, UnsentDraft } from '../../editor/canvas/save-state.ts';
import { isSameFlow } from '../../flows/language/diff.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { sampleBundle } from './canvas-sample.ts';

/** A server that counts revisions, a clock moved by hand, and a browser that keeps one draft. */
function world() {
  const timers: { at: number; call: () => void }[] = [];
  const states: SaveState<ServerFlow>[] = [];
  const puts: { bundle: FlowBundle; rev: number }[] = [];
  const server = {
    rev: 4,
    bundle: drawing('opened'),
    isAway: false,
    refuses: false,
    /** Takes the draft, and loses the answer. */
    isLost: false,
    hold: undefined as Promise<void> | undefined,
  };
  const kept: { now: UnsentDraft | null; refuses: boolean } = { now: null, refuses: false };
  let time = 0;
  const loop = new SaveLoop<ServerFlow>(
    {
      put: async (bundle, rev) => {
        puts.push({ bundle, rev });
        await server.hold;
        if (server.isAway) throw new Error('offline');
        if (server.refuses) throw new Error('refused');
        if (rev !== server.rev) throw new Error('conflict');
        Object.assign(server, { rev: server.rev + 1, bundle });
        if (server.isLost) throw new Error('offline');
        return { rev: server.rev, bundle };
      },
      theirs: async () => ({ rev: server.rev, bundle: server.bundle }),
      isConflict: (error) => error instanceof Error && error.message === 'conflict',
      isSame: (one, other) => isSameFlow(one, other),
      faultOf: (error): PutFault<ServerFlow> => {
        const says = error instanceof Error ? error.message : '';
        return { is: says === 'offline' ? says : 'refused', says };
      },
      keep: (draft) => {
        if (!kept.refuses) kept.now = draft;
        return !kept.refuses || draft === null;
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
    { rev: server.rev, bundle: server.bundle },
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
    expect(states.at(-1)).toMatchObject({ is: 'saved', at: 2 * SAVE_AFTER_MS - 1 });
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
    expect(states.at(-1)).toMatchObject({ is: 'saving' });
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
    expect(states.at(-1)).toEqual({ is: 'offline', says: 'offline', isKept: true });
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
    Object.assign(server, { rev: 9, bundle: drawing('theirs') });
    loop.changed(drawing('mine'));
    await pass(SAVE_AFTER_MS);
    expect(states.at(-1)).toMatchObject({
      is: 'conflict',
      theirs: { rev: 9, bundle: { document: { name: 'theirs' } } },
    });
    loop.changed(drawing('mine too'));
    await pass(60_000);
    expect(puts).toHaveLength(1);
    expect(kept.now).toMatchObject({
      bundle: { document: { name: 'mine too' } },
      base: { document: { name: 'opened' } },
    });
    expect(await loop.flush()).toBe(false);
    loop.rebase({ rev: 9, bundle: drawing('theirs') });
    loop.changed(drawing('merged'));
    await pass(SAVE_AFTER_MS);
    expect(puts.at(-1)).toMatchObject({ rev: 9, bundle: { document: { name: 'merged' } } });
    expect(states.at(-1)?.is).toBe('saved');
  });

  it('goes on by itself where only the revision was raised, as by a save of somebody else', async () => {
    const { loop, server, states, puts, pass } = world();
    server.rev = 9;
    loop.changed(drawing('mine'));
    await pass(SAVE_AFTER_MS);
    expect(puts.map(({ rev }) => rev)).toEqual([4, 9]);
    expect(states.at(-1)?.is).toBe('saved');
  });

  it('knows its own draft again where the answer to it was lost', async () => {
    const { loop, server, states, puts, pass } = world();
    server.isLost = true;
    loop.changed(drawing('a'));
    await pass(SAVE_AFTER_MS);
    expect(states.at(-1)?.is).toBe('offline');
    server.isLost = false;
    loop.changed(drawing('b'));
    await pass(SAVE_AFTER_MS);
    expect(puts.map(({ bundle, rev }) => [bundle.document.name, rev])).toEqual([
      ['a', 4],
      ['b', 4],
      ['b', 5],
    ]);
    expect([states.at(-1)?.is, server.bundle.document.name, loop.base.document.name]).toEqual(['saved', 'b', 'b']);
  });

  it('sends one draft once where several wait for the request before it', async () => {
    const { loop, server, states, puts, pass } = world();
    let release = (): void => undefined;
    server.hold = new Promise((resolve) => {
      release = resolve;
    });
    loop.changed(drawing('a'));
    await pass(SAVE_AFTER_MS);
    loop.changed(drawing('b'));
    const waiting = [loop.flush(), loop.flush(), loop.afterwards(async () => ({ rev: 6, bundle: drawing('b') }))];
    release();
    await Promise.all(waiting);
    expect(puts.map(({ bundle, rev }) => [bundle.document.name, rev])).toEqual([
      ['a', 4],
      ['b', 5],
    ]);
    expect(states.some(({ is }) => is === 'conflict')).toBe(false);
  });

  it('drops what was unsent when theirs is taken, and does not send it back to them', async () => {
    const { loop, kept, puts, pass } = world();
    const theirs = drawing('theirs');
    loop.changed(drawing('mine'));
    loop.adopt({ rev: 12, bundle: theirs });
    loop.changed(theirs);
    await pass(SAVE_AFTER_MS);
    expect([puts.length, loop.rev, loop.isUnsent, kept.now]).toEqual([0, 12, false, null]);
  });

  it('has nothing to send once everything was undone', async () => {
    const { loop, server, kept, states, puts, pass } = world();
    const opened = server.bundle;
    loop.changed(drawing('a'));
    loop.changed(opened);
    await pass(SAVE_AFTER_MS);
    expect([puts.length, loop.isUnsent, kept.now, states.at(-1)?.is]).toEqual([0, false, null, 'saved']);
  });

  it('says so where the browser does not keep the draft, and keeps it again where its copy was swept away', async () => {
    const { loop, server, kept, states, pass } = world();
    server.isAway = true;
    kept.refuses = true;
    loop.changed(drawing('a'));
    await pass(SAVE_AFTER_MS);
    expect(states.at(-1)).toEqual({ is: 'offline', says: 'offline', isKept: false });
    kept.refuses = false;
    loop.keepAgain();
    expect(states.at(-1)).toEqual({ is: 'offline', says: 'offline', isKept: true });
    expect(kept.now?.bundle.document.name).toBe('a');
  });

  it('is in conflict where somebody else was faster than a save', async () => {
    const { loop, server, states } = world();
    const refused = (): Promise<ServerFlow> => Promise.reject(new Error('conflict'));
    Object.assign(server, { rev: 9, bundle: drawing('theirs') });
    expect(await loop.afterwards(refused)).toBeUndefined();
    expect(states.at(-1)).toMatchObject({ is: 'conflict', theirs: { rev: 9 } });
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
      return { rev: 6, bundle: server.bundle };
    });
    await pass(0);
    loop.changed(drawing('b'));
    await pass(SAVE_AFTER_MS);
    expect(puts.map(({ rev }) => rev)).toEqual([4]);
    publish();
    expect(await publishing).toMatchObject({ rev: 6 });
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
    expect(await loop.afterwards(() => Promise.resolve({ rev: 9, bundle: server.bundle }))).toBeUndefined();
    expect(loop.rev).toBe(4);
  });

  it('says in words what the server does not take, and tries again with the next change', async () => {
    const { loop, server, states, puts, pass } = world();
    server.refuses = true;
    loop.changed(drawing('a'));
    await pass(SAVE_AFTER_MS);
    expect(states.at(-1)).toMatchObject({ is: 'refused', says: 'refused' });
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
