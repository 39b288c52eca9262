// Flows that hold one expression each, for bombs and for what must not suffer from them.
import type { FlowBundle } from '../../flows/language/document.ts';

/** webhook -> condition -> one of two ends. */
export function flowWith(slug: string, expression: string): FlowBundle {
  return {
    document: {
      leadflow: 1,
      name: slug,
      nodes: {
        in: { type: 'webhook', config: { path: slug } },
        ask: { type: 'condition', config: { when: expression } },
        yes: { type: 'stop', config: { outcome: 'accepted', reason: 'yes' } },
        no: { type: 'stop', config: { outcome: 'rejected', reason: 'no' } },
      },
      edges: [
        { from: 'in', port: 'lead', to: 'ask' },
        { from: 'ask', port: 'true', to: 'yes' },
        { from: 'ask', port: 'false', to: 'no' },
      ],
    },
    files: {},
    layout: { nodes: {} },
  };
}

/** Expressions that must not suffer: one of the total subset, and one that the sandbox evaluates. */
export const LIGHT = { total: 'lead.n > 0', general: '($n := lead.n; $n > 0)' };
