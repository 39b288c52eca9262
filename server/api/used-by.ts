// Finds the flows that name a thing in a field of one of their nodes. Pure.
import type { Catalogue, JsonSchema } from '../../flows/language/catalogue.ts';
import type { FlowDocument } from '../../flows/language/document.ts';
import { refSlots } from '../../flows/language/slots.ts';

/** Name of the thing -> slugs of the flows that name it, in the order of `flows`. */
export function usedBy(
  flows: readonly { slug: string; document: FlowDocument }[],
  ref: NonNullable<JsonSchema['x-ref']>,
  catalogue: Catalogue,
): Map<string, string[]> {
  const users = new Map<string, Set<string>>();
  for (const { slug, document } of flows) {
    for (const { type, config } of Object.values(document.nodes)) {
      const schema = catalogue[type]?.config;
      if (!schema) continue;
      for (const slot of refSlots(schema, config)) {
        if (slot.ref !== ref) continue;
        users.set(slot.value, (users.get(slot.value) ?? new Set()).add(slug));
      }
    }
  }
  return new Map([...users].map(([name, slugs]) => [name, [...slugs]]));
}
