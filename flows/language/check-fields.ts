// Checks of what the forms hold: missing and wrong fields, fields nobody knows, secrets.
import type { Problem } from './catalogue.ts';
import type { FlowNode, Json, JsonObject } from './document.ts';
import { type Drawing, type Finding, nameOf, problemFrom, specOf } from './drawing.ts';
import { isBlank, isObject, type Path, pathText } from './json.ts';
import { looksLikeSecret } from './secret.ts';
import { type Misfit, misfits } from './structure.ts';

const CODES = { missing: 'FIELD_MISSING', wrong: 'FIELD_WRONG', unknown: 'FIELD_UNKNOWN' } as const;
const REMEDIES = {
  missing: 'Open the step and fill the field in.',
  wrong: 'Open the step and correct the field.',
  unknown: 'Take it out of the file, or correct its name.',
} as const;

/** Every problem of the configs, in document order, and secrets in the values of the flow. */
export function checkFields(drawing: Drawing): Problem[] {
  const { document } = drawing;
  const findings = Object.entries(document.nodes).flatMap(([id, node]) => [
    ...checkConfig(drawing, id, node),
    ...secretsIn(node.config, []).map((path) => secretFinding(pathText(path), nameOf(drawing, id), id)),
    ...secretsIn({ note: node.note ?? '' }, []).map((path) => secretFinding(pathText(path), nameOf(drawing, id), id)),
  ]);
  const vars = [...secretsIn(document.vars ?? {}, ['vars']), ...secretsIn(document.description ?? '', ['description'])];
  return [...findings, ...vars.map((path) => secretFinding(pathText(path), 'the flow itself'))].map(problemFrom);
}

/** Secrets in expression files, in the order of their names. */
export function checkFiles(files: Readonly<Record<string, string>>): Problem[] {
  const found = Object.keys(files).filter((name) => looksLikeSecret(files[name] ?? ''));
  return found.map((name) => problemFrom(secretFinding(name, `the file ${name}`)));
}

function checkConfig(drawing: Drawing, id: string, node: FlowNode): Finding[] {
  const spec = specOf(drawing, node);
  if (!spec) return [];
  const found: Finding[] = misfits(spec.config, node.config).map(({ path, kind, says }: Misfit) => ({
    code: CODES[kind],
    severity: kind === 'unknown' ? 'warning' : 'error',
    node: id,
    field: pathText(path),
    says: `${nameOf(drawing, id)}: ${says}`,
    remedy: REMEDIES[kind],
  }));
  return [...found, ...neededWhere(drawing, id, node)];
}

/** `x-needed-where` of a config: a field that must be filled in where a sibling has a certain value. */
function neededWhere(drawing: Drawing, id: string, node: FlowNode): Finding[] {
  const { properties = {}, 'x-needed-where': needed = {} } = specOf(drawing, node)?.config ?? {};
  return Object.entries(needed).flatMap(([field, siblings]): Finding[] => {
    const counts = Object.entries(siblings).every(([sibling, value]) => node.config[sibling] === value);
    if (!counts || !isBlank(node.config[field])) return [];
    const says = `${nameOf(drawing, id)}: “${properties[field]?.title ?? field}” is missing.`;
    return [{ code: CODES.missing, node: id, field, says, remedy: REMEDIES.missing }];
  });
}

function secretFinding(field: string, where: string, node?: string): Finding {
  return {
    code: 'SECRET_IN_CONFIG',
    ...(node === undefined ? {} : { node }),
    field,
    says: `A value in ${where} looks like a password, key or token. Flows are kept in git, where everyone can read it.`,
    remedy: 'Set it as a secret of a connection on the Connections page, and use that connection here.',
  };
}

function secretsIn(value: Json | JsonObject, path: Path): Path[] {
  if (typeof value === 'string') return looksLikeSecret(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => secretsIn(item, [...path, i]));
  return isObject(value) ? Object.entries(value).flatMap(([key, held]) => secretsIn(held, [...path, key])) : [];
}
