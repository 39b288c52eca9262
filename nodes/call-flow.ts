// Call flow: hands the lead to another flow and waits for what that run comes to.
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { CHILD_SCHEMA, childFailed, leadFrom } from './child-runs.ts';
import { defineNode, ERROR_PORT, expression, nameRef } from './contract.ts';

const config = Type.Object(
  {
    flow: nameRef('flow', {
      title: 'Flow',
      description:
        'The flow to call. It must be published; the run keeps the version that is published with this flow.',
      examples: ['post-to-buyer'],
    }),
    lead: Type.Optional(
      expression<Json | undefined>({
        title: 'Lead',
        description:
          'The lead to hand over: an object, such as the value of an adaptor. Left empty: the lead as it came.',
        examples: ['steps.map'],
      }),
    ),
  },
  { additionalProperties: false },
);

/** Calls one flow: its value is the ChildEnd. Fails with CHILD_FAILED, CONFIG_INVALID, FLOW_MISSING. */
export const callFlow = defineNode({
  type: 'call-flow',
  title: 'Call flow',
  aka: [
    'Subflow',
    'Sub-workflow',
    'Execute Workflow (n8n)',
    'Execute Sub-workflow (n8n)',
    'link call (Node-RED)',
    'subflow (Node-RED)',
    'Run a flow',
    'Sub-Zap (Zapier)',
    'Forward lead',
  ],
  about: 'Hands the lead to another flow, waits until that run has ended, and goes on by its outcome.',
  category: 'logic',
  effect: 'wait',
  ports: [
    {
      always: {
        name: 'accepted',
        title: 'Accepted',
        about: 'The run of the other flow was accepted.',
        outcome: 'accepted',
        required: false,
      },
    },
    {
      always: {
        name: 'rejected',
        title: 'Rejected',
        about: 'The run of the other flow was rejected; the value says why.',
        outcome: 'rejected',
        required: false,
      },
    },
    ERROR_PORT,
  ],
  needs: ['children'],
  config,
  output: () => ({ ...CHILD_SCHEMA, title: 'What the run came to' }),
  run: async ({ flow, ...given }, view, { children }) => {
    const plan = { concurrency: 1, until: 'all' as const, cancelRest: false };
    const [end] = await children({ ...plan, children: [{ flow, lead: leadFrom(given, view.lead) }] });
    if (!end) throw new Error('A child that was waited for has an end.');
    if (end.outcome !== 'accepted' && end.outcome !== 'rejected') throw childFailed(`The flow ${flow}`, end);
    return { port: end.outcome, value: end, reason: end.reason || `The flow ${flow} was ${end.outcome}.` };
  },
});
