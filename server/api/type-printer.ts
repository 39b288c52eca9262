// Prints the component schemas as TypeScript, for the editor: one exported type each. Pure.
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Components } from './components.ts';

const HEAD = `// Generated from the admin API's schemas by \`npm run api-types\`; do not edit. What the server answers, as the editor reads it.
`;

/** The text of \`editor/api-types.ts\`. Types that the flow language has are passed on from there. */
export function printTypes(components: Components): string {
  const shared = new Map<string, string[]>();
  const own: string[] = [];
  for (const [name, schema] of Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const file = schema['x-language'];
    if (typeof file === 'string') shared.set(file, [...(shared.get(file) ?? []), name]);
    else own.push(printDeclaration(name, schema));
  }
  const files = [...shared].sort(([a], [b]) => (a < b ? -1 : 1));
  const from = (file: string) => `'../flows/language/${file}.ts'`;
  const imports = files.map(([file, names]) => `import type { ${withJson(file, names)} } from ${from(file)};`);
  const exports = files.map(([file, names]) => `export type { ${withJson(file, names)} } from ${from(file)};`);
  return `${[HEAD + imports.join('\n'), exports.join('\n'), ...own].join('\n\n')}\n`;
}

/** A schema that says nothing is any JSON value, and the language has a name for that. */
function withJson(file: string, names: readonly string[]): string {
  return (file === 'document' ? [...names, 'Json'] : names).toSorted().join(', ');
}

function printDeclaration(name: string, schema: JsonSchema): string {
  const text = printType(schema, '');
  return text.startsWith('{\n') ? `export interface ${name} ${text}` : `export type ${name} = ${text};`;
}

function printType(schema: JsonSchema, indent: string): string {
  const { $ref, anyOf, oneOf, type } = schema;
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1);
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  const alternatives = anyOf ?? oneOf;
  if (alternatives) return alternatives.map((one) => printType(one, indent)).join(' | ');
  if (Array.isArray(type)) return type.map((one: string) => printType({ ...schema, type: one }, indent)).join(' | ');
  if (type === 'array') return printArray(schema, indent);
  if (type === 'object') return printObject(schema, indent);
  if (type === undefined) return 'Json';
  return type === 'integer' ? 'number' : String(type);
}

function printArray({ items = {} }: JsonSchema, indent: string): string {
  const item = printType(items, indent);
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
}

function printObject(schema: JsonSchema, indent: string): string {
  const { properties = {}, required = [], additionalProperties } = schema;
  const names = Object.keys(properties);
  if (names.length === 0) {
    const values = valuesOf(schema) ?? additionalProperties;
    return typeof values === 'object' ? `Record<string, ${printType(values, indent)}>` : 'Record<string, Json>';
  }
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, property]) => {
    const comment = property.description === undefined ? '' : `${inner}/** ${property.description} */\n`;
    return `${comment}${inner}${name}${required.includes(name) ? '' : '?'}: ${printType(property, inner)};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/** TypeBox writes a record as a pattern that every name fits. */
function valuesOf(schema: JsonSchema): JsonSchema | undefined {
  const patterns = schema.patternProperties as Record<string, JsonSchema> | undefined;
  return patterns && Object.values(patterns)[0];
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value);
}
