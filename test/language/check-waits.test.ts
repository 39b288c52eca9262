// Problems of waits: zones nobody knows, lengths and times of which one is to be given, callbacks nobody can make.
import { describe, expect, it } from 'vitest';
import type { KnownNames, Problem } from '../../flows/language/catalogue.ts';
import { check } from '../../flows/language/check.ts';
import type { FlowNode, JsonObject } from '../../flows/language/document.ts';
import { catalogue } from '../../nodes/registry.ts';

const KNOWN: KnownNames = {
  connections: {},
  adaptors: { tells: { reads: [['run', 'callbacks', 'hold-on']] } },
  lists: [],
  dncLists: [],
  leadLists: [],
  statuses: [],
  paths: {},
  flows: {},
};
const IN: FlowNode = { type: 'webhook', config: { path: 'x' } };
const HOLD: FlowNode = { type: 'wait-for-callback', config: {} };
const END: FlowNode = { type: 'stop', config: { outcome: 'accepted', reason: 'Done' } };

/** The problems of a flow whose nodes follow each other by these exits. */
function problemsOf(nodes: Record<string, FlowNode>, more: { zone?: string } = {}): Problem[] {
  const ports: Record<string, string> = { webhook: 'lead', wait: 'done', 'wait-for-callback': 'called' };
  const ids = Object.keys(nodes);
  const port = (id: string) =>
    ports[nodes[id]?.type ?? ''] ?? { respond: 'answered', adaptor: 'mapped' }[nodes[id]?.type ?? ''] ?? '';
  const edges = ids.slice(1).map((to, i) => ({ from: ids[i] ?? '', port: port(ids[i] ?? ''), to }));
  const waits = ids.filter((id) => nodes[id]?.type === 'wait-for-callback');
  edges.push(...waits.map((from) => ({ from, port: 'timed-out', to: ids.at(-1) ?? '' })));
  const document = { leadflow: 1 as const, name: 'Waits', ...more, nodes, edges };
  return check({ document, files: {}, layout: { nodes: {} } }, { catalogue: catalogue(), known: KNOWN });
}

function codesOf(nodes: Record<string, FlowNode>): string[] {
  return problemsOf(nodes).map(({ code, node, field }) => [code, node, field].filter(Boolean).join(' '));
}

describe('a wait', () => {
  it.each([
    [{ for: '15m' }, []],
    [{ until: '09:00', zone: 'Europe/Berlin', days: ['mon'] }, []],
    [{ for: '=lead.later', until: '' }, []],
    [{}, ['FIELD_MISSING nap for']],
    [{ for: '15m', until: '09:00' }, ['FIELD_WRONG nap until']],
    [{ for: 'soon' }, ['FIELD_WRONG nap for']],
    [{ until: 'noon' }, ['FIELD_WRONG nap until']],
    [{ until: '09:00', zone: 'Mars' }, ['ZONE_UNKNOWN nap zone']],
    [{ until: '09:00', zone: '=lead.zone' }, []],
  ] as [JsonObject, string[]][])('with %j has the problems %j', (config, expected) => {
    expect(codesOf({ in: IN, nap: { type: 'wait', config }, end: END })).toEqual(expected);
  });

  it('of a flow whose zone is none is told of it', () => {
    const [problem] = problemsOf({ in: IN, end: END }, { zone: 'Amerika' });
    expect(problem).toMatchObject({ code: 'ZONE_UNKNOWN', severity: 'error', field: 'zone' });
    expect(problem?.says).toContain('Amerika');
  });
});

describe('a wait for a callback', () => {
  const tells = (text: string): FlowNode => ({ type: 'respond', config: { body: text } });

  it.each([
    ['its address', 'run.callbacks.`hold-on`'],
    ['all addresses', '{"all": run.callbacks}'],
    ['everything of the run', '$string(run)'],
  ])('has no problem where a step before it gives away %s', (_, text) => {
    expect(codesOf({ in: IN, tell: tells(text), 'hold-on': HOLD, end: END })).toEqual([]);
  });

  it('has none where an adaptor of a step before it reads the address', () => {
    const map: FlowNode = { type: 'adaptor', config: { adaptor: 'tells' } };
    expect(codesOf({ in: IN, map, 'hold-on': HOLD, end: END })).toEqual([]);
  });

  it('warns where no step before it gives its address to anyone, with the words to write', () => {
    for (const nodes of [
      { in: IN, tell: tells('run.id'), 'hold-on': HOLD, end: END },
      { in: IN, 'hold-on': HOLD, tell: tells('run.callbacks.`hold-on`'), end: END },
    ]) {
      const [problem] = problemsOf(nodes);
      expect(problem).toMatchObject({ code: 'CALLBACK_UNUSED', severity: 'warning', node: 'hold-on' });
      expect(problem?.remedy).toContain('run.callbacks.`hold-on`');
    }
  });

  it('warns of an address at which no step waits', () => {
    expect(codesOf({ in: IN, tell: tells('run.callbacks.hold'), end: END })).toEqual(['VALUE_UNKNOWN tell']);
  });
});
