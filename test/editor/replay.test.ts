// Holds the replay of a run: its moments in order, and the run as it stood at each of them.
import { describe, expect, it } from 'vitest';
import { traceOf } from '../../editor/canvas/run-trace.ts';
import { elapsedWords, momentWords } from '../../editor/run/moment-words.ts';
import { momentsOf, runAt, spansOf } from '../../editor/run/moments.ts';
import { versionWords } from '../../editor/run/VersionNotice.tsx';
import type { RunDetail } from '../../editor/types.ts';
import { at, exchange, run, step } from './run-sample.ts';

const failure = { code: 'REMOTE_TIMEOUT', says: 'The receiver did not answer in time.', sent: 'unknown' as const };
const told = { by: 'flow', status: 200, success: true, body: {}, at: at(5) } as const;

/** Runs of every kind that there is. */
const RUNS: Readonly<Record<string, RunDetail>> = {
  'with nothing done yet': run([], { state: 'running', outcome: null, finishedAt: null }),
  'that went through': run(
    [step('ask', 'answered', { exchanges: [exchange('ask', 1)], out: { ok: true } }), step('table', 'new')],
    { answer: told, finishedAt: at(60) },
  ),
  'that was retried': run([
    step('ask', 'answered', {
      at: at(2100),
      exchanges: [
        exchange('ask', 1, { answer: null, failure: { ...failure, sent: 'no' }, retryAt: at(2000) }),
        exchange('ask', 2, { at: at(2000) }),
      ],
    }),
    step('table', 'dup', { at: at(2101) }),
  ]),
  'that is held': run([step('ask', null, { exchanges: [exchange('ask', 1, { answer: null, failure })] })], {
    state: 'held',
    outcome: null,
    finishedAt: null,
    held: { node: 'ask', call: 'ask.0', code: failure.code, says: failure.says },
  }),
  'that was held, and settled by a person': run([
    step('ask', 'was-accepted', {
      at: at(9000),
      exchanges: [
        exchange('ask', 1, {
          answer: null,
          failure,
          settled: { as: 'accepted', by: 'ann@example.com', note: 'Found', at: at(9000) },
        }),
      ],
    }),
  ]),
  'with a child run for each buyer': run([
    step('ask', 'all', {
      children: [0, 1, 2].map((index) => ({
        index,
        run: `r.ask.${index}`,
        flow: 'buyer',
        outcome: 'accepted' as const,
        reason: null,
      })),
    }),
    step('table', 'new'),
  ]),
  'made again from a step': run([
    step('ask', 'answered', { kept: true, at: at(-86_400_000), startedAt: at(-86_400_000) }),
    step('table', 'new', { at: at(4) }),
  ]),
  'that waits in a queue': run([step('ask', 'answered')], {
    state: 'waiting',
    outcome: null,
    finishedAt: null,
    queue: 'node:sample/table',
    queued: { queue: 'node:sample/table', says: 'Paused.', at: at(7) },
  }),
  'that sleeps': run([step('ask', null, { sleep: { until: at(60_000) } })], { state: 'waiting', outcome: null }),
  'that looks something up': run([step('ask', 'answered'), step('table', null)], {
    state: 'running',
    outcome: null,
    finishedAt: null,
  }),
  'that failed': run([step('ask', 'error', { failure, exchanges: [exchange('ask', 1, { answer: null, failure })] })], {
    outcome: 'error',
    reason: 'No answer.',
  }),
};

