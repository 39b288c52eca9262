// Where another port of a step would have led, in words.
import type { At } from './known.ts';
import { quoted, titleOf } from './words.ts';

/** `the lead would have gone on to “Map to Acme's fields”`, or how the run would have ended there. */
export function goesOn({ run, step }: At, port: string): string {
  const edge = run.document.edges.find((each) => each.from === step.node && each.port === port);
  if (edge) return `the lead would have gone on to ${quoted(titleOf(run, edge.to))}`;
  const found = run.ports[step.node]?.find(({ name }) => name === port);
  if (found?.outcome) return `the run would have ended as ${found.outcome}`;
  return `the step would have left by ${quoted(found?.title ?? port)}`;
}
