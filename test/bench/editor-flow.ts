// A drawing as large as one may be: a trigger, and a chain of look-ups that each have a way out.
import type { Edge, FlowBundle, FlowNode } from '../../flows/language/document.ts';

/** Cards in a row before the drawing goes on below. */
const COLUMNS = 20;
const STEP_X = 320;
const STEP_Y = 260;

/** A flow of so many nodes, laid out in rows. */
export function largeFlow(size: number): FlowBundle {
  const nodes: Record<string, FlowNode> = { 'lead-in': { type: 'webhook', config: { path: 'large/leads' } } };
  const edges: Edge[] = [];
  const places: Record<string, [number, number]> = { 'lead-in': [0, 0] };
  const put = (id: string, node: FlowNode): void => {
    const at = Object.keys(nodes).length;
    nodes[id] = node;
    places[id] = [(at % COLUMNS) * STEP_X, Math.floor(at / COLUMNS) * STEP_Y];
  };
  let last = { from: 'lead-in', port: 'lead' };
  for (let n = 1; Object.keys(nodes).length < size - 1; n += 1) {
    put(`check-${n}`, { type: 'dnc-check', config: { lists: ['account'], phone: 'lead.phone' } });
    put(`stop-${n}`, { type: 'stop', config: {} });
    edges.push({ ...last, to: `check-${n}` }, { from: `check-${n}`, port: 'listed', to: `stop-${n}` });
    last = { from: `check-${n}`, port: 'clear' };
  }
  put('answer', { type: 'respond', config: {} });
  edges.push({ ...last, to: 'answer' });
  return { document: { leadflow: 1, name: 'Large', nodes, edges }, files: {}, layout: { nodes: places } };
}
