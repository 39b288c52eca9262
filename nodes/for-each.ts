// For each: calls a flow once for each item of a list, one after the other or a few at a time.
import { Type } from 'typebox';
import type { Json, JsonObject } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { because, childFailed, leadFrom, MOST_CHILDREN, type Tally, tallyOf, tallySchema } from './child-runs.ts';
import { choice, defineNode, ERROR_PORT, expression, nameRef } from './contract.ts';

const config = Type.Object(
  {
    items: expression<Json | undefined>({
      title: 'Items',
      description: `The list to go through, in its order: at most ${MOST_CHILDREN} items. A value that is no list is a list of one; nothing is an empty list.`,
      examples: ['vars.buyers', 'lead.vehicles'],
    }),
    as: Type.Optional(
      Type.String({
        title: 'Item as',
        description: 'The field of the lead that holds the item in each run of the other flow: there it is lead.item.',
        examples: ['buyer'],
        default: 'item',
        pattern: '^[A-Za-z][A-Za-z0-9_]*$',
        maxLength: 100,
      }),
    ),
    flow: nameRef('flow', {
      title: 'Flow',
      description: 'The flow to call for each item. It must be published.',
      examples: ['post-to-buyer'],
    }),
    lead: Type.Optional(
      expression<Json | undefined>({
        title: 'Lead',
        description: 'The lead to hand over, to which the item is added. Left empty: the lead as it came.',
        examples: ['steps.map'],
      }),
    ),
    concurrency: Type.Optional(
      Type.Integer({
        title: 'At a time',
        description: 'How many items are under way at a time. 1: each waits for the one before.',
        examples: [1],
        default: 1,
        minimum: 1,
        maximum: 20,
      }),
    ),
    until: Type.Optional(
      choice(
        { all: 'Go through the whole list', 'first-accepted': 'Stop at the first that is accepted' },
        {
          title: 'Until',
          description:
            'Stop at the first that is accepted: buyers are tried in order. Those under way by then are waited for.',
          examples: ['first-accepted'],
          default: 'all',
        },
      ),
    ),
  },
  { additionalProperties: false },
);

/** Calls a flow for each item: its value is a Tally. Fails with CHILD_FAILED, CONFIG_INVALID, FLOW_MISSING. */
export const forEach = defineNode({
  type: 'for-each',
  title: 'For each',
  aka: [
    'Loop',
    'Loop Over Items (n8n)',
    'Split In Batches (n8n)',
    'split (Node-RED)',
    'Iterator',
    'Looping (Zapier)',
    'Ping tree',
    'Waterfall',
    'Buyers in order',
    'Distribution',
  ],
  about: 'Calls a flow once for each item of a list, and can stop at the first that is accepted.',
  category: 'logic',
  effect: 'wait',
  ports: [
    {
      always: {
        name: 'accepted',
        title: 'Accepted',
        about: 'At least one was accepted.',
        outcome: 'accepted',
        required: true,
      },
    },
    {
      always: {
        name: 'none',
        title: 'None',
        about: 'None was accepted, or the list is empty.',
        outcome: 'rejected',
        required: true,
      },
    },
    ERROR_PORT,
  ],
  needs: ['children'],
  config,
  output: () => tallySchema(),
  run: async ({ as = 'item', flow, concurrency = 1, until = 'all', ...given }, view, { children }) => {
    const items = listOf(given.items);
    const base = leadFrom(given, view.lead);
    const plan = items.map((item) => ({ flow, lead: { ...base, [as]: item } as JsonObject }));
    const results = plan.length === 0 ? [] : await children({ children: plan, concurrency, until, cancelRest: false });
    const value = tallyOf(results, items.length);
    const [broken] = results;
    if (broken && value.errors === results.length)
      throw childFailed(`${titled(as)} ${broken.index} of ${value.total}`, broken);
    return { port: value.accepted > 0 ? 'accepted' : 'none', value, reason: reasonOf(value, as, until) };
  },
});

function listOf(items: Json | undefined): Json[] {
  const list = items === undefined || items === null ? [] : Array.isArray(items) ? items : [items];
  if (list.length <= MOST_CHILDREN) return list;
  const says = `The list has ${list.length} items; at most ${MOST_CHILDREN} can be gone through.`;
  throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'items', says }] });
}

function reasonOf({ accepted, rejected, errors, total, first, results }: Tally, as: string, until: string): string {
  if (total === 0) return 'The list is empty, so there was nothing to call.';
  if (first && until === 'first-accepted') return `${titled(as)} ${first.index} of ${total} was accepted.`;
  if (first) return `${accepted} of ${total} were accepted.`;
  const broke = errors > 0 ? `; ${errors} ended with an error` : '';
  const last = results.findLast(({ outcome }) => outcome === 'rejected');
  return `None of ${total} was accepted, ${rejected} said no${broke}. The last one${because(last?.reason ?? '')}`;
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
