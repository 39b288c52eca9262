// When called: the trigger of a flow that other flows call. No source can post to it.
import { Type } from 'typebox';
import { defineNode } from './contract.ts';

const config = Type.Object({}, { additionalProperties: false });

/** The trigger of a called flow: its value is the lead that the calling step gave. */
export const whenCalled = defineNode({
  type: 'when-called',
  title: 'When called',
  aka: [
    'Trigger',
    'Start',
    'Subflow start',
    'Sub-workflow',
    'When executed by another workflow (n8n)',
    'Execute Workflow Trigger (n8n)',
    'link in (Node-RED)',
    'subflow (Node-RED)',
    'Sub-Zap (Zapier)',
    'Buyer flow',
  ],
  about: 'Begins a flow that other flows call with a lead; no source can send to it.',
  category: 'trigger',
  effect: 'trigger',
  ports: [{ always: { name: 'lead', title: 'Lead', about: 'The lead, as the calling step gave it.', required: true } }],
  needs: [],
  config,
  output: () => ({ type: 'object', title: 'The lead' }),
  run: (_config, view) => ({ port: 'lead', value: view.lead }),
});
