// A DNC check that asks for what a mapping made of the number is warned of.
import { expect, it } from 'vitest';
import { check } from '../../flows/language/check.ts';
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
