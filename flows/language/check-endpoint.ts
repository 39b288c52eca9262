// Checks of one endpoint: its adaptor is there, and every place of its path and parameters can be filled.
import type { Problem } from './catalogue.ts';
import { checkBody } from './check-body.ts';
import { readingFaults } from './check-reading.ts';
import { didYouMean } from './near-miss.ts';
import { placesIn, readPath, readPlaces } from './places.ts';
import type { EndpointDocument, EndpointParameter } from './receivers.ts';

/** What an endpoint is checked against. */
export interface EndpointCheck {
  /** The parameters that the endpoint names itself. */
  named: readonly string[];
  /** Fields that its connection has, or may have. */
  fields: readonly string[];
  /** Slug -> the targets that the adaptor fills. */
  adaptors: Readonly<Record<string, readonly string[]>>;
}

/** Every problem of an endpoint whose parameters are written out, fields as `endpoints.<slug>.path`. */
export function checkEndpoint(slug: string, endpoint: EndpointDocument, at: EndpointCheck): Problem[] {
  const where: Where = { base: `endpoints.${slug}`, name: endpoint.name };
  return [
    ...checkAdaptorName(endpoint, at, where),
    ...(endpoint.parameters ?? []).flatMap((row, i) => checkParameter(row, { i, at, where })),
    ...checkPathParameters(endpoint, at, where),
    ...checkPathPlaces(endpoint, at, where),
    ...checkBody(slug, endpoint, at.fields),
    ...(endpoint.answer ? readingFaults(endpoint.answer, `${where.base}.`) : []),
  ];
}

/**
 * The fields of the body that the path of an endpoint needs, dotted: those that no path parameter and no constant fills.
 */
export function pathNeeds({ path, parameters = [], hardParams = {} }: EndpointDocument): string[] {
  const filled = parameters.flatMap((row) => (row.in === 'path' ? [row.name] : []));
  const needs = placesIn(readPath(path)).flatMap(({ source, path: field }) => (source === 'body' ? [field] : []));
  return needs.filter((field) => !filled.includes(field) && !Object.hasOwn(hardParams, field));
}

/** True where one of an adaptor's targets gives the field: it, something inside it, or something around it. */
export function givesField(targets: readonly string[], field: string): boolean {
  return targets.some((target) => target === field || target.startsWith(`${field}.`) || field.startsWith(`${target}.`));
}

interface Where {
  base: string;
  name: string;
}

function checkAdaptorName({ adaptor }: EndpointDocument, { adaptors }: EndpointCheck, where: Where): Problem[] {
  if (adaptor === undefined || Object.hasOwn(adaptors, adaptor)) return [];
  return [
    {
      code: 'ADAPTOR_UNKNOWN',
      severity: 'error',
      field: `${where.base}.adaptor`,
      says: `The endpoint “${where.name}” names the adaptor “${adaptor.slice(0, 80)}”, which does not exist.${didYouMean(adaptor, Object.keys(adaptors))}`,
      remedy: 'Choose another adaptor, or make this one on the Adaptors page.',
    },
  ];
}

function checkParameter(
  row: EndpointParameter,
  { i, at, where }: { i: number; at: EndpointCheck; where: Where },
): Problem[] {
  const field = `${where.base}.parameters.${i}`;
  const of = `The parameter “${row.name.slice(0, 80)}” of the endpoint “${where.name}”`;
  const read = readPlaces(row.value ?? `{field.${row.name}}`);
  const faults = read.faults.map(
    ({ says, remedy }): Problem => ({
      code: 'PLACE_UNKNOWN',
      severity: 'error',
      field,
      says: `${of}: ${says}`,
      remedy,
    }),
  );
  const lost = placesIn(read).filter(({ source, name }) => source === 'field' && !at.fields.includes(name));
  return [
    ...faults,
    ...lost.map(
      ({ name }): Problem => ({
        code: 'PARAMETER_UNKNOWN',
        severity: 'error',
        field,
        says: `${of} takes the field “${name.slice(0, 80)}”, which neither the template nor the connection has.${didYouMean(name, at.fields)}`,
        remedy: 'Correct the name, or give the connection that field.',
      }),
    ),
  ];
}

/** A path parameter that the path has no place for would be lost in silence. */
function checkPathParameters({ path, parameters = [] }: EndpointDocument, at: EndpointCheck, where: Where): Problem[] {
  const places = placesIn(readPath(path)).map(({ text }) => text);
  const lost = parameters.filter(
    (row) => row.in === 'path' && at.named.includes(row.name) && !places.includes(row.name),
  );
  return lost.map(({ name }) => ({
    code: 'PATH_PLACE_MISSING',
    severity: 'error',
    field: `${where.base}.path`,
    says: `The path of “${where.name}” has no place for its parameter “${name.slice(0, 80)}”.${didYouMean(name, places)}`,
    remedy: `Write {${name.slice(0, 80)}} where it belongs in the path, or send the parameter elsewhere.`,
  }));
}

/** What the path needs, and the endpoint's own adaptor does not make. A step may send another body, hence a warning. */
function checkPathPlaces(endpoint: EndpointDocument, { adaptors }: EndpointCheck, where: Where): Problem[] {
  const { adaptor = '' } = endpoint;
  const targets = Object.hasOwn(adaptors, adaptor) ? adaptors[adaptor] : undefined;
  if (!targets) return [];
  const lost = pathNeeds(endpoint).filter((field) => field !== '' && !givesField(targets, field));
  return lost.map((field) => ({
    code: 'PATH_FIELD_UNKNOWN',
    severity: 'warning',
    field: `${where.base}.path`,
    says: `The path of “${where.name}” needs “${field.slice(0, 80)}”, and its adaptor “${adaptor}” makes no such field.${didYouMean(field, targets)}`,
    remedy: 'Correct the place in the path, or add the field to the adaptor.',
  }));
}
