// Runs as the API tells of them, for the tests of how they are drawn and replayed.
import type { ExchangeView, RunDetail, StepView } from '../../editor/types.ts';
import { port, sampleBundle } from './canvas-sample.ts';

const AT = '2026-11-21T03:00:00.000Z';

/** `ms` after the sample runs were accepted. */
export function at(ms: number): string {
  return new Date(Date.parse(AT) + ms).toISOString();
}

/** A step that began when the run was accepted; `left` null for one that is open. */
export function step(node: string, left: string | null, more: Partial<StepView> = {}): StepView {
  const yielded = { in: null, out: null, reason: null, outcome: null, failure: null };
  const beside = { exchanges: [], calls: [], kept: false, children: [], sleep: null, callbacks: [], callbackUrl: null };
  return { node, port: left, at: AT, startedAt: AT, ms: 5, ...yielded, ...beside, ...more };
}

/** A call of `node` that was sent and answered 200 after 40 ms. */
export function exchange(node: string, attempt: number, more: Partial<ExchangeView> = {}): ExchangeView {
  const sent = { method: 'POST', url: 'https://acme.example/leads', headers: {}, body: '{}' };
  const request = { ...sent, connection: 'acme', connectionVersion: '1' };
  const answer = { status: 200, type: 'application/json', headers: {}, body: '{}', ms: 40, simulated: false };
  const rest = { failure: null, retryAt: null, settled: null };
  return { call: `${node}.0`, attempt, at: AT, request, answer, ...rest, ...more };
}

/** A finished run of the sample flow. */
export function run(steps: StepView[], more: Partial<RunDetail> = {}): RunDetail {
  return {
    id: 'r',
    flow: 'sample',
    version: 1,
    source: '',
    test: false,
    state: 'finished',
    outcome: 'accepted',
    reason: null,
    answered: true,
    phone: '',
    acceptedAt: AT,
    finishedAt: AT,
    release: 'x',
    lead: {},
    trigger: {},
    bundle: sampleBundle(),
    ports: { table: [port('new'), { ...port('dup'), outcome: 'rejected' }], ask: [port('answered')] },
    steps,
    answer: null,
    held: null,
    parent: null,
    from: null,
    queue: null,
    dueAt: null,
    queued: null,
    made: [],
    onErrorRun: null,
    why: { summary: '', wouldChange: null, decisions: [] },
    now: AT,
    ...more,
  };
}
