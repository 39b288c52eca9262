// Holds the words and choices around runs that need a person, runs that wait, pauses, alerts and spans of time.
import { describe, expect, it } from 'vitest';
import { exactTime, untilWords } from '../../editor/kit/time-words.ts';
import { allFound, queueOf } from '../../editor/pages/runs/run-filters.ts';
import { incidentPlace, targetFault } from '../../editor/pages/settings/alerts/alert-words.ts';
import { nodePauses, pauseMeaning, pausePath, pauseState, pauseStory } from '../../editor/pausing/pause-words.ts';
import { queueLabel, queueWords } from '../../editor/run/queue-words.ts';
import {
  againWords,
  goesOnFrom,
  nextWords,
  noteOf,
  remedyOf,
  settledWords,
} from '../../editor/settling/settle-words.ts';
import type { ExchangeView, Incident, Pause } from '../../editor/types.ts';
import type { FlowDocument } from '../../flows/language/document.ts';

const NAMES = {
  flows: [{ slug: 'acme', name: 'Acme leads' }],
  connections: [{ slug: 'acme-crm', name: 'Acme CRM', endpoints: [] }],
};
const NOW = Date.parse('2026-11-21T12:00:00Z');

function exchange(headers: Record<string, string>): ExchangeView {
  const request = {
    method: 'POST',
    url: 'http://x',
    headers,
    body: '',
    connection: 'acme-crm',
    connectionVersion: '1',
  };
  const rest = { answer: null, failure: null, retryAt: null, settled: null };
  return { call: 'ask.1', attempt: 1, at: '2026-11-21T12:00:00Z', request, ...rest };
}

describe('deciding about a held run', () => {
  it('says where the run goes on, or that it ends there', () => {
    const goesOn = { accepted: 'Create lead', rejected: null };
    expect(nextWords('accepted', goesOn)).toBe('The receiver has the lead: the run goes on to “Create lead”.');
    expect(nextWords('rejected', goesOn)).toBe('The receiver did not take the lead: the run ends, rejected.');
  });

  it('names the key that send again carries, and warns where there is none', () => {
    expect(againWords(exchange({ 'Idempotency-Key': 'r1/ask.1' }), 'r1')).toContain(
      'the same Idempotency-Key (r1/ask.1)',
    );
    expect(againWords(exchange({ 'Idempotency-Key': 'r2/ask.1' }), 'r1')).toContain('may take it twice');
    expect(againWords(null, 'r1')).toContain('may take it twice');
  });

  it('reads off the drawing where each verdict leads', () => {
    const document: FlowDocument = {
      leadflow: 1,
      name: 'x',
      nodes: { ask: { type: 'http-request', config: {} }, keep: { type: 'create-lead', config: {} } },
      edges: [{ from: 'ask', port: 'was-accepted', to: 'keep' }],
    };
    const titles = (id: string) => id.toUpperCase();
    expect(goesOnFrom(document, 'ask', titles)).toEqual({ accepted: 'KEEP', rejected: null });
  });

  it('says what to do about a failure that the table knows', () => {
    expect(remedyOf('REMOTE_TIMEOUT')).toBeTruthy();
    expect(remedyOf('NO_SUCH_CODE')).toBeUndefined();
  });

  it('tells who settled a call, and sends no empty note', () => {
    expect(settledWords({ as: 'accepted', by: 'ann@example.com' })).toBe('Settled as accepted by ann@example.com.');
    expect(settledWords({ as: 'rejected', by: 'probe' })).toContain('the receiver, when it was asked');
    expect(noteOf('  ')).toEqual({});
    expect(noteOf(' seen ')).toEqual({ note: 'seen' });
  });
});

