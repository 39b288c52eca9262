// What a form holds, as a document keeps it: blank texts, empty lists and empty groups that nothing asks for are left out.
import type { JsonSchema } from '../../../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../../../flows/language/document.ts';
import { isObject } from '../../../../flows/language/json.ts';
import { variantsOf } from '../../../kit/form-model.ts';

/** `value` without its optional blanks; `x-none` of a field is the choice that stands for none. What the schema does not know stays as it is: a form must not lose it. */
export function shaped(schema: JsonSchema, value: JsonObject): JsonObject {
  const required = schema.required ?? [];
  const kept = Object.entries(value).flatMap(([key, each]): [string, Json][] => {
    const property = schema.properties?.[key];
    if (property === undefined) return [[key, each]];
    const next = shapedPart(property, each);
    const isNone = isBlank(next) || (next !== undefined && next === property['x-none']);
    return isNone && !required.includes(key) ? [] : [[key, next]];
  });
  return Object.fromEntries(kept);
}

/** `whole` with the keys of the schema taken from `part`, which a form of that schema gave. */
export function withPart<T>(whole: T, schema: JsonSchema, part: JsonObject): T {
  const keys = Object.keys(schema.properties ?? {});
  const rest = Object.entries(whole ?? {}).filter(([key]) => !keys.includes(key));
  return JSON.parse(JSON.stringify({ ...Object.fromEntries(rest), ...shaped(schema, part) }));
}

/** The keys of the schema, as a form holds them. */
export function partOf(whole: unknown, schema: JsonSchema): JsonObject {
  const plain: JsonObject = JSON.parse(JSON.stringify(whole ?? {}));
  return Object.fromEntries(Object.entries(plain).filter(([key]) => key in (schema.properties ?? {})));
}

function shapedPart(schema: JsonSchema, value: Json): Json {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items?.properties ? value.map((each) => (isObject(each) ? shaped(items, each) : each)) : value;
  }
  if (!isObject(value)) return value;
  const variants = variantsOf(schema);
  const shape = variants ? variants.shapes[String(value[variants.key])] : schema;
  return shape?.properties ? shaped(shape, value) : value;
}

function isBlank(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === '' || value === null || (isObject(value) && Object.keys(value).length === 0);
}
