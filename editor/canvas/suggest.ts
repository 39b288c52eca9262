// The paths that an expression of a node may read: the lead's fields and what earlier steps yield.
import type { FlowState } from './flow-store.ts';
import { predecessors } from './graph.ts';

type Known = Pick<FlowState, 'bundle' | 'catalogue'>;

/** Paths for completion in the form of node `id`, the nearest step first. */
export function readablePaths({ bundle, catalogue }: Known, id: string): string[] {
  const { document } = bundle;
  const before: string[] = [];
  const open = predecessors(document, id);
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (before.includes(next)) continue;
    before.push(next);
    open.push(...predecessors(document, next));
  }
  const steps = before.flatMap((step) => {
    const spec = catalogue[document.nodes[step]?.type ?? ''];
    if (!spec || spec.category === 'trigger') return [];
    const root = /-/.test(step) ? `steps.\`${step}\`` : `steps.${step}`;
    return [root, ...Object.keys(spec.output.properties ?? {}).map((name) => `${root}.${name}`)];
  });
  return [...steps, ...leadPaths(document), 'trigger.source', 'trigger.region', 'run.id', 'flow.slug'];
}

function leadPaths(document: FlowState['bundle']['document']): string[] {
  const fields = Object.values(document.nodes).flatMap((node) =>
    Array.isArray(node.config.fields) ? node.config.fields : [],
  );
  const names = fields.flatMap((field) =>
    typeof field === 'object' && field !== null && !Array.isArray(field) && typeof field.name === 'string'
      ? [field.name]
      : [],
  );
  return ['lead', ...names.map((name) => `lead.${name}`)];
}
