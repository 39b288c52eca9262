// Leads from a step that maps fields to its mapping, with the lead of this run as the sample.
import type { ReactElement } from 'react';
import type { Catalogue } from '../../flows/language/catalogue.ts';
import { useFlow } from '../canvas/drawing-context.ts';
import { ButtonLink } from '../kit/Button.tsx';
import type { RunDetail } from '../types.ts';

/** A link to each adaptor that the node names; nothing for a node that names none. */
export function MappingLink({ run, node }: { run: RunDetail; node: string }): ReactElement | null {
  const catalogue = useFlow((state) => state.catalogue);
  const adaptors = adaptorsOf(run, node, catalogue);
  if (adaptors.length === 0) return null;
  return (
    <p className="lf-row">
      {adaptors.map((slug) => (
        <ButtonLink
          key={slug}
          size="small"
          icon="adaptor"
          to={`/adaptors/${slug}?run=${run.id}&node=${encodeURIComponent(node)}`}
        >
          Open the mapping with this data
        </ButtonLink>
      ))}
    </p>
  );
}

/** The adaptors that fields of the node's config refer to, whatever its type. */
function adaptorsOf({ bundle }: RunDetail, id: string, catalogue: Catalogue): string[] {
  const node = bundle.document.nodes[id];
  const fields = Object.entries((node && catalogue[node.type]?.config.properties) ?? {});
  return fields.flatMap(([name, schema]) => {
    const value = node?.config[name];
    return schema['x-ref'] === 'adaptor' && typeof value === 'string' && value !== '' ? [value] : [];
  });
}
