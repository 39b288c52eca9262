// A run as its journal tells it: steps, exchanges, the answer, what holds it.
import { describe, expect, it } from 'vitest';
import { type Around, runView } from '../../server/api/run-view.ts';
import type { JournalRecord, MaskedRequest, StepRecord } from '../../server/run/records.ts';

const T0 = Date.UTC(2026, 0, 2, 3, 4, 5);
const request: MaskedRequest = {
  method: 'POST',
  url: 'http://crm.example/leads',
  headers: { authorization: '***' },
  body: '{}',
  connection: 'acme-crm',
  connectionVersion: '0123456789ab',
};
const answer = { status: 200, type: 'application/json', headers: {}, body: '{}', ms: 12, simulated: false };
const accepted: JournalRecord = {
  t: 'accepted',
  at: T0,
  lead: { phone: '+13105550123' },
  trigger: { source: 's1', path: 'acme/leads', method: 'POST', receivedAt: '', region: 'US' },
  vars: {},
  test: false,
};
const running: Around = {
  held: false,
  finished: false,
  queued: false,
  now: T0 + 1000,
  inputs: {},
  callbacks: [],
  callbackUrl: () => null,
};
const finished: Around = { ...running, finished: true };

function step(node: string, more: Partial<StepRecord> = {}): StepRecord {
  return { t: 'step', at: T0 + 30, node, port: 'answered', out: 1, ms: 20, ...more };
}

