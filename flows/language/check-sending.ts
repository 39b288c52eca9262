// Checks of what a flow sends and reads: a step without a body, fields that were renamed where they are made.
import { parseExpression } from '../expression/parse.ts';
import type { KnownCall, KnownNames, Problem } from './catalogue.ts';
import { givesField } from './check-endpoint.ts';
import type { FlowBundle, FlowNode } from './document.ts';
import { type Drawing, type Finding, nameOf, problemFrom, specOf } from './drawing.ts';
import { isBlank, isObject } from './json.ts';
import { didYouMean, nearMiss } from './near-miss.ts';
import { expressionSlots, refSlots } from './slots.ts';

/** Methods that carry a body. */
const SENDING: readonly string[] = ['POST', 'PUT', 'PATCH'];

/** Every problem of what the steps send, and of fields that they read and that nothing makes any more. */
export function checkSending(drawing: Drawing, { files }: FlowBundle, known: KnownNames): Problem[] {
  const nodes = Object.entries(drawing.document.nodes);
  const declared = declaredFields(drawing);
  const targets = new Map(nodes.flatMap(([id, node]) => targetsOf(drawing, { id, node, known })));
  return nodes
    .flatMap(([id, node]) => {
      const spec = specOf(drawing, node);
      if (!spec) return [];
      const call = callOf(drawing, node, known);
      const reads = readsOf(drawing, { node, files, known, call });
      return [
        ...(call ? checkBody(drawing, { id, node, call, targets }) : []),
        ...checkLeadFields(drawing, id, { reads, declared }),
        ...checkSteps(drawing, id, { reads, targets }),
      ];
    })
    .map(problemFrom);
}

interface Read {
  /** Where the path stands: a field of the node, or an adaptor. */
  subject: string;
  field: string;
  path: readonly (string | undefined)[];
}

/** The endpoint that a step calls. */
function callOf(drawing: Drawing, node: FlowNode, known: KnownNames): KnownCall | undefined {
  const spec = specOf(drawing, node);
  const slot = spec && refSlots(spec.config, node.config).find(({ ref }) => ref === 'endpoint');
  const connection = slot?.dependsOn === undefined ? undefined : node.config[slot.dependsOn];
  // A step that only reads as an endpoint says has no body to send.
  if (
    !slot ||
    !spec.config.properties?.body ||
    typeof connection !== 'string' ||
    !Object.hasOwn(known.connections, connection)
  )
    return undefined;
  const calls = known.connections[connection]?.calls ?? {};
  return Object.hasOwn(calls, slot.value) ? calls[slot.value] : undefined;
}