describe.each(Object.entries(RUNS))('a run %s', (_, given) => {
  const moments = momentsOf(given);

  it('is itself at its last moment', () => {
    expect(runAt(given, moments, moments.length - 1)).toEqual(given);
  });

  it('at every moment shows what had happened, and nothing later', () => {
    for (let k = 0; k < moments.length; k += 1) {
      const now = runAt(given, moments, k);
      const done = now.steps.filter(({ port }) => port !== null);
      expect(done).toEqual(given.steps.slice(0, done.length));
      expect(now.steps.length - done.length).toBeLessThanOrEqual(1);
      if (k === moments.length - 1) continue;
      expect([now.outcome, now.finishedAt, now.held]).toEqual([null, null, null]);
      const open = now.steps.find(({ port }) => port === null);
      expect(open?.out ?? null).toBeNull();
      // What the drawing shows only grows.
      const next = traceOf(runAt(given, moments, k + 1));
      expect(Object.keys(next.nodes)).toEqual(expect.arrayContaining(Object.keys(traceOf(now).nodes)));
      expect(Object.keys(next.edges)).toEqual(expect.arrayContaining(Object.keys(traceOf(now).edges)));
    }
  });

  it('has every step once on its timeline, in order, and words for every moment', () => {
    const spans = spansOf(moments);
    expect(spans.map(({ node }) => node)).toEqual(given.steps.map(({ node }) => node));
    for (const [index, span] of spans.entries()) expect(span.from).toBeGreaterThan(spans[index - 1]?.to ?? 0);
    for (const moment of moments) {
      const words = momentWords(given, moment, (node) => node.toUpperCase());
      expect(words).toMatch(/^[A-Z].{5,}/);
      expect(words).not.toMatch(/undefined|null/);
    }
  });
});

/** The state of the node that is asked for at each moment. */
function states(given: RunDetail, node: string): (string | undefined)[] {
  const moments = momentsOf(given);
  return moments.map((_, k) => traceOf(runAt(given, moments, k)).nodes[node]?.state);
}

function kinds(name: string): string[] {
  return momentsOf(sample(name)).map(({ kind }) => kind);
}

function sample(name: string): RunDetail {
  return RUNS[name] ?? fail();
}

describe('the moments', () => {
  it('tell a retry apart from the first attempt, and the wait between them', () => {
    expect(kinds('that was retried')).toEqual('accepted sent failed sent answered left left finished'.split(' '));
    expect(states(sample('that was retried'), 'ask').slice(1, 6)).toEqual(
      'running waiting running running ok'.split(' '),
    );
  });

  it('show that a run was held before a person decided', () => {
    const given = sample('that was held, and settled by a person');
    expect(kinds('that was held, and settled by a person')).toEqual(
      'accepted sent failed settled left finished'.split(' '),
    );
    expect(states(given, 'ask').slice(1, 5)).toEqual('running held running ok'.split(' '));
    expect(kinds('that is held').at(-1)).toBe('held');
  });

  it('stand in the order of the steps, whatever the clock says', () => {
    expect(kinds('made again from a step')).toEqual('accepted kept left finished'.split(' '));
    const given = sample('made again from a step');
    expect(elapsedWords(given, momentsOf(given)[1] ?? fail())).toBe('');
    expect(elapsedWords(given, momentsOf(given)[2] ?? fail())).toBe('+4 ms');
  });

  it('know when the caller was told, and when child runs began', () => {
    expect(kinds('that went through')).toContain('told');
    expect(kinds('with a child run for each buyer')).toEqual('accepted children left left finished'.split(' '));
    const given = sample('with a child run for each buyer');
    expect(runAt(given, momentsOf(given), 1).steps[0]?.children.map(({ outcome }) => outcome)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('the line about the version', () => {
  const live = { version: 2, release: 'y', by: 'ann', at: at(0) };
  const ran = { version: 1, release: 'x', test: false };

  it('says which ran and which is live, and nothing where they are the same', () => {
    expect(versionWords(ran, live)).toBe('Version 1 ran; version 2 is live now.');
    expect(versionWords(ran, { ...live, version: 1, release: 'x' })).toBeNull();
    expect(versionWords(ran, null)).toBe('Version 1 ran; no version is live now.');
    expect(versionWords({ ...ran, version: 0, test: true }, live)).toContain('A draft that was never saved ran');
    expect(versionWords({ ...ran, version: 2 }, live)).toContain('have changed since');
    expect(versionWords({ ...ran, version: 2, test: true }, live)).toContain('the draft that ran may have differed');
  });
});

function fail(): never {
  throw new Error('The samples have none of that.');
}
