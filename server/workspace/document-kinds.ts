// The kinds of documents that are one file each: how each is read, written, held to what it must be, and who uses it.
import type { AdaptorDocument, Json } from '../../flows/language/document.ts';
import type { FieldError } from '../../flows/language/failures.ts';
import type { ConnectionDocument, TemplateDocument } from '../../flows/language/receivers.ts';
import {
  readAdaptor,
  readConnection,
  readTemplate,
  writeAdaptor,
  writeConnection,
  writeTemplate,
} from '../../flows/language/text.ts';
import { problemsOfAdaptor } from './checking.ts';
import type { Kind } from './disk.ts';
import { refusedOfConnection, refusedOfTemplate } from './receiver-checks.ts';
import { secretPlaces } from './secret-shapes.ts';
import type { Named, Parts } from './shelf.ts';
import { connectionsMadeFrom, flowsNaming } from './users.ts';

/** A document of one file. */
export type Document = ConnectionDocument | AdaptorDocument | TemplateDocument;

/** What differs between the kinds. */
export interface Shape<D extends Document> {
  kind: Kind;
  /** What a person calls it. */
  word: 'connection' | 'adaptor' | 'template';
  known: (parts: Pick<Parts, 'shelf'>) => Map<string, Named<D>>;
  read: (text: string, file: string) => D;
  write: (document: D, previous?: string) => string;
  /** Faults of the document in itself, beyond the shape of its file: dotted path and words. */
  faults: (document: D) => FieldError[];
  /** Faults in how it stands to others, which keep it from being saved from here: a file of git may have them for a while. */
  refused: (slug: string, document: D, parts: Parts) => FieldError[];
  /** Slugs of what `usedBy` tells of: flows, or the connections of a template. */
  users: (slug: string, parts: Parts) => string[];
}

/** Connections: `connections/<slug>.yaml`. */
export const CONNECTIONS: Shape<ConnectionDocument> = {
  kind: 'connections',
  word: 'connection',
  known: ({ shelf }) => shelf.connections,
  read: readConnection,
  write: writeConnection,
  faults: openSecrets,
  refused: refusedOfConnection,
  users: (slug, parts) => flowsNaming('connection', slug, parts),
};

/** Templates: `connections/templates/<slug>.yaml`. */
export const TEMPLATES: Shape<TemplateDocument> = {
  kind: 'connections/templates',
  word: 'template',
  known: ({ shelf }) => shelf.templates,
  read: readTemplate,
  write: writeTemplate,
  faults: openSecrets,
  refused: refusedOfTemplate,
  users: (slug, { shelf }) => connectionsMadeFrom(slug, shelf),
};

/** Adaptors: `adaptors/<slug>.yaml`. */
export const ADAPTORS: Shape<AdaptorDocument> = {
  kind: 'adaptors',
  word: 'adaptor',
  known: ({ shelf }) => shelf.adaptors,
  read: readAdaptor,
  write: writeAdaptor,
  faults: (document) =>
    problemsOfAdaptor(document).map(({ field = '', says, remedy }) => ({ field, says: `${says} ${remedy}` })),
  refused: () => [],
  users: (slug, parts) => flowsNaming('adaptor', slug, parts),
};

/** Keys of receivers' documents in which no secret is looked for. Sample answers may well hold a receiver's made-up token, and the codes of an answer look like anything. */
export const NOT_OURS: readonly string[] = ['sample', 'samples', 'answer'];

function openSecrets(document: ConnectionDocument | TemplateDocument): FieldError[] {
  return secretPlaces(document as unknown as Json, NOT_OURS).map((field) => ({
    field,
    says: 'This looks like a secret. Set it as a secret, and name it here as secret:<name>.',
  }));
}
