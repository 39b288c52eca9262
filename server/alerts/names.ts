// What people call the flow and node that an incident is about.
import type { Workspace } from '../workspace/workspace.ts';
import type { AlertWords } from './message.ts';

/** Names from what serves now; a flow or node that is gone is called by its id. */
export function namesFrom(workspace: Pick<Workspace, 'liveOf'>): AlertWords['nameOf'] {
  return (flow, node) => {
    const live = workspace.liveOf(flow);
    return { flow: live?.name ?? flow, node: live?.nodes.get(node)?.title ?? node };
  };
}
