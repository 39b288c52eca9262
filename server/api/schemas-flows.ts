// What the API says of flows, their versions and their checks.
import { Type } from 'typebox';
import type { NodeSpec, Port as PortType } from '../../flows/language/catalogue.ts';
import type { FlowBundle as FlowBundleType } from '../../flows/language/document.ts';
import {
  EDGE_SCHEMA,
  FLOW_SCHEMA,
  LAYOUT_NOTES_SCHEMA,
  NODE_SCHEMA,
  POSITION_SCHEMA,
} from '../../flows/language/schemas.ts';
import { choice, fromLanguage, json, jsonObject, named, orNull, time } from './schema-parts.ts';
import { AdaptorDocument, ConnectionDocument } from './schemas-connections.ts';
import { Problem } from './schemas-problems.ts';
import { TemplateDocument } from './schemas-templates.ts';

const text = Type.String();
const outcome = choice(['accepted', 'rejected', 'error']);

/** A named exit of a node. */
export const Port = fromLanguage<PortType>(
  'Port',
  { file: 'catalogue' },
  Type.Object({ name: text, title: text, about: text, outcome: Type.Optional(outcome), required: Type.Boolean() }),
);
/** Node id -> its ports. */
export const ports = Type.Record(text, Type.Array(Port));

/** A node type as data. */
export const Spec = fromLanguage<NodeSpec>(
  'NodeSpec',
  { file: 'catalogue' },
  Type.Object({
    type: text,
    title: text,
    aka: Type.Array(text),
    about: text,
    category: choice(['trigger', 'transform', 'http', 'logic', 'lead', 'guard', 'end']),
    effect: choice(['trigger', 'none', 'read', 'local', 'remote', 'wait']),
    ports: Type.Array(jsonObject),
    config: jsonObject,
    output: jsonObject,
    decides: Type.Optional(Type.Object({ rows: text, noMatch: text })),
    acts: Type.Optional(choice(['createLead', 'addToDnc', 'success'])),
  }),
);

/** Everything of a flow that an editor changes. */
export const FlowBundle = fromLanguage<FlowBundleType>(
  'FlowBundle',
  { file: 'document', loose: Type.Object({}) },
  Type.Unsafe<FlowBundleType>({
    type: 'object',
    required: ['document', 'files', 'layout'],
    properties: {
      document: {
        ...FLOW_SCHEMA,
        required: ['leadflow', 'name', 'nodes', 'edges'],
        properties: {
          ...FLOW_SCHEMA.properties,
          nodes: { type: 'object', additionalProperties: { ...NODE_SCHEMA, required: ['type', 'config'] } },
          edges: { type: 'array', items: EDGE_SCHEMA },
        },
      },
      files: { type: 'object', additionalProperties: { type: 'string' } },
      layout: {
        type: 'object',
        required: ['nodes'],
        properties: {
          nodes: { type: 'object', additionalProperties: POSITION_SCHEMA },
          notes: LAYOUT_NOTES_SCHEMA,
        },
      },
    },
  }),
);

/** Where sources send leads. */
export const FlowTrigger = named('FlowTrigger', Type.Object({ node: text, type: text, path: text }));
const runState = choice(['running', 'waiting', 'held', 'finished']);
const anyOutcome = choice(['accepted', 'rejected', 'error', 'cancelled']);

/** A line of the list of flows. */
export const FlowSummary = named(
  'FlowSummary',
  Type.Object({
    slug: text,
    name: text,
    state: choice(['live', 'changed', 'draft', 'problems', 'file-error']),
    liveVersion: orNull(Type.Integer()),
    savedVersion: orNull(Type.Integer()),
    draftChanged: Type.Boolean(),
    problems: Type.Integer(),
    trigger: orNull(FlowTrigger),
    updatedAt: time,
    lastRun: orNull(Type.Object({ id: text, acceptedAt: time, state: runState, outcome: orNull(anyOutcome) })),
  }),
);

const counts = Type.Array(Type.Integer());
/** What the runs of flows came to, hour by hour from `since` on; each array has 24 counts, the oldest first. */
export const FlowPulse = named(
  'FlowPulse',
  Type.Object({
    since: time,
    items: Type.Array(Type.Object({ flow: text, accepted: counts, rejected: counts, error: counts })),
  }),
);

/** A flow as the editor opens it. */
export const FlowDetail = named(
  'FlowDetail',
  Type.Object({
    slug: text,
    bundle: FlowBundle,
    rev: Type.Integer({ description: 'Sent back as If-Match.' }),
    changed: orNull(Type.Object({ by: text, at: time }, { description: 'Who raised rev last, and when.' })),
    savedVersion: orNull(Type.Integer()),
    draftChanged: Type.Boolean(),
    live: orNull(Type.Object({ version: Type.Integer(), release: text, by: text, at: time })),
    problems: Type.Array(Problem),
    ports,
    fileError: orNull(Problem),
    trigger: orNull(FlowTrigger),
  }),
);

/** One saved version. */
export const FlowVersion = named(
  'FlowVersion',
  Type.Object({
    version: Type.Integer(),
    identity: text,
    savedBy: text,
    savedAt: time,
    message: text,
    live: Type.Boolean(),
  }),
);
/** One publication, or withdrawal. */
export const FlowPublication = named(
  'FlowPublication',
  Type.Object({
    version: orNull(Type.Integer({ description: 'Null where the flow was withdrawn.' })),
    release: orNull(text),
    by: text,
    at: time,
    note: Type.String({ description: 'Why, where it was not the flow itself that changed; blank where it was.' }),
  }),
);

/** One flow with what it names, without secrets. */
export const FlowExport = named(
  'FlowExport',
  Type.Object({
    leadflow: Type.Literal(1),
    slug: text,
    files: Type.Record(text, text),
    adaptors: Type.Record(text, AdaptorDocument),
    connections: Type.Record(text, ConnectionDocument),
    templates: Type.Optional(Type.Record(text, TemplateDocument)),
  }),
);
/** What an import would do, or did. */
export const ImportReport = named(
  'ImportReport',
  Type.Object({
    slug: text,
    nodes: Type.Integer(),
    problems: Type.Array(Problem),
    missing: Type.Object({
      connections: Type.Array(text),
      adaptors: Type.Array(text),
      lists: Type.Array(text),
    }),
    clashes: Type.Array(text),
  }),
);

/** What a check found. */
export const CheckAnswer = named('CheckAnswer', Type.Object({ problems: Type.Array(Problem), ports }));
/** Every node type. */
export const CatalogueAnswer = named('CatalogueAnswer', Type.Object({ nodes: Type.Array(Spec) }));

/** RFC 9457, as every refusal is answered. */
export const ProblemDocument = named(
  'ProblemDocument',
  Type.Object({
    type: text,
    title: text,
    status: Type.Integer(),
    code: text,
    detail: Type.Optional(text),
    remedy: text,
    errors: Type.Optional(Type.Array(Type.Object({ field: text, says: text }))),
    problems: Type.Optional(Type.Array(Problem)),
    id: Type.Optional(text),
  }),
);
/** A lead as a source sends it. */
export const lead = Type.Record(text, json);
