// The state of lists in the address, what live events change in them, and texts typed or pasted.
import { describe, expect, it } from 'vitest';
import { withQuery } from '../../editor/api.ts';
import { joinPath, sizeWords } from '../../editor/kit/json-paths.ts';
import { linesOf } from '../../editor/kit/lines.ts';
import { freeSlug, slugFault, slugOf } from '../../editor/kit/slug.ts';
import { counted, durationWords, relativeTime } from '../../editor/kit/time-words.ts';
import { isNarrowed, readFilters, withFilter } from '../../editor/kit/url-state.ts';
import { isArrival, withEvent } from '../../editor/pages/runs/live-runs.ts';
import { safeNext } from '../../editor/pages/sign-in/safe-next.ts';
import type { RunEvent, RunSummary } from '../../editor/types.ts';

describe('the address of a list', () => {
  it('holds the filters, and loses the empty ones', () => {
    const search = new URLSearchParams('q=ann&tab=users');
    expect(readFilters(search, ['q', 'flow'])).toEqual({ q: 'ann', flow: '' });
    expect(withFilter(search, 'flow', 'acme').toString()).toBe('q=ann&tab=users&flow=acme');
    expect(withFilter(search, 'q', '  ').toString()).toBe('tab=users');
    expect(search.get('q')).toBe('ann');
  });

  it('says whether anything narrows the list', () => {
    expect(isNarrowed({ q: '', flow: '' })).toBe(false);
    expect(isNarrowed({ q: '', flow: 'x' })).toBe(true);
  });

  it('becomes a query without blanks', () => {
    expect(withQuery('/api/runs', { q: 'a b', test: false, flow: '', cursor: undefined })).toBe(
      '/api/runs?q=a+b&test=false',
    );
    expect(withQuery('/api/runs', {})).toBe('/api/runs');
  });
});

describe('after signing in', () => {
  it('goes back to a page of this site', () => {
    expect(safeNext('/runs?q=1')).toBe('/runs?q=1');
  });

  it.each([
    null,
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'runs',
    '/login?next=/x',
  ])('goes home instead of to %j', (next) => {
    expect(safeNext(next)).toBe('/');
  });
});

const RUN: RunSummary = {
  id: 'r1',
  flow: 'acme',
  version: 1,
  source: 'Example',
  test: false,
  state: 'running',
  outcome: null,
  reason: null,
  answered: null,
  phone: '',
  acceptedAt: '2026-01-01T00:00:00Z',
  finishedAt: null,
  parent: null,
  from: null,
  queue: null,
  dueAt: null,
  held: null,
};
const EVENT: RunEvent = {
  seq: 1,
  run: 'r1',
  flow: 'acme',
  type: 'finished',
  at: '2026-01-01T00:00:01Z',
  outcome: 'rejected',
};

describe('a live event', () => {
  it('finishes the run on screen', () => {
    expect(withEvent(RUN, EVENT)).toMatchObject({ state: 'finished', outcome: 'rejected', finishedAt: EVENT.at });
  });

  it('leaves other runs and finished runs as they are', () => {
    expect(withEvent({ ...RUN, id: 'r2' }, EVENT)).toEqual({ ...RUN, id: 'r2' });
    const finished = withEvent(RUN, EVENT);
    expect(withEvent(finished, { ...EVENT, type: 'step' })).toBe(finished);
  });

  it('takes a held run up again', () => {
    const held = withEvent(RUN, { ...EVENT, type: 'held' });
    expect(held.state).toBe('held');
    expect(withEvent(held, { ...EVENT, type: 'step' }).state).toBe('running');
  });

  it('is of something new only where the list shown would hold it', () => {
    const arrival: RunEvent = { ...EVENT, type: 'accepted' };
    expect(isArrival(arrival, {})).toBe(true);
    expect(isArrival(arrival, { flow: 'acme' })).toBe(true);
    expect(isArrival(arrival, { flow: 'other' })).toBe(false);
    expect(isArrival(EVENT, {})).toBe(false);
    const child = { ...arrival, run: 'r1.call.0' };
    expect([isArrival(child, {}), isArrival(child, { children: 'true' })]).toEqual([false, true]);
  });
});

describe('short names', () => {
  it('are made from names for people', () => {
    expect(slugOf('Acme CRM (US)')).toBe('acme-crm-us');
    expect(slugOf('Überprüfung 2')).toBe('uberprufung-2');
    expect(slugOf('24/7 leads')).toBe('leads');
    expect(slugOf('***')).toBe('');
  });

  it('are refused with what to do', () => {
    expect(slugFault('acme-crm')).toBeUndefined();
    expect(slugFault('')).toContain('acme-crm');
    expect(slugFault('Acme')).toContain('small letters');
    expect(slugFault('adaptors')).toContain('folder of Leadflow');
  });

  it('get a number where they are taken', () => {
    expect(freeSlug('a', ['b'])).toBe('a');
    expect(freeSlug('a', ['a', 'a-2'])).toBe('a-3');
  });
});

describe('words and paths', () => {
  it('say how long ago and how long', () => {
    const now = Date.parse('2026-01-02T00:00:00Z');
    expect(relativeTime('2026-01-01T23:59:50Z', now)).toBe('just now');
    expect(relativeTime('2026-01-01T23:56:00Z', now)).toBe('4 min. ago');
    expect(relativeTime('2026-01-01T21:00:00Z', now)).toBe('3 hr. ago');
    expect(relativeTime('2025-10-01T12:00:00Z', now)).toBe('Oct 1, 2025');
    expect([durationWords(84), durationWords(1340), durationWords(125_000)]).toEqual(['84 ms', '1.3 s', '2 min 5 s']);
    expect([counted(1, 'node'), counted(1200, 'reply', 'replies')]).toEqual(['1 node', '1,200 replies']);
  });

  it('write paths as an expression reads them', () => {
    expect(joinPath('lead', 'email')).toBe('lead.email');
    expect(joinPath('lead', 'first name')).toBe('lead.`first name`');
    expect(joinPath('steps.ask.items', 0)).toBe('steps.ask.items[0]');
    expect(joinPath('', 'lead')).toBe('lead');
    expect([sizeWords([1]), sizeWords({ a: 1, b: 2 })]).toEqual(['1 item', '2 fields']);
  });

  it('take pasted lines once each', () => {
    expect(linesOf(' a \r\n\nb\na')).toEqual(['a', 'b']);
  });
});
