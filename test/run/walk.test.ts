// The walk: which way a lead goes, what a run comes to, and what a step's failure does.
import { describe, expect, it } from 'vitest';
import type { FlowNode, JsonObject } from '../../flows/language/document.ts';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { inputsOf } from '../../server/run/inputs.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { rehearse, type Scene } from '../../server/run/rehearse.ts';
import type { WalkServices } from '../../server/run/step.ts';
import { readPhone } from '../../server/tools/read-phone.ts';

const bugs: unknown[] = [];
const services: WalkServices = {
  parse: readBody,
  phone: readPhone,
  callbackUrl: (run: string, node: string) => `/callback/${run}/${node}`,
  pool: async () => {
    throw new Error('No expression of these drawings needs the pool.');
  },
  onBug: (error) => bugs.push(error),
};

describe('a walk', () => {
  it('goes by the port that each node leaves by', async () => {
    const nodes = {
      in: hook(),
      big: node('condition', { when: 'lead.n > 10' }),
      yes: stop('accepted'),
      no: stop('rejected'),
    };
    const edges = ['in.lead>big', 'big.true>yes', 'big.false>no'];
    expect((await run({ nodes, edges }, { lead: { n: 11 } })).path).toEqual(['in', 'big', 'yes']);
    expect(await run({ nodes, edges }, { lead: { n: 9 } })).toMatchObject({
      path: ['in', 'big', 'no'],
      outcome: 'rejected',
      reason: 'Because.',
    });
  });

  it('comes to the last outcome that a step stated, and to accepted where none did', async () => {
    const create = node('create-lead', { phone: 'lead.phone', fields: 'lead' });
    const drawn = {
      nodes: { in: hook(), create, end: node('respond', {}) },
      edges: ['in.lead>create', 'create.created>end', 'create.duplicate>end'],
    };
    const lead = { phone: '+13105550123' };
    expect(await run(drawn, { lead })).toMatchObject({ outcome: 'accepted', answer: { success: true } });
    const again = await run(drawn, { lead, given: { leads: [{ phone: '+13105550123' }] } });
    expect(again).toMatchObject({ outcome: 'rejected', answer: { success: true } });
    expect(await run({ nodes: { in: hook() }, edges: [] }, { lead })).toMatchObject({ outcome: 'accepted' });
  });

  it('answers from the outcome where the drawing does not answer', async () => {
    const drawn = { nodes: { in: hook(), no: stop('rejected') }, edges: ['in.lead>no'] };
    const { answer } = await run(drawn, { lead: {} });
    expect(answer).toMatchObject({
      status: 200,
      success: false,
      body: { success: false, outcome: 'rejected', reason: 'Because.' },
    });
  });

  it('leaves by the error port where a step fails and the port is drawn', async () => {
    const drawn = {
      nodes: {
        in: hook(),
        bad: node('condition', { when: '$number(lead.n) > 1' }),
        caught: node('respond', { success: false }),
      },
      edges: ['in.lead>bad'],
    };
    const failed = await run(drawn, { lead: { n: 'x' } });
    expect(failed).toMatchObject({ path: ['in', 'bad'], outcome: 'error' });
    expect(failed.steps.bad).toMatchObject({ code: 'EXPRESSION_FAILED', says: expect.stringContaining('when') });
    const mapped = node('adaptor', { adaptor: 'strict' });
    const withPort = {
      nodes: { in: hook(), map: mapped, caught: node('respond', { success: false }) },
      edges: ['in.lead>map', 'map.mapped>caught', 'map.error>caught'],
    };
    const caught = await run(withPort, { lead: {} });
    expect(caught.path).toEqual(['in', 'map', 'caught']);
    expect(caught.answer).toMatchObject({ success: false });
    expect(bugs).toEqual([]);
  });

  it('never changes the lead', async () => {
    const lead = Object.freeze({ phone: '+13105550123', tags: Object.freeze(['a']) });
    const drawn = {
      nodes: { in: hook(), map: node('adaptor', { adaptor: 'all' }), end: node('respond', {}) },
      edges: ['in.lead>map', 'map.mapped>end'],
    };
    expect((await run(drawn, { lead: lead as unknown as JsonObject })).steps.map).toEqual({
      phone: '+13105550123',
      tags: ['a'],
    });
  });
});

describe('the input of a past step', () => {
  it('is computed from the release and the recorded steps', async () => {
    const drawn = {
      nodes: { in: hook(), big: node('condition', { when: 'steps.in.n > 10' }) },
      edges: ['in.lead>big'],
    };
    const release = compile(drawn);
    const trigger = { source: 's', path: 'p', method: 'POST', receivedAt: '', region: 'US' };
    const accepted = { t: 'accepted' as const, at: 1, lead: { n: 11 }, trigger, vars: {}, test: false };
    const steps = [
      { t: 'step' as const, at: 2, node: 'in', port: 'lead', out: { n: 11 }, ms: 0 },
      { t: 'step' as const, at: 3, node: 'big', port: 'true', out: { when: true }, ms: 0 },
    ];
    expect(await inputsOf(release, { id: 'r', accepted, steps }, services)).toMatchObject({ big: { when: true } });
  });
});

interface Drawn {
  nodes: Record<string, FlowNode>;
  edges: string[];
}

function compile({ nodes, edges }: Drawn) {
  const wires = edges.map((text) => {
    const [exit = '', to = ''] = text.split('>');
    const [from = '', port = ''] = exit.split('.');
    return { from, port, to };
  });
  const bundle = {
    document: { leadflow: 1 as const, name: 'drawn', nodes, edges: wires },
    files: {},
    layout: { nodes: {} },
  };
  const adaptors = {
    strict: { leadflow: 1 as const, name: 'Strict', fields: [{ target: 'phone', from: 'lead.phone', required: true }] },
    all: {
      leadflow: 1 as const,
      name: 'All',
      fields: [
        { target: 'phone', from: 'lead.phone' },
        { target: 'tags', from: 'lead.tags' },
      ],
    },
  };
  return compileRelease(
    { flow: 'drawn', name: 'drawn', version: 1, bundle, adaptors, endpoints: {} },
    'hash',
    makeLeadCheck,
  );
}

function run(drawn: Drawn, scene: Scene) {
  return rehearse(compile(drawn), scene, services);
}

function node(type: string, config: JsonObject): FlowNode {
  return { type, config };
}

function hook(): FlowNode {
  return node('webhook', { path: 'drawn' });
}

function stop(outcome: string): FlowNode {
  return node('stop', { outcome, reason: 'Because.' });
}
