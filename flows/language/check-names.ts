// Checks of what a flow names outside itself: connections, adaptors, lists, statuses, and its own webhook address.
import type { JsonSchema, KnownNames, Problem } from './catalogue.ts';
import type { FlowNode } from './document.ts';
import { type Drawing, type Finding, nameOf, problemFrom, specOf } from './drawing.ts';
import { pathText, valueAt } from './json.ts';
import { type RefSlot, refSlots } from './slots.ts';

type Ref = NonNullable<JsonSchema['x-ref']>;

const REFS: Readonly<Record<Exclude<Ref, 'flow'>, { code: string; word: string; remedy: string }>> = {
  connection: {
    code: 'CONNECTION_UNKNOWN',
    word: 'connection',
    remedy: 'Choose another connection, or make this one on the Connections page.',
  },
  endpoint: {
    code: 'ENDPOINT_UNKNOWN',
    word: 'endpoint',
    remedy: 'Choose another endpoint, or add this one on the Connections page.',
  },
  adaptor: {
    code: 'ADAPTOR_UNKNOWN',
    word: 'adaptor',
    remedy: 'Choose another adaptor, or make this one on the Adaptors page.',
  },
  list: { code: 'LIST_UNKNOWN', word: 'list', remedy: 'Choose another list, or make this one on the Lists page.' },
  'dnc-list': {
    code: 'DNC_LIST_UNKNOWN',
    word: 'DNC list',
    remedy: 'Choose another DNC list, or make this one on the DNC page.',
  },
  'lead-list': {
    code: 'LEAD_LIST_UNKNOWN',
    word: 'lead list',
    remedy: 'Choose another lead list, or make this one on the Leads page.',
  },
  status: {
    code: 'STATUS_UNKNOWN',
    word: 'status',
    remedy: 'Choose another status, or make this one on the Leads page.',
  },
};

/** Longest webhook path, characters. */
const LONGEST_PATH = 200;
const PATH = /^[A-Za-z0-9_~-][A-Za-z0-9._~-]*(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/;

/** Every name that means nothing, and every webhook address that cannot be, in document order. */
export function checkNames(drawing: Drawing, known: KnownNames, slug: string | undefined): Problem[] {
  return Object.entries(drawing.document.nodes)
    .flatMap(([id, node]) => [
      ...checkRefs(drawing, { id, node, known }),
      ...(drawing.triggers.includes(id) ? checkPath(drawing, { id, node, known, slug }) : []),
    ])
    .map(problemFrom);
}

interface NodeAndNames {
  id: string;
  node: FlowNode;
  known: KnownNames;
}

function checkRefs(drawing: Drawing, { id, node, known }: NodeAndNames): Finding[] {
  const spec = specOf(drawing, node);
  if (!spec) return [];
  return refSlots(spec.config, node.config).flatMap((slot): Finding[] => {
    const { ref } = slot;
    // Flows that call one another have checks of their own.
    if (ref === 'flow' || isKnown({ ...slot, ref }, node, known)) return [];
    const { code, word, remedy } = REFS[ref];
    const field = pathText(slot.path);
    const says = `${nameOf(drawing, id)} names the ${word} “${slot.value.slice(0, 80)}”, which does not exist.`;
    return [{ code, node: id, field, says, remedy }];
  });
}

function isKnown(
  { ref, value, path, dependsOn }: Omit<RefSlot, 'ref'> & { ref: keyof typeof REFS },
  { config }: FlowNode,
  known: KnownNames,
): boolean {
  switch (ref) {
    case 'connection':
      return Object.hasOwn(known.connections, value);
    case 'adaptor':
      return Object.hasOwn(known.adaptors, value);
    case 'list':
      return known.lists.includes(value);
    case 'dnc-list':
      return known.dncLists.includes(value);
    case 'lead-list':
      return known.leadLists.includes(value);
    case 'status':
      return known.statuses.includes(value);
    case 'endpoint': {
      const connection = dependsOn === undefined ? undefined : valueAt(config, [...path.slice(0, -1), dependsOn]);
      // Without a connection that exists, that is the problem to report, not its endpoint.
      if (typeof connection !== 'string' || !Object.hasOwn(known.connections, connection)) return true;
      return known.connections[connection]?.endpoints.includes(value) ?? false;
    }
  }
}

function checkPath(
  drawing: Drawing,
  { id, node, known, slug }: NodeAndNames & { slug: string | undefined },
): Finding[] {
  const { path } = node.config;
  if (typeof path !== 'string' || path === '') return [];
  const name = nameOf(drawing, id);
  const shown = path.slice(0, 80);
  // A node type whose schema says how an address is written has it reported as a wrong field.
  const isHeld = specOf(drawing, node)?.config.properties?.path?.pattern !== undefined;
  if (!isHeld && (!PATH.test(path) || path.length > LONGEST_PATH)) {
    return [
      {
        code: 'PATH_MALFORMED',
        node: id,
        field: 'path',
        says: `${name} cannot listen at “${shown}”: that is not an address.`,
        remedy:
          'Use words of letters, digits and hyphens with slashes between, such as acme/leads; no slash at either end.',
      },
    ];
  }
  const taken = Object.hasOwn(known.paths, path) ? known.paths[path] : undefined;
  if (taken === undefined || taken === slug) return [];
  return [
    {
      code: 'PATH_TAKEN',
      node: id,
      field: 'path',
      says: `${name} wants to listen at “${shown}”, but the flow “${taken}” listens there.`,
      remedy: 'Choose another path, or withdraw the other flow.',
    },
  ];
}
