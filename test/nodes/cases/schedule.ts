// What a schedule gives the flow.
import type { NodeCases } from '../../support/node-harness.ts';

export const cases: NodeCases = {
  declared: { cron: '0 9 * * MON-FRI', zone: 'America/New_York', lead: '{"report": "daily"}', missed: 'once' },
  happy: [
    {
      name: 'the lead of its slot',
      config: { cron: '0 9 * * *' },
      lead: { report: 'daily' },
      port: 'lead',
      value: { report: 'daily' },
    },
  ],
  rejected: 'not applicable: it only begins a run; the steps after it decide',
  failure: 'not applicable: a slot that makes no lead makes no run',
};
