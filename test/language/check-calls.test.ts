// Flows that call flows: what they may name, and what the whole flow says of its runs in file and identity.
import { describe, expect, it } from 'vitest';
import { identityText } from '../../flows/language/canonical.ts';
import { check } from '../../flows/language/check.ts';
import type { FlowDocument, FlowNode } from '../../flows/language/document.ts';
import { readCase, readFlow, writeFlow } from '../../flows/language/text.ts';
import { catalogue } from '../../nodes/registry.ts';
import { KNOWN } from './sample.ts';

const FLOWS = { buyer: [], desk: ['mailer'], mailer: [], round: ['me'] };

describe('a flow that calls others', () => {
  it.each<[string, Partial<FlowDocument>, string, string[]]>([
    ['a published flow', {}, 'buyer', []],
    ['a flow that is not published', {}, 'nobody', ['FLOW_UNKNOWN call flow']],
    ['the flow itself', {}, 'me', ['FLOW_CALLS_ITSELF call flow']],
    ['one that comes round to it', {}, 'round', ['FLOW_CALLS_ITSELF call flow']],
    ['a published one for its failed runs', { onError: 'desk' }, 'buyer', []],
    ['an unknown one for its failed runs', { onError: 'nobody' }, 'buyer', ['FLOW_UNKNOWN  onError']],
    ['itself for its failed runs', { onError: 'me' }, 'buyer', ['FLOW_CALLS_ITSELF  onError']],
  ])('may or may not name %s', (_, more, flow, found) => {
    const call: FlowNode = { type: 'call-flow', config: { flow } };
    const document = drawn({ call }, more);
    const problems = check(bundle(document), { catalogue: catalogue(), known: { ...KNOWN, flows: FLOWS }, slug: 'me' });
    expect(problems.map(({ code, node = '', field }) => `${code} ${node} ${field}`)).toEqual(found);
    for (const { says, remedy } of problems) expect(`${says} ${remedy}`).not.toMatch(/undefined|[A-Z]+_[A-Z]+/);
  });

  it('finds the name in each branch, by its place', () => {
    const branches = [
      { name: 'one', flow: 'buyer' },
      { name: 'two', flow: 'nobody' },
    ];
    const call: FlowNode = { type: 'parallel', config: { branches } };
    const ends = { yes: end(), no: end() };
    const edges = [
      { from: 'call', port: 'accepted', to: 'yes' },
      { from: 'call', port: 'refused', to: 'no' },
    ];
    const document = drawn({ call, ...ends }, {});
    const whole = bundle({ ...document, edges: [...document.edges, ...edges] });
    const problems = check(whole, { catalogue: catalogue(), known: { ...KNOWN, flows: FLOWS }, slug: 'me' });
    expect(problems).toMatchObject([{ code: 'FLOW_UNKNOWN', node: 'call', field: 'branches.1.flow' }]);
  });
});

describe('what a flow says of all its runs', () => {
  const TEXT = `leadflow: 1
name: Whole
zone: America/New_York
onError: desk
concurrency: 20
nodes:
  in:       { type: webhook, config: { path: whole } }
  ask:
    type: http-request
    config: { connection: acme, endpoint: find }
    retry: { attempts: 3, backoff: 5s..1m, on: [ not-sent, 429, 5xx ] }
    onUnknown: { endpoint: find, accepted: answer.status = 200 }
edges:
  - in.lead -> ask
`;

  it('is read from the file and written back, and so is what a node says of its calls', () => {
    const flow = readFlow({ 'flow.yaml': TEXT });
    expect(flow.document).toMatchObject({ zone: 'America/New_York', onError: 'desk', concurrency: 20 });
    expect(flow.document.nodes.ask?.retry?.on).toEqual(['not-sent', 429, '5xx']);
    const written = writeFlow(flow, undefined, catalogue())['flow.yaml'] ?? '';
    expect(readFlow({ 'flow.yaml': written }).document).toEqual(flow.document);
    expect(writeFlow(readFlow({ 'flow.yaml': written }), { 'flow.yaml': written }, catalogue())['flow.yaml']).toBe(
      written,
    );
  });

  it.each(['zone: America/New_York', 'onError: desk', 'concurrency: 20', ', on: [ not-sent, 429, 5xx ]'])(
    'makes another version without %s',
    (part) => {
      const before = identityText(readFlow({ 'flow.yaml': TEXT }));
      expect(
        identityText(readFlow({ 'flow.yaml': TEXT.replace(part.startsWith(',') ? part : `${part}\n`, '') })),
      ).not.toBe(before);
    },
  );

  it('can be rehearsed: a case says what the called flows come to', () => {
    const text = `name: The second buyer
lead: { phone: "1" }
children: { call: [{ outcome: rejected, reason: No }, { outcome: accepted, success: true }] }
expect: { children: { call: [{ flow: buyer }] } }
`;
    expect(readCase(text, 'second.yaml').children).toEqual({
      call: [
        { outcome: 'rejected', reason: 'No' },
        { outcome: 'accepted', success: true },
      ],
    });
    expect(() => readCase(text.replace('rejected', 'maybe'), 'second.yaml')).toThrow(/second\.yaml/);
  });
});

function drawn(nodes: Record<string, FlowNode>, more: Partial<FlowDocument>): FlowDocument {
  const trigger: FlowNode = { type: 'when-called', config: {} };
  return {
    leadflow: 1,
    name: 'me',
    ...more,
    nodes: { in: trigger, ...nodes },
    edges: [{ from: 'in', port: 'lead', to: 'call' }],
  };
}

function end(): FlowNode {
  return { type: 'stop', config: { outcome: 'accepted', reason: 'Because.' } };
}

function bundle(document: FlowDocument) {
  return { document, files: {}, layout: { nodes: {} } };
}
