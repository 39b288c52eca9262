// Puts words on a schema of the flow language, so that a form can be made of it and its limits are written once.
import type { JsonSchema } from '../../flows/language/catalogue.ts';

/** The properties that `words` names, in its order, each with its words. */
export function worded(schema: JsonSchema | undefined, words: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const properties = Object.entries(words).map(([key, each]) => [key, { ...schema?.properties?.[key], ...each }]);
  return { ...schema, properties: Object.fromEntries(properties) };
}
