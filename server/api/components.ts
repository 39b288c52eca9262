// Takes named schemas out of where they are used and puts them side by side, as OpenAPI wants them.
import type { JsonSchema } from '../../flows/language/catalogue.ts';

/** Name -> schema, with `$ref` where another named schema stands. */
export type Components = Record<string, JsonSchema>;

/** The schema with `$ref`s; what they name is added to `components`. Fails where one name stands for two schemas. */
export function referring(schema: JsonSchema, components: Components): JsonSchema {
  if (schema['x-named'] !== true || schema.title === undefined) return inside(schema, components);
  const { title, 'x-named': _mark, 'x-loose': _loose, ...rest } = schema;
  const own = inside(rest, components);
  const known = components[title];
  if (known && JSON.stringify(known) !== JSON.stringify(own)) throw new Error(`Two schemas are named ${title}.`);
  components[title] = own;
  return { $ref: `#/components/schemas/${title}` };
}

function inside(schema: JsonSchema, components: Components): JsonSchema {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' || key === 'patternProperties') result[key] = mapValues(value, components);
    else if (key === 'anyOf' || key === 'oneOf')
      result[key] = (value as JsonSchema[]).map((one) => referring(one, components));
    else if (key === 'items' || key === 'additionalProperties' || key === 'propertyNames') {
      result[key] = isSchema(value) ? referring(value, components) : value;
    } else result[key] = value;
  }
  return result;
}

function mapValues(schemas: unknown, components: Components): Record<string, JsonSchema> {
  const entries = Object.entries(schemas as Record<string, JsonSchema>);
  return Object.fromEntries(entries.map(([name, schema]) => [name, referring(schema, components)]));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
