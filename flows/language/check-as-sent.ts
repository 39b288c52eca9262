// Checks that a field which guards, such as the number of a DNC check, reads the lead and not what a mapping made of it.
import { parseExpression } from '../expression/parse.ts';
import type { Problem } from './catalogue.ts';
import type { FlowBundle } from './document.ts';
import { type Drawing, type Finding, nameOf, problemFrom, specOf } from './drawing.ts';
import { pathText } from './json.ts';
import { expressionSlots } from './slots.ts';

/** A warning for each such field whose expression takes its value from a mapping: a default or a wrong row there bypasses it. */
export function checkAsSent(drawing: Drawing, { files }: FlowBundle): Problem[] {
  return Object.entries(drawing.document.nodes)
    .flatMap(([id, node]): Finding[] => {
      const spec = specOf(drawing, node);
      if (!spec) return [];
      return expressionSlots(spec.config, node.config, files).flatMap(({ path, text }) => {
        const [field = ''] = path;
        if (spec.config.properties?.[field]?.['x-as-sent'] !== true) return [];
        const mapping = mappingIn(drawing, text);
        if (mapping === undefined) return [];
        return [
          {
            code: 'GUARD_MAPPED',
            severity: 'warning',
            node: id,
            field: pathText(path),
            says: `${nameOf(drawing, id)} looks at what ${nameOf(drawing, mapping)} made of the lead. A default or a changed row there lets a number pass that is on the list.`,
            remedy: 'Take the value from the lead itself, such as lead.phone_number.',
          },
        ];
      });
    })
    .map(problemFrom);
}

/** The step that maps and whose value the expression reads; undefined where it reads none. */
function mappingIn(drawing: Drawing, text: string): string | undefined {
  const parsed = parseExpression(text);
  if (!parsed.ok) return undefined;
  const steps = parsed.references.flatMap(([root, step]) => (root === 'steps' && step !== undefined ? [step] : []));
  return steps.find((step) => {
    const node = drawing.document.nodes[step];
    return node !== undefined && specOf(drawing, node)?.category === 'transform';
  });
}
