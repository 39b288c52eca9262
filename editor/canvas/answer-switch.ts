// Finds out whether a step could not read an answer only because its node names the wrong type. Pure.
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { isObject } from '../../flows/language/json.ts';

/** What would mend it: the field of the node, and the type that the answer has. */
export interface TypeSwitch {
  field: string;
  as: 'json' | 'xml';
  /** What the form calls that type: `XML`. */
  label: string;
  /** What the step said. */
  says: string;
  /** The answer as it came. */
  body: string;
}

/** The switch for a step with this value and input; undefined where the type is not what was wrong. */
export function typeSwitchOf(schema: JsonSchema, step: { in: Json; out: Json }): TypeSwitch | undefined {
  const { out } = step;
  if (!isObject(out) || 'data' in out || typeof out.says !== 'string' || typeof out.body !== 'string') return undefined;
  const as = out.looksLike === 'json' || out.looksLike === 'xml' ? out.looksLike : undefined;
  if (as === undefined || out.declared === as) return undefined;
  const [field, found] = Object.entries(schema.properties ?? {}).find(([, each]) => each.enum?.includes(as)) ?? [];
  if (field === undefined || !found) return undefined;
  const label = found['x-words']?.[found.enum?.indexOf(as) ?? -1] ?? as.toUpperCase();
  return { field, as, label, says: out.says, body: bodyIn(step.in) ?? out.body };
}

/** The whole body among what the step was given: its own value holds the beginning alone. */
function bodyIn(given: Json): string | undefined {
  const answers = isObject(given) ? Object.values(given).filter(isAnswer) : [];
  return answers[0]?.body;
}

function isAnswer(value: Json): value is JsonObject & { body: string } {
  return isObject(value) && typeof value.body === 'string';
}
