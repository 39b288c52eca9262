// Parallel: calls several flows at the same time, and waits for all of them or for the first that is accepted.
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { because, CHILD_SCHEMA, childFailed, leadFrom, tallyOf, tallySchema } from './child-runs.ts';
import { choice, defineNode, ERROR_PORT, expression, nameRef } from './contract.ts';

const BranchRow = Type.Object(
  {
    name: Type.String({
      title: 'Branch',
      description: 'What the run calls this branch.',
      examples: ['Solar buyer'],
      minLength: 1,
      maxLength: 100,
    }),
    flow: nameRef('flow', {
      title: 'Flow',
      description: 'The flow to call. It must be published.',
      examples: ['post-to-solar'],
    }),
    lead: Type.Optional(
      expression<Json | undefined>({
        title: 'Lead',
        description: 'The lead to hand over. Left empty: the lead as it came.',
        examples: ['steps.map'],
      }),
    ),
  },
  { additionalProperties: false },
);

const config = Type.Object(
  {
    branches: Type.Array(BranchRow, {
      title: 'Branches',
      description: 'The flows that are called at the same time.',
      examples: [
        [
          { name: 'Solar buyer', flow: 'post-to-solar' },
          { name: 'Roof buyer', flow: 'post-to-roof' },
        ],
      ],
      minItems: 1,
      maxItems: 20,
      'x-widget': 'rows',
    }),
    until: Type.Optional(
      choice(
        { all: 'All of them', 'first-accepted': 'The first that is accepted' },
        {
          title: 'Wait for',
          description:
            'The first that is accepted: the others are then cancelled; a call that is under way is not broken off.',
          examples: ['all'],
          default: 'all',
        },
      ),
    ),
  },
  { additionalProperties: false },
);

/** One result carries the name of its branch. */
const BRANCH_SCHEMA = {
  ...CHILD_SCHEMA,
  properties: { ...CHILD_SCHEMA.properties, branch: { type: 'string', title: 'The branch' } },
};

/** Calls flows at the same time: its value is a Tally. Fails with CHILD_FAILED, CONFIG_INVALID, FLOW_MISSING. */
export const parallel = defineNode({
  type: 'parallel',
  title: 'Parallel',
  aka: [
    'Fan out',
    'Broadcast',
    'Split',
    'Fork and join',
    'Merge (n8n)',
    'join (Node-RED)',
    'Paths (Zapier)',
    'Multi-post',
    'Ping all buyers',
  ],
  about: 'Calls several flows at the same time, and waits for all of them or for the first that is accepted.',
  category: 'logic',
  effect: 'wait',
  ports: [
    {
      always: {
        name: 'accepted',
        title: 'Accepted',
        about: 'All branches were accepted, or the first one was, as the step says.',
        outcome: 'accepted',
        required: true,
      },
    },
    {
      always: {
        name: 'refused',
        title: 'Refused',
        about: 'A branch said no where all were needed, or none was accepted.',
        outcome: 'rejected',
        required: true,
      },
    },
    ERROR_PORT,
  ],
  needs: ['children'],
  config,
  output: () => tallySchema(BRANCH_SCHEMA),
  run: async ({ branches, until = 'all' }, view, { children }) => {
    const plan = branches.map(({ flow, ...given }) => ({ flow, lead: leadFrom(given, view.lead) }));
    const first = until === 'first-accepted';
    const ends = await children({ children: plan, concurrency: plan.length, until, cancelRest: first });
    const named = ends.map((end) => ({ ...end, branch: branches[end.index - 1]?.name ?? '' }));
    const value = tallyOf(named, plan.length);
    const winner = named.find(({ outcome }) => outcome === 'accepted');
    if (first && winner) return { port: 'accepted', value, reason: `${winner.branch} was accepted.` };
    if (value.accepted === value.total)
      return { port: 'accepted', value, reason: `All ${value.total} branches were accepted.` };
    const broken = named.find(({ outcome }) => outcome === 'error' || outcome === 'cancelled');
    const refused = named.find(({ outcome }) => outcome === 'rejected');
    if (broken && !refused) throw childFailed(broken.branch, broken);
    const why = refused ? `${refused.branch} said no${because(refused.reason)}` : 'No branch came to an end.';
    return { port: 'refused', value, reason: first ? `No branch was accepted. ${why}` : why };
  },
});