describe('what a run waits for', () => {
  it.each([
    ['flow:acme', 'Waits because the flow “Acme leads” is paused.'],
    ['flow:gone', 'Waits because the flow gone is paused.'],
    ['source:s1', 'Waits because the source that sent the lead is paused.'],
    ['connection:acme-crm', 'Waits because the connection “Acme CRM” is paused.'],
    ['node:acme/map', 'Waits because the step map of “Acme leads” is paused.'],
    ['turn:acme', 'Waits for its turn: “Acme leads” walks as many runs at a time as it may.'],
    ['new-kind:x', 'Waits for its turn.'],
  ])('%s is said in a sentence', (queue, words) => {
    expect(queueWords(queue, NAMES)).toBe(words);
  });

  it('names the receiver of an origin with its port', () => {
    expect(queueLabel('origin:https://api.acme.example:8443', NAMES)).toBe('Waits for https://api.acme.example:8443');
  });

  it('counts down in seconds, minutes and hours, then names the date', () => {
    const until = (ms: number): string => untilWords(new Date(NOW + ms).toISOString(), NOW);
    expect(until(-5000)).toBe('any moment now');
    expect(until(12_400)).toBe('in 12 s');
    expect(until(125_000)).toBe('in 2 min 5 s');
    expect(until(2 * 3_600_000)).toBe('in 2 hours');
    expect(until(5 * 86_400_000)).toBe(exactTime(new Date(NOW + 5 * 86_400_000).toISOString()));
  });
});

const PAUSE: Pause = {
  kind: 'node',
  key: 'acme/map',
  mode: 'queue',
  answer: null,
  says: 'Three kills',
  by: 'Leadflow',
  at: '2026-11-21T12:00:00Z',
  waiting: 3,
};

describe('a pause', () => {
  it('says how it stands and how many wait', () => {
    expect(pauseState(PAUSE)).toBe('Paused, 3 waiting');
    expect(pauseState({ kind: 'flow', mode: 'queue', waiting: 1 })).toBe('Paused, 1 lead waiting');
    expect(pauseState({ kind: 'source', mode: 'queue', waiting: 0 })).toBe('Paused, queueing');
    expect(pauseState({ kind: 'source', mode: 'refuse', waiting: 0 })).toBe('Paused, refusing');
    expect(pauseStory(PAUSE)).toBe('Paused by Leadflow: Three kills');
  });

  it('says what each manner of it does to each kind of thing', () => {
    const meanings = (['flow', 'source', 'connection', 'node'] as const).flatMap((kind) =>
      (['queue', 'refuse'] as const).map((mode) => pauseMeaning(kind, mode)),
    );
    expect(new Set(meanings).size).toBe(meanings.length);
  });

  it('has an address without a slash in its last part', () => {
    expect(pausePath(PAUSE)).toBe('/api/pauses/node/acme.map');
    expect(pausePath({ kind: 'flow', key: 'acme' })).toBe('/api/pauses/flow/acme');
  });

  it('of a node belongs to its flow alone', () => {
    const other = { ...PAUSE, key: 'acme-two/map' };
    expect([...nodePauses([PAUSE, other], 'acme').keys()]).toEqual(['map']);
  });
});

describe('the filters of runs', () => {
  it('go along with a change of all that they find, up to the moment it is asked for', () => {
    const filters = {
      q: '',
      flow: 'acme',
      state: 'held',
      test: 'false',
      children: 'true',
      parent: '',
      sort: 'accepted',
    };
    const now = '2026-11-21T12:00:00.000Z';
    expect(allFound(filters, now)).toEqual({ flow: 'acme', state: 'held', test: false, children: true, before: now });
    expect(allFound({ before: '2026-11-01T00:00:00.000Z' }, now)).toEqual({ before: '2026-11-01T00:00:00.000Z' });
  });

  it('name the queue that a pause makes', () => {
    expect(queueOf(PAUSE)).toBe('node:acme/map');
  });
});

describe('an alert', () => {
  it('takes an e-mail address or a whole web address', () => {
    expect(targetFault('email', ' leads@example.com ')).toBeUndefined();
    expect(targetFault('email', 'leads')).toMatch(/e-mail/);
    expect(targetFault('webhook', 'https://hooks.example.com/x')).toBeUndefined();
    expect(targetFault('webhook', 'hooks.example.com')).toMatch(/https/);
  });

  it('leads to where it can be looked into', () => {
    const incident: Incident = {
      kind: 'unknown',
      flow: 'acme',
      node: 'ask',
      code: 'REMOTE_TIMEOUT',
      about: '',
      says: 'No answer.',
      run: 'r1',
      count: 1,
      told: 0,
      firstAt: '',
      lastAt: '',
      toldAt: null,
    };
    expect(incidentPlace(incident)).toBe('/held?flow=acme&node=ask');
    expect(incidentPlace({ ...incident, kind: 'receiver' })).toBe('/runs/r1');
    expect(incidentPlace({ ...incident, kind: 'paused' })).toBe('/flows/acme');
    expect(incidentPlace({ ...incident, kind: 'receiver', run: '' })).toBeUndefined();
  });
});
