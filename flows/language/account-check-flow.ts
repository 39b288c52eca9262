// The flow that decides for drawn flows: a step *Create lead* with the account's duplicate check calls it. Made from the settings.
import { asking, DECIDED, DNC_REASON, edges, edgesTo } from './account-asking.ts';
import { type AccountSettings, isAsking } from './account-flow.ts';
import type { FlowBundle, FlowDocument, FlowNode } from './document.ts';

/** The slug that its runs bear. No folder has it. */
export const ACCOUNT_CHECK = 'account-check';
/** What it is called on screen. */
export const ACCOUNT_CHECK_NAME = 'Duplicate check';

/** True for a flow with a step that the account's check decides for. */
export function usesAccountCheck({ nodes }: Pick<FlowDocument, 'nodes'>): boolean {
  return Object.values(nodes).some(({ type, config }) => type === 'create-lead' && config?.accountCheck === true);
}

/** Nobody could be asked, and the lead is to be created all the same: row -1 says so. */
const UNASKED: FlowNode = {
  type: 'respond',
  title: 'Create it unasked',
  config: {
    body: '{"row": -1, "key": "", "found": null, "createLead": true, "status": "", "addToDnc": false, "success": true}',
  },
};
const FAILED: FlowNode = {
  type: 'stop',
  title: 'Nobody could be asked',
  config: { outcome: 'error', reason: 'Nobody gave an answer that can be read' },
};

/** The drawing: its lead is the one that the step keeps, its answer what the table decided. Undefined where nobody is asked. */
export function accountCheckFlow(settings: AccountSettings): FlowBundle | undefined {
  if (!isAsking(settings)) return undefined;
  const decision = 'steps.table';
  const asked = asking(settings);
  const goesOn = settings.noAnswer === 'create';
  const document: FlowDocument = {
    leadflow: 1,
    name: ACCOUNT_CHECK_NAME,
    description:
      'Decides for steps that create leads. Made from Settings, Duplicate check; a change there makes it anew.',
    nodes: {
      called: { type: 'when-called', title: 'Lead of the step', config: {} },
      ...asked.nodes,
      dnc: {
        type: 'dnc-add',
        title: 'Add to DNC',
        config: { phone: 'lead.phone_number', reason: DNC_REASON, decision },
      },
      decided: { type: 'respond', title: 'Tell the step', config: { body: 'steps.table', decision } },
      unasked: goesOn ? UNASKED : FAILED,
      done: { type: 'stop', title: 'Decided', config: { outcome: 'accepted', reason: 'The step was told' } },
    },
    edges: [
      ...edges(['called.lead', 'ask']),
      ...asked.edges,
      ...edgesTo('dnc', DECIDED),
      ...edgesTo('decided', ['dnc.added', 'dnc.skipped']),
      ...edgesTo('unasked', asked.unanswered),
      // What it was told by whoever was asked, or that nobody was, makes no outcome of this run.
      ...edgesTo('done', ['decided.answered', ...(goesOn ? ['unasked.answered'] : [])]),
    ],
  };
  return { document, files: {}, layout: { nodes: {} } };
}
