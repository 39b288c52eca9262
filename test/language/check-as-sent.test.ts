// A DNC check that asks for what a mapping made of the number is warned of, and a number that no check has looked at.
import { describe, expect, it } from 'vitest';
import { check } from '../../flows/language/check.ts';
import { adaptorNumbers } from '../../flows/language/check-adaptor.ts';
import type { AdaptorField } from '../../flows/language/document.ts';
import { catalogue } from '../../nodes/registry.ts';

const known = {
  connections: {},
  adaptors: { map: { reads: [] } },
  lists: [],
  dncLists: ['account'],
  leadLists: [],
  statuses: [],
  paths: {},
  flows: {},
};

function guarded(phone: string) {
  const nodes = {
    in: { type: 'webhook', config: { path: 'x' } },
    map: { type: 'adaptor', config: { adaptor: 'map' } },
    guard: { type: 'dnc-check', config: { phone } },
    end: { type: 'stop', config: { outcome: 'rejected', reason: 'Listed.' } },
    go: { type: 'stop', config: { outcome: 'accepted', reason: 'Clear.' } },
  };
  const edges = [
    { from: 'in', port: 'lead', to: 'map' },
    { from: 'map', port: 'mapped', to: 'guard' },
    { from: 'guard', port: 'clear', to: 'go' },
    { from: 'guard', port: 'listed', to: 'end' },
  ];
  const document = { leadflow: 1 as const, name: 'Guarded', nodes, edges };
  return check({ document, files: {}, layout: { nodes: {} } }, { catalogue: catalogue(), known });
}

it('a guard reads the lead as it was sent, not what a mapping made of it', () => {
  expect(guarded('lead.phone_number')).toEqual([]);
  expect(guarded('$string(steps.map.phone)')).toMatchObject([
    {
      code: 'GUARD_MAPPED',
      severity: 'warning',
      node: 'guard',
      field: 'phone',
      says: expect.stringContaining('made of the lead'),
    },
  ]);
});

describe('a number behind a DNC check', () => {
  const rows = (more: Partial<AdaptorField>) => [{ target: 'contact.phone', from: 'lead.phone', ...more }];
  const said = (
    phone: string,
    act: { number?: string; body?: string; row?: Partial<AdaptorField>; first?: boolean },
  ) => {
    const { number = 'lead.phone', body = '{"id": lead.id}', row = {}, first = false } = act;
    const nodes = {
      in: { type: 'webhook', config: { path: 'x' } },
      map: { type: 'adaptor', config: { adaptor: 'map' } },
      guard: { type: 'dnc-check', config: { phone } },
      send: { type: 'http-request', config: { connection: 'crm', endpoint: 'post', body }, onUnknown: 'hold' as const },
      create: { type: 'create-lead', config: { phone: number, fields: 'lead' } },
      end: { type: 'stop', config: { outcome: 'rejected', reason: 'Listed.' } },
    };
    const edge = (text: string) => {
      const [from = '', port = '', to = ''] = text.split(/[.>]/);
      return { from, port, to };
    };
    const guard = ['guard.listed>end', 'create.duplicate>end'];
    const order = first
      ? ['in.lead>map', 'map.mapped>create', 'create.created>guard', 'guard.clear>send', ...guard]
      : ['in.lead>map', 'map.mapped>guard', 'guard.clear>send', 'send.answered>create', ...guard];
    const document = { leadflow: 1 as const, name: 'Guarded', nodes, edges: order.map(edge) };
    const adaptor = { leadflow: 1 as const, name: 'Map', fields: rows(row) };
    const names = {
      ...known,
      leadLists: ['default'],
      connections: { crm: { endpoints: ['post'] } },
      adaptors: { map: { reads: [], numbers: adaptorNumbers(adaptor) } },
    };
    const found = check({ document, files: {}, layout: { nodes: {} } }, { catalogue: catalogue(), known: names });
    return found
      .filter(({ code }) => code.startsWith('GUARD'))
      .map(({ code, node, field }) => `${code} ${node} ${field}`);
  };
  const created = 'GUARD_BYPASSED create phone';
  const sent = 'GUARD_BYPASSED send body';

  it.each([
    ['is the one that was looked at', 'lead.phone', {}, []],
    ['is that one, written another way', 'lead.phone', { number: 'steps.map.contact.phone', body: 'steps.map' }, []],
    ['is another field', 'lead.phone', { number: 'lead.mobile' }, [created]],
    ['is one of two that were looked at', 'lead.mobile ? lead.mobile : lead.phone', {}, [created]],
    ['is another field in a body', 'lead.phone', { body: '{"mobile": lead.mobile, "age": lead.age}' }, [sent]],
    [
      'is mapped from another field',
      'lead.phone',
      { number: 'steps.map.contact.phone', row: { from: 'lead.mobile' } },
      [created],
    ],
    ['is mapped with a default', 'lead.phone', { body: 'steps.map', row: { default: '3105550100' } }, [sent]],
    ['is looked up in a table', 'lead.phone', { body: 'steps.map.contact', row: { lookup: 'numbers' } }, [sent]],
    [
      'is the lead\u2019s own, and the mapped one was looked at',
      'steps.map.contact.phone',
      { row: { from: 'lead.mobile' } },
      ['GUARD_MAPPED guard phone', created],
    ],
    ['is used before the check', 'lead.phone', { number: 'lead.mobile', first: true }, []],
  ])('that %s', (_, phone, act, expected) => {
    expect(said(phone, act)).toEqual(expected);
  });
});
