// What the API says of connections that are made in one go, taken out as a file, and brought in.
import { Type } from 'typebox';
import { ENDPOINT_SCHEMA } from '../../flows/language/receiver-schemas.ts';
import type { ConnectionAuth } from '../../flows/language/receivers.ts';
import { body, choice, named, orNull, slug, title } from './schema-parts.ts';
import { AdaptorDocument, ConnectionDocument, SecretState } from './schemas-connections.ts';
import { Problem } from './schemas-problems.ts';
import { TemplateDocument } from './schemas-templates.ts';

const text = Type.String();
const optionalText = Type.Optional(Type.String({ maxLength: 10_000 }));
const shape = ENDPOINT_SCHEMA.properties ?? {};
/** Held to the whole of its shape with the document that it becomes a part of. */
const auth = Type.Unsafe<ConnectionAuth>({
  type: 'object',
  required: ['type'],
  properties: { type: { type: 'string' } },
});
const headerLine = Type.Object({ name: text, value: text });

/** What the form *New Connect* sends: a connection with its first endpoint. */
export const connectBody = body({
  name: title,
  slug: Type.Optional(slug),
  description: optionalText,
  template: Type.Optional(slug),
  tenant: Type.Optional(Type.String({ maxLength: 200 })),
  address: Type.Optional(
    Type.String({ maxLength: 4000, description: 'Host, or a whole URL; blank where the template has a host.' }),
  ),
  fields: Type.Optional(Type.Record(text, Type.String({ maxLength: 8192 }))),
  auth: Type.Optional(auth),
  headers: Type.Optional(Type.Array(headerLine, { maxItems: 100 })),
  secrets: Type.Optional(
    Type.Record(text, Type.String({ minLength: 1, maxLength: 20_000 }), {
      description: 'Values of secrets that the connection names, to be set with it: name -> value.',
    }),
  ),
  method: Type.Optional(choice(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])),
  endpointName: Type.Optional(Type.String({ maxLength: 200 })),
  send: Type.Optional(choice((shape.send?.enum ?? []) as ('json' | 'form')[])),
  receive: Type.Optional(choice((shape.receive?.enum ?? []) as ('json' | 'xml' | 'text' | 'html')[])),
  adaptor: Type.Optional(slug),
});
/** What *New Connect* made. */
export const ConnectAnswer = named(
  'ConnectAnswer',
  Type.Object({
    connection: text,
    endpoint: orNull(Type.String({ description: 'The first endpoint that takes leads; null where there is none.' })),
    adaptor: orNull(text),
    notices: Type.Array(Type.String({ description: 'What was taken otherwise than it was typed, in words.' })),
    secrets: Type.Array(SecretState),
    problems: Type.Array(Problem),
  }),
);

/** A copy is called so, and kept under this slug. */
export const duplicateBody = body({ name: Type.Optional(title), slug: Type.Optional(slug) });

/** One connection with what it names, without secrets. */
export const ConnectionExport = named(
  'ConnectionExport',
  Type.Object({
    leadflow: Type.Literal(1),
    kind: Type.Literal('connection'),
    slug: text,
    connection: ConnectionDocument,
    template: orNull(Type.Object({ slug: text, document: TemplateDocument })),
    adaptors: Type.Record(text, AdaptorDocument),
  }),
);

/** Import: a dry run says what would come of it. `replace` names parts that differ and are to be written over. */
export const connectionImportBody = body({
  file: ConnectionExport,
  dryRun: Type.Boolean(),
  replace: Type.Optional(
    Type.Array(Type.String({ maxLength: 100 }), {
      maxItems: 200,
      description: 'Parts that differ from what is here and take its place: kind/slug, e.g. adaptor/acme-lead.',
    }),
  ),
});

/** A line of a comparison; `skipped` says how many lines that are alike were left out. */
export const DiffLine = named(
  'DiffLine',
  Type.Object({ change: choice(['same', 'removed', 'added', 'skipped']), text }),
);
const part = Type.Object({
  kind: choice(['connection', 'template', 'adaptor']),
  slug: text,
  name: text,
  state: choice(['new', 'same', 'differs']),
  diff: Type.Array(DiffLine, {
    description: 'What is here against what comes, as the files are written; empty where it is the same.',
  }),
});
/** What an import of a connection would do, or did. */
export const ConnectionImportReport = named(
  'ConnectionImportReport',
  Type.Object({
    slug: text,
    parts: Type.Array(part),
    secrets: Type.Array(SecretState, {
      description: 'Secrets that the connection names; those not set are to be filled in.',
    }),
    problems: Type.Array(Problem),
  }),
);
