// Holds every node of the registry to the contract: one suite, run over each.
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { type JsonSchema, portsOf } from '../../flows/language/catalogue.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import { catalogue, registry } from '../../nodes/registry.ts';
import { allCasesOf, casesOf, endingOf } from '../support/node-cases.ts';

const FOLDER = new URL('../../nodes/', import.meta.url);
/** The files of the folder that are no node. */
const SHARED = [
  'answer-read',
  'answer-results',
  'child-runs',
  'contract',
  'duplicates',
  'lead-facts',
  'registry',
  'table',
  'tools',
  'kept-results',
  'mapped',
];
/** What must not reach a person: values that were nothing, objects as text, codes of our own. */
const UNFIT = /\bundefined\b|\bNaN\b|\[object |\b[A-Z]{2,}_[A-Z_]+\b|__proto__/;

const ajv = new Ajv2020({ strict: false, allErrors: true });

/** Every field of a config schema that the form shows, by its path. */
function fieldsOf(schema: JsonSchema, path = ''): [string, JsonSchema][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    [`${path}${name}`, field] as [string, JsonSchema],
    ...fieldsOf(field, `${path}${name}.`),
    ...fieldsOf(field.items ?? {}, `${path}${name}[].`),
  ]);
}

describe.each(Object.values(registry))('$type', (definition) => {
  const { type, config, output, ports, needs } = definition;
  const schema = config as JsonSchema;
  const source = readFileSync(new URL(`${type}.ts`, FOLDER), 'utf8');

  it('is frozen, and stands in the registry under its own type', () => {
    expect(Object.isFrozen(definition)).toBe(true);
    expect(registry[type]).toBe(definition);
    expect(type).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('says what it is in words', () => {
    expect(definition.title.length).toBeGreaterThan(3);
    expect(definition.about).toMatch(/^[A-Z][^.]+\.$/);
    expect(definition.about).not.toMatch(UNFIT);
    expect(definition.aka.length).toBeGreaterThanOrEqual(5);
    expect(new Set(definition.aka).size).toBe(definition.aka.length);
  });

  it.each(fieldsOf(schema))('field %s has a title, help and examples that it would take', (path, field) => {
    expect(field.title, path).toMatch(/^[A-Z]/);
    expect(field.description, path).toMatch(/^[A-Z/].+\.$/);
    expect(field.description, path).not.toMatch(UNFIT);
    expect(field.examples?.length, path).toBeGreaterThan(0);
    const shown = [...(field.examples ?? []), ...('default' in field ? [field.default] : [])];
    for (const example of shown) {
      const isExpression = field['x-expression'] === 'allowed' && String(example).startsWith('=');
      expect(isExpression || ajv.validate(field, example), `${path}: ${JSON.stringify(example)}`).toBe(true);
    }
    if (field.enum) expect(field['x-words'], path).toHaveLength(field.enum.length);
    if (field.items?.properties) expect(field['x-widget'], path).toMatch(/^(rows|key-value-table)$/);
    if (field['x-depends-on']) expect(schema.properties, path).toHaveProperty(field['x-depends-on']);
  });

  it('takes a config as a flow holds it, and no other', async () => {
    const { declared } = await casesOf(type);
    const takes = ajv.compile(schema);
    expect(takes(declared), ajv.errorsText(takes.errors)).toBe(true);
    expect(takes({ ...declared, unheardOf: 1 })).toBe(false);
    for (const name of schema.required ?? []) {
      const { [name]: _, ...rest } = declared;
      expect(takes(rest), `without ${name}`).toBe(false);
    }
    const shown = fieldsOf(schema).filter(([path]) => !path.includes('.'));
    expect(Object.keys(declared).sort()).toEqual(shown.map(([path]) => path).sort());
  });

  it('names each port once, and says what it means', async () => {
    const { declared } = await casesOf(type);
    for (const port of portsOf(ports, {})) {
      expect(port.title).toMatch(/^[A-Z]/);
      expect(port.about).toMatch(/^[A-Z].+\.$/);
      expect(port.about).not.toMatch(UNFIT);
    }
    for (const port of portsOf(ports, declared)) expect(port.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    const fixed = ports.map((rule) =>
      'rows' in rule ? rule.fallback.name : 'always' in rule ? rule.always.name : rule.port.name,
    );
    expect(new Set(fixed).size).toBe(fixed.length);
  });

  it('says which fields decide, and what it carries out, of fields that it has', () => {
    const names = Object.keys(schema.properties ?? {});
    if (definition.decides) expect(names).toEqual(expect.arrayContaining(Object.values(definition.decides)));
    if (definition.acts) expect(names).toContain('decision');
    for (const rule of ports) {
      if ('ifSet' in rule) for (const field of [rule.ifSet].flat()) expect(names).toContain(field);
      if ('ifUnset' in rule) for (const field of [rule.ifUnset].flat()) expect(names).toContain(field);
      if ('rows' in rule) expect(names).toContain(rule.rows);
    }
  });

  it('leaves by a port that it declares, with a value that is as it declares, and words fit to be read', async () => {
    for (const given of await allCasesOf(type)) {
      const { result, failure } = await endingOf(definition, given);
      expect(result?.reason ?? failure?.message ?? 'fit', given.name).not.toMatch(UNFIT);
      if (!result) continue;
      const declared = portsOf(ports, given.config as JsonObject).map((port) => port.name);
      expect(declared.length === 0 ? [''] : declared, given.name).toContain(result.port);
      expect(result.port, given.name).not.toBe('error');
      const fits = ajv.compile(output(given.config as JsonObject));
      expect(fits(result.value), `${given.name}: ${ajv.errorsText(fits.errors)}`).toBe(true);
      expect(structuredClone(result.value), 'a value is plain data').toEqual(result.value);
      expect(JSON.parse(JSON.stringify(result.value)), 'a value survives the journal').toEqual(result.value);
    }
  });

  it('needs exactly the tools that its cases use', async () => {
    const used = new Set<string>();
    for (const given of await allCasesOf(type)) {
      const ending = await endingOf(definition, given);
      for (const tool of ending.used ?? []) used.add(tool);
    }
    expect([...used].sort()).toEqual([...needs].sort());
  });

  it('imports the language, the contract and TypeBox, and holds no policy', () => {
    const imports = [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    for (const from of imports)
      expect(from).toMatch(
        /^(typebox|\.\/(answer-read|answer-results|contract|child-runs|duplicates|kept-results|lead-facts|mapped|table|tools)\.ts|\.\.\/flows\/language\/[a-z-]+\.ts)$/,
      );
    expect(source.split('\n')[0]).toMatch(/^\/\/ [A-Z].+[.?]( .+\.)?$/);
    expect(source).not.toMatch(/\btry\b|\bcatch\b|\bfetch\(|\bDate\b|Math\.random|\bprocess\.|\bconsole\b|\bimport\(/);
  });
});

describe('the registry', () => {
  it('holds every node file of the folder and nothing else', () => {
    const files = readdirSync(FOLDER).map((name) => name.replace(/\.ts$/, ''));
    expect(files.filter((name) => !SHARED.includes(name)).sort()).toEqual(Object.keys(registry).sort());
    expect(Object.isFrozen(registry)).toBe(true);
  });

  it('gives a catalogue that is plain data', () => {
    const specs = catalogue();
    expect(Object.keys(specs)).toEqual(Object.keys(registry));
    expect(JSON.parse(JSON.stringify(specs))).toEqual(specs);
  });

  it.each([
    ['Processr', 'validation-list'],
    ['Convertr', 'validation-list'],
    ['suppression', 'validation-list'],
    ['Convoso Connect', 'http-request'],
    ['recipient', 'http-request'],
    ['integration', 'http-request'],
    ['connector', 'create-lead'],
    ['API Duplicate Lead Check', 'key-value-branch'],
    ['External API Data Validation', 'key-value-branch'],
    ['switch', 'key-value-branch'],
    ['hopper', 'create-lead'],
    ['edit fields', 'adaptor'],
    ['change', 'adaptor'],
    ['IF', 'condition'],
    ['filter', 'condition'],
    ['respond to webhook', 'respond'],
    ['http in', 'webhook'],
    ['source', 'webhook'],
  ])('finds by %s the node %s', (typed, type) => {
    const found = Object.values(catalogue()).filter(({ title, aka }) =>
      [title, ...aka].some((name) => name.toLowerCase().includes(typed.toLowerCase())),
    );
    expect(found.map((spec) => spec.type)).toContain(type);
  });
});
