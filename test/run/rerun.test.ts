// Retry as a new run: what is taken over, and when it is refused.
import { describe, expect, it } from 'vitest';
import type { FlowDocument, JsonObject } from '../../flows/language/document.ts';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { type CompiledRelease, compileRelease } from '../../server/run/plan.ts';
import type { JournalRecord } from '../../server/run/records.ts';
import { planRetry } from '../../server/run/rerun.ts';

const request = { method: 'POST', url: '', headers: {}, body: '', connection: 'crm', connectionVersion: '' };
const answer = { status: 200, type: '', headers: {}, body: '', ms: 1, simulated: false };

describe('a retry', () => {
  it('from the start keeps nothing', () => {
    expect(planRetry({ records: history(), document: drawing() }, release(), null)).toEqual({ kept: [], records: [] });
  });

  it('from a step keeps the steps before it, with their calls, and marks them', () => {
    const { kept, records } = planRetry({ records: history(), document: drawing() }, release(), 'big');
    expect(kept.map(({ node }) => node)).toEqual(['in', 'ask']);
    expect(records.map(({ t }) => t)).toEqual(['step', 'intent', 'answered', 'step']);
    expect(records.filter((record) => record.t === 'step').every(({ kept: isKept }) => isKept)).toBe(true);
  });

  it('writes the value of a kept step out, since the records that it stood for may not be there', () => {
    const { records } = planRetry({ records: history(), document: drawing() }, release(), 'ask');
    expect(records).toEqual([{ t: 'step', at: 0, node: 'in', port: 'lead', out: { n: 1 }, ms: 0, kept: true }]);
  });

  it('may begin at the step that the run ended in', () => {
    const open = history().filter((record) => record.t !== 'step' || record.node === 'in');
    expect(planRetry({ records: open, document: drawing() }, release(), 'ask').kept).toHaveLength(1);
  });

  it('is refused where a step that would be kept is of another type now', () => {
    const document = drawing();
    document.nodes.ask = { type: 'adaptor', config: { adaptor: 'a' } };
    expect(() => planRetry({ records: history(), document }, release(), 'big')).toThrow('another type');
  });

  it('is refused where a step is gone', () => {
    const now = drawing();
    delete now.nodes.ask;
    now.edges = [{ from: 'in', port: 'lead', to: 'big' }, ...drawing().edges.slice(2)];
    expect(() => planRetry({ records: history(), document: drawing() }, release(now), 'big')).toThrow('ask');
  });

  it('is refused where the drawing leads elsewhere now', () => {
    const now = drawing();
    now.edges = now.edges.map((edge) => (edge.port === 'answered' ? { ...edge, to: 'no' } : edge));
    expect(() => planRetry({ records: history(), document: drawing() }, release(now), 'big')).toThrow('does not lead');
  });

  it('is refused where the run never came to the step', () => {
    expect(() => planRetry({ records: history(), document: drawing() }, release(), 'no')).toThrow('never came');
  });

  it.each([
    ['the process ended while it was under way', []],
    [
      'the line broke',
      [{ t: 'failed', at: 1, call: 'ask.1', attempt: 1, code: 'REMOTE_BROKEN_OFF', says: '', sent: 'unknown' }],
    ],
  ] satisfies [string, JournalRecord[]][])('is refused while nobody knows what became of a call: %s', (_, rest) => {
    const records = [...history().slice(0, 3), ...rest];
    for (const from of [null, 'ask']) {
      expect(() => planRetry({ records, document: drawing() }, release(), from)).toThrow('Nobody knows');
    }
  });

  it('is let through once somebody has said what became of the call, or where it may be repeated', () => {
    const settled: JournalRecord = {
      t: 'settled',
      at: 2,
      call: 'ask.1',
      attempt: 1,
      as: 'rejected',
      by: 'ann',
      note: '',
    };
    const open = history().slice(0, 3);
    expect(planRetry({ records: [...open, settled], document: drawing() }, release(), 'ask').kept).toHaveLength(1);
    const now = drawing();
    now.nodes.ask = { ...now.nodes.ask, type: 'http-request', config: CALL, onUnknown: 'retry' };
    expect(planRetry({ records: open, document: now }, release(now), 'ask').kept).toHaveLength(1);
  });
});

const CALL: JsonObject = { connection: 'crm', endpoint: 'post' };

function drawing(): FlowDocument {
  return {
    leadflow: 1,
    name: 'Retry',
    nodes: {
      in: { type: 'webhook', config: { path: 'a' } },
      ask: { type: 'http-request', config: CALL },
      big: { type: 'condition', config: { when: 'lead.n > 1' } },
      no: { type: 'stop', config: { outcome: 'rejected' } },
    },
    edges: [
      { from: 'in', port: 'lead', to: 'ask' },
      { from: 'ask', port: 'answered', to: 'big' },
      { from: 'big', port: 'false', to: 'no' },
    ],
  };
}

function release(document = drawing()): CompiledRelease {
  const bundle = { document, files: {}, layout: { nodes: {} } };
  const endpoints = { 'crm/post': { name: 'Post', method: 'POST', path: '/' } };
  const content = { flow: 'retry', name: 'Retry', version: 1, bundle, adaptors: {}, endpoints };
  return compileRelease(content, 'hash', makeLeadCheck);
}

/** In, asked and answered, decided. */
function history(): JournalRecord[] {
  const trigger = { source: 's', path: 'a', method: 'POST', receivedAt: '', region: 'US' };
  return [
    { t: 'accepted', at: 0, lead: { n: 1 }, trigger, vars: {}, test: false },
    { t: 'step', at: 0, node: 'in', port: 'lead', out: { n: 1 }, ms: 0, same: 'lead' },
    { t: 'intent', at: 1, call: 'ask.1', attempt: 1, request },
    { t: 'answered', at: 2, call: 'ask.1', attempt: 1, answer },
    { t: 'step', at: 2, node: 'ask', port: 'answered', out: answer, ms: 2, same: 'ask.1' },
    { t: 'step', at: 3, node: 'big', port: 'false', out: { when: false }, ms: 0 },
    { t: 'finished', at: 4, outcome: 'rejected' },
  ];
}