/** A body that nothing makes, and a place of the path that the body does not fill. */
function checkBody(
  drawing: Drawing,
  { id, node, call, targets }: { id: string; node: FlowNode; call: KnownCall; targets: Targets },
): Finding[] {
  const { body } = node.config;
  const text = typeof body === 'string' ? body.trim() : '';
  if (isBlank(body)) {
    if (call.adaptor !== undefined || !SENDING.includes(call.method)) return [];
    return [
      {
        code: 'BODY_MISSING',
        severity: 'warning',
        node: id,
        field: 'body',
        says: `${nameOf(drawing, id)} sends only the constants and parameters of its endpoint: neither it nor the endpoint says what becomes of the lead.`,
        remedy: 'Choose an adaptor in the endpoint, or write the body in the step, such as steps.map.',
      },
    ];
  }
  const step = /^steps\.(?:`([^`]+)`|([A-Za-z_]\w*))$/.exec(text);
  const made = targets.get(step?.[1] ?? step?.[2] ?? '');
  if (!made) return [];
  return call.needs
    .filter((field) => field !== '' && !givesField(made.targets, field))
    .map((field) => ({
      code: 'PATH_FIELD_UNKNOWN',
      node: id,
      field: 'body',
      says: `The path that ${nameOf(drawing, id)} calls needs “${field.slice(0, 80)}”, and the adaptor “${made.adaptor}” makes no such field.${didYouMean(field, made.targets)}`,
      remedy: 'Add the field to the adaptor, or correct the place in the path of the endpoint.',
    }));
}

type Targets = ReadonlyMap<string, { adaptor: string; targets: readonly string[] }>;

/** What a step that maps by an adaptor makes: its value is the mapped object. */
function targetsOf(
  drawing: Drawing,
  { id, node, known }: { id: string; node: FlowNode; known: KnownNames },
): [string, { adaptor: string; targets: readonly string[] }][] {
  const spec = specOf(drawing, node);
  if (spec?.category !== 'transform') return [];
  const slot = refSlots(spec.config, node.config).find(({ ref }) => ref === 'adaptor');
  const adaptor = slot && Object.hasOwn(known.adaptors, slot.value) ? known.adaptors[slot.value] : undefined;
  return slot && adaptor?.targets ? [[id, { adaptor: slot.value, targets: adaptor.targets }]] : [];
}

/** Names in the triggers' tables of fields. */
function declaredFields({ document, triggers }: Drawing): string[] {
  return triggers.flatMap((id) => {
    const fields = document.nodes[id]?.config.fields;
    if (!Array.isArray(fields)) return [];
    return fields.flatMap((row) => (isObject(row) && typeof row.name === 'string' ? [row.name] : []));
  });
}

/** Everything that a node reads: by its own expressions, by its adaptor, and by the adaptor of its endpoint. */
function readsOf(
  drawing: Drawing,
  at: { node: FlowNode; files: FlowBundle['files']; known: KnownNames; call: KnownCall | undefined },
): Read[] {
  const { node, files, known, call } = at;
  const spec = specOf(drawing, node);
  if (!spec) return [];
  const own = expressionSlots(spec.config, node.config, files).flatMap(({ path, text }): Read[] => {
    const parsed = parseExpression(text);
    const field = path.join('.');
    const subject = `The expression in ${field}`;
    return parsed.ok ? parsed.references.map((reference) => ({ subject, field, path: reference })) : [];
  });
  const named = refSlots(spec.config, node.config).flatMap(({ ref, value, path }) =>
    ref === 'adaptor' ? [{ adaptor: value, field: path.join('.') }] : [],
  );
  if (isBlank(node.config.body) && call?.adaptor !== undefined)
    named.push({ adaptor: call.adaptor, field: 'endpoint' });
  const mapped = named.flatMap(({ adaptor, field }): Read[] => {
    const { reads = [] } = (Object.hasOwn(known.adaptors, adaptor) ? known.adaptors[adaptor] : undefined) ?? {};
    return reads.map((path) => ({ subject: `The adaptor “${adaptor}”`, field, path }));
  });
  return [...own, ...mapped];
}

/**
 * Leads may bring more than the trigger's table says: only what looks like one of its fields, and is none, is told. Of a
 * field with `x-declared` everything that the table does not name is.
 */
function checkLeadFields(
  drawing: Drawing,
  id: string,
  { reads, declared }: { reads: readonly Read[]; declared: readonly string[] },
): Finding[] {
  return reads.flatMap(({ subject, field, path: [root, name] }): Finding[] => {
    if (root !== 'lead' || name === undefined || declared.includes(name)) return [];
    const meant = nearMiss(name, declared);
    if (meant === undefined)
      return mustBeDeclared(drawing, id, field) ? [notDeclared(drawing, id, { subject, field, name })] : [];
    return [
      {
        code: 'FIELD_RENAMED',
        severity: 'warning',
        node: id,
        field,
        says: `${subject} of ${nameOf(drawing, id)} reads lead.${name.slice(0, 80)}, which the trigger does not name.${didYouMean(name, declared)}`,
        remedy: `Read lead.${meant.slice(0, 80)}, or add ${name.slice(0, 80)} to the fields of the trigger.`,
      },
    ];
  });
}

function mustBeDeclared(drawing: Drawing, id: string, field: string): boolean {
  const node = drawing.document.nodes[id];
  const { properties = {} } = (node && specOf(drawing, node)?.config) ?? {};
  return declaredFields(drawing).length > 0 && properties[field.split('.')[0] ?? '']?.['x-declared'] === true;
}

function notDeclared(
  drawing: Drawing,
  id: string,
  { subject, field, name }: { subject: string; field: string; name: string },
): Finding {
  return {
    code: 'FIELD_NOT_DECLARED',
    severity: 'warning',
    node: id,
    field,
    says: `${subject} of ${nameOf(drawing, id)} reads lead.${name.slice(0, 80)}, which the trigger does not name: where a lead does not bring it, nothing is compared.`,
    remedy: `Add ${name.slice(0, 80)} to the fields of the trigger, or read one of them.`,
  };
}

/** A field of a mapping step that its adaptor does not make. */
function checkSteps(
  drawing: Drawing,
  id: string,
  { reads, targets }: { reads: readonly Read[]; targets: Targets },
): Finding[] {
  return reads.flatMap(({ subject, field, path: [root, step, ...rest] }): Finding[] => {
    const made = root === 'steps' && step !== undefined ? targets.get(step) : undefined;
    const names = rest.flatMap((part) => part ?? []);
    const name = names.join('.');
    if (!made || names.length === 0 || givesField(made.targets, name)) return [];
    return [
      {
        code: 'FIELD_RENAMED',
        severity: 'warning',
        node: id,
        field,
        says: `${subject} of ${nameOf(drawing, id)} reads ${name.slice(0, 80)} of ${nameOf(drawing, step ?? '')}, and its adaptor “${made.adaptor}” makes no such field.${didYouMean(name, made.targets)}`,
        remedy: 'Correct the name, or add the field to the adaptor.',
      },
    ];
  });
}