describe('the view of a run', () => {
  it('shows each step with when it began, how long it took and what it was given', () => {
    const steps = [step('lead-in', { port: 'lead', ms: 0, at: T0 }), step('ask', { reason: 'It said yes.' })];
    const view = runView([accepted, ...steps], { ...finished, inputs: { ask: { body: 1 } } });
    expect(view.lead).toEqual({ phone: '+13105550123' });
    expect(view.trigger).toMatchObject({ path: 'acme/leads' });
    expect(view.steps).toHaveLength(2);
    expect(view.steps[1]).toEqual({
      node: 'ask',
      port: 'answered',
      at: '2026-01-02T03:04:05.030Z',
      startedAt: '2026-01-02T03:04:05.010Z',
      ms: 20,
      in: { body: 1 },
      out: 1,
      reason: 'It said yes.',
      outcome: null,
      failure: null,
      exchanges: [],
      calls: [],
      kept: false,
      children: [],
      sleep: null,
      callbacks: [],
      callbackUrl: null,
    });
  });

  it('keeps every attempt of a call, each with its own end', () => {
    const view = runView(
      [
        accepted,
        { t: 'intent', at: T0 + 1, call: 'ask-crm.1', attempt: 1, request },
        {
          t: 'failed',
          at: T0 + 2,
          call: 'ask-crm.1',
          attempt: 1,
          code: 'REMOTE_TIMEOUT',
          says: 'Late.',
          sent: 'unknown',
        },
        { t: 'wait', at: T0 + 2, call: 'ask-crm.1', attempt: 1, due: T0 + 5002 },
        { t: 'intent', at: T0 + 5002, call: 'ask-crm.1', attempt: 2, request },
        { t: 'answered', at: T0 + 5014, call: 'ask-crm.1', attempt: 2, answer },
        step('ask-crm'),
      ],
      finished,
    );
    expect(view.steps[0]?.exchanges).toMatchObject([
      {
        attempt: 1,
        request,
        answer: null,
        failure: { code: 'REMOTE_TIMEOUT', sent: 'unknown' },
        retryAt: '2026-01-02T03:04:10.002Z',
      },
      { attempt: 2, request, answer, failure: null, retryAt: null },
    ]);
  });

  it('shows a call that failed before anything left, without a request', () => {
    const failed = { call: 'ask.1', attempt: 1, code: 'EGRESS_BLOCKED', says: 'No.', sent: 'no' } as const;
    const view = runView([accepted, { t: 'failed', at: T0, ...failed }, step('ask', { port: 'error' })], finished);
    expect(view.steps[0]?.exchanges).toMatchObject([{ request: null, failure: { code: 'EGRESS_BLOCKED' } }]);
  });

  it('gives reads and changes to the step that asked for them', () => {
    const view = runView(
      [
        accepted,
        { t: 'call', at: T0, call: 'dnc.1', op: 'dnc.check', args: { lists: ['account'] }, value: null },
        step('dnc', { port: 'clear' }),
        { t: 'call', at: T0, call: 'create.1', op: 'lead.create', value: { did: 'created' } },
        step('create', { port: 'created' }),
      ],
      finished,
    );
    expect(view.steps.map((each) => each.calls)).toEqual([
      [{ call: 'dnc.1', op: 'dnc.check', args: { lists: ['account'] }, value: null }],
      [{ call: 'create.1', op: 'lead.create', args: null, value: { did: 'created' } }],
    ]);
  });

  it('ends with the step that is still running, where the run is', () => {
    const records: JournalRecord[] = [
      accepted,
      step('map'),
      { t: 'intent', at: T0 + 100, call: 'ask.1', attempt: 1, request },
    ];
    expect(runView(records, running).steps.at(-1)).toMatchObject({
      node: 'ask',
      port: null,
      ms: 900,
      startedAt: '2026-01-02T03:04:05.100Z',
    });
    expect(runView(records, finished).steps.map((each) => each.node)).toEqual(['map']);
  });

  it('says what holds a run only while it is held', () => {
    const held: JournalRecord = { t: 'held', at: T0, node: 'ask', code: 'REMOTE_TIMEOUT', says: 'Who knows.' };
    expect(runView([accepted, held], { ...running, held: true }).held).toEqual({
      node: 'ask',
      code: 'REMOTE_TIMEOUT',
      says: 'Who knows.',
      call: null,
    });
    expect(runView([accepted, held], running).held).toBeNull();
  });

  it('says in which queue a run waits only while it waits there', () => {
    const queued: JournalRecord = { t: 'queued', at: T0, queue: 'flow:f', says: 'The flow is paused.' };
    expect(runView([accepted, queued], { ...running, queued: true }).queued).toMatchObject({ queue: 'flow:f' });
    expect(runView([accepted, queued], running).queued).toBeNull();
  });

  it('shows child runs, sleeps, callbacks, and what a person said of a call', () => {
    const failed = { call: 'ask.1', attempt: 1, code: 'REMOTE_TIMEOUT', says: 'Late.', sent: 'unknown' } as const;
    const said = { call: 'ask.1', attempt: 1, as: 'accepted', by: 'ann@example.com', note: 'I rang them.' } as const;
    const child = { call: 'buyers.1', index: 0, run: 'r.buyers.0', flow: 'buyer' };
    const records: JournalRecord[] = [
      accepted,
      { t: 'failed', at: T0, ...failed },
      { t: 'settled', at: T0, ...said },
      step('ask', { kept: true }),
      { t: 'child', at: T0, ...child },
      { t: 'child-ended', at: T0, ...child, outcome: 'rejected', reason: 'No.', answer: null },
      { t: 'child', at: T0, ...child, index: 1, run: 'r.buyers.1' },
      step('buyers'),
      { t: 'sleep', at: T0, call: 'pause.1', due: T0 + 60_000 },
    ];
    const url = (node: string) => `https://leads.example/callback/r/${node}`;
    const open = runView(records, { ...running, callbackUrl: url }).steps;
    expect(open.map((each) => each.callbackUrl)).toEqual([null, null, url('pause')]);
    const came = { at: T0, type: 'application/json', body: '{}', query: {}, late: false };
    const { steps } = runView(records, { ...running, callbacks: [{ node: 'pause', ...came }] });
    expect(steps[0]).toMatchObject({ kept: true, exchanges: [{ settled: { by: 'ann@example.com', as: 'accepted' } }] });
    expect(steps[1]?.children).toEqual([
      { index: 0, run: 'r.buyers.0', flow: 'buyer', outcome: 'rejected', reason: 'No.' },
      { index: 1, run: 'r.buyers.1', flow: 'buyer', outcome: null, reason: null },
    ]);
    expect(steps[2]).toMatchObject({
      port: null,
      sleep: { until: '2026-01-02T03:05:05.000Z' },
      callbacks: [{ body: '{}' }],
    });
  });

  it('tells what the caller was told first', () => {
    const told: JournalRecord = { t: 'answer', at: T0, by: 'clock', answer: { status: 202, success: false, body: {} } };
    expect(runView([accepted, told], running).answer).toEqual({
      by: 'clock',
      status: 202,
      success: false,
      body: {},
      at: '2026-01-02T03:04:05.000Z',
    });
    expect(runView([accepted], running).answer).toBeNull();
  });

  it('of a journal that is empty is empty', () => {
    expect(runView([], running)).toEqual({ lead: {}, trigger: {}, steps: [], answer: null, held: null, queued: null });
  });
});
