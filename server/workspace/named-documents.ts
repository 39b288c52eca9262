// Connections and adaptors: read, written and deleted as files; what a published flow uses is not deleted.
import type { AdaptorDocument, Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import { readAdaptor, readConnection, writeAdaptor, writeConnection } from '../../flows/language/text.ts';
import { problemsOfAdaptor } from './checking.ts';
import { isSlug, type Kind } from './disk.ts';
import { namesIn } from './releases.ts';
import { secretPlaces } from './secret-shapes.ts';
import { currentBundle, type Named, type Parts } from './shelf.ts';
import { forget, namedOf, remember, syncDocuments } from './sync-documents.ts';
import type { NamedDocument } from './workspace.ts';

type Document = ConnectionDocument | AdaptorDocument;

/** What differs between the two kinds. */
export interface Shape<D extends Document> {
  kind: Kind;
  /** What a person calls it, and its ref in a node's config. */
  word: 'connection' | 'adaptor';
  known: (parts: Parts) => Map<string, Named<D>>;
  read: (text: string, file: string) => D;
  write: (document: D, previous?: string) => string;
  /** Faults beyond the shape of the file: dotted path and words. */
  faults: (document: D) => { field: string; says: string }[];
}

export const CONNECTIONS: Shape<ConnectionDocument> = {
  kind: 'connections',
  word: 'connection',
  known: ({ shelf }) => shelf.connections,
  read: readConnection,
  write: writeConnection,
  // A sample answer may well hold a receiver's made-up token.
  faults: (document) =>
    secretPlaces(document as unknown as Json, ['sample']).map((field) => ({
      field,
      says: 'This looks like a secret. Set it as a secret below, and name it here as secret:<name>.',
    })),
};

export const ADAPTORS: Shape<AdaptorDocument> = {
  kind: 'adaptors',
  word: 'adaptor',
  known: ({ shelf }) => shelf.adaptors,
  read: readAdaptor,
  write: writeAdaptor,
  faults: (document) =>
    problemsOfAdaptor(document).map(({ field = '', says, remedy }) => ({ field, says: `${says} ${remedy}` })),
};

/** All of a kind, by slug. */
export function listNamed<D extends Document>(shape: Shape<D>, parts: Parts): NamedDocument<D>[] {
  const slugs = [...shape.known(parts).keys()].sort();
  return slugs.flatMap((slug) => getNamed(shape, slug, parts) ?? []);
}

/** One of a kind, or undefined. */
export function getNamed<D extends Document>(
  shape: Shape<D>,
  slug: string,
  parts: Parts,
): NamedDocument<D> | undefined {
  const named = shape.known(parts).get(slug);
  return named && { slug, document: named.document, hash: named.hash, usedBy: usersOf(shape, slug, parts) };
}

/**
 * Writes the file. Without a hash the document is new (ALREADY_EXISTS where it is not); with one it must be the hash of
 * the document as it is (CHANGED_MEANWHILE). Fails with REQUEST_INVALID, NOT_FOUND.
 */
export async function putNamed<D extends Document>(
  shape: Shape<D>,
  given: { slug: string; document: D },
  at: { hash: string | undefined; by: string; parts: Parts },
): Promise<NamedDocument<D>> {
  const { slug } = given;
  const { hash, by, parts } = at;
  if (!isSlug(slug))
    throw invalid([{ field: 'slug', says: 'A short name is made of lower-case words joined by hyphens.' }]);
  const disk = await parts.disk();
  await syncDocuments(parts, disk);
  const before = shape.known(parts).get(slug);
  const file = `${shape.kind}/${slug}.yaml`;
  if (hash === undefined && (before || parts.shelf.fileErrors.has(file))) {
    throw new Failure('ALREADY_EXISTS', { detail: `The ${shape.word} ${slug}.` });
  }
  if (hash !== undefined && !before) throw new Failure('NOT_FOUND', { detail: `The ${shape.word} ${slug}.` });
  if (hash !== undefined && before?.hash !== hash) {
    throw new Failure('CHANGED_MEANWHILE', { detail: `The ${shape.word} ${slug}.` });
  }
  assertMended(file, parts);
  const { document, text } = readBack(shape, given.document, before?.text);
  await disk.writeDocument(shape.kind, slug, text);
  const stamp = (await disk.documents(shape.kind)).get(slug) ?? '';
  shape.known(parts).set(slug, namedOf(document, text, stamp));
  await remember(file, text, parts);
  parts.shelf.revision += 1;
  await note(parts, { who: by, did: `${shape.word}.put`, what: slug });
  return { slug, document, hash: namedOf(document, text, stamp).hash, usedBy: usersOf(shape, slug, parts) };
}

/** Takes the file away. Fails with NOT_FOUND, or IN_USE where a flow names it. */
export async function removeNamed<D extends Document>(
  shape: Shape<D>,
  slug: string,
  at: { by: string; parts: Parts },
): Promise<void> {
  const { by, parts } = at;
  if (!shape.known(parts).has(slug))
    throw new Failure('NOT_FOUND', { detail: `The ${shape.word} ${slug.slice(0, 100)}.` });
  const users = usersOf(shape, slug, parts);
  if (users.length > 0) {
    const detail = `Flows that use it: ${users.join(', ')}.`;
    throw new Failure('IN_USE', { detail, fields: users.map((flow) => ({ field: flow, says: 'Uses it.' })) });
  }
  await (await parts.disk()).removeDocument(shape.kind, slug);
  shape.known(parts).delete(slug);
  await forget(`${shape.kind}/${slug}.yaml`, parts);
  parts.shelf.revision += 1;
  await note(parts, { who: by, did: `${shape.word}.remove`, what: slug });
}

/** Flows whose draft, saved version or published release names it. */
function usersOf(shape: { kind: Kind; word: 'connection' | 'adaptor' }, slug: string, parts: Parts): string[] {
  const flows = [...parts.shelf.flows.values()].filter((flow) => {
    if (flow.live?.names[shape.kind].includes(slug)) return true;
    const bundles = [currentBundle(flow), ...(flow.saved ? [flow.saved.bundle] : [])];
    return bundles.some((bundle) =>
      namesIn(bundle, parts).some(({ ref, value }) => ref === shape.word && value === slug),
    );
  });
  return flows.map((flow) => flow.slug).sort();
}

/** The document as its own file would be read: what the reader refuses is refused before it is written. */
function readBack<D extends Document>(
  shape: Shape<D>,
  given: D,
  previous: string | undefined,
): { document: D; text: string } {
  try {
    const text = shape.write(given, previous);
    const document = shape.read(text, `${shape.word}.yaml`);
    const faults = shape.faults(document);
    if (faults.length > 0) throw invalid(faults);
    return { document, text };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'TEXT_UNREADABLE') throw error;
    throw invalid(error.fields.map(({ says }) => ({ field: 'document', says })));
  }
}

/** A file that a person is mending is never written over. */
function assertMended(file: string, { shelf }: Parts): void {
  const broken = shelf.fileErrors.get(file);
  if (!broken) return;
  throw new Failure('TEXT_UNREADABLE', {
    detail: broken.problem.says,
    fields: [{ field: file, says: broken.problem.says }],
  });
}

async function note(parts: Parts, line: { who: string; did: string; what: string }): Promise<void> {
  await parts.store.write('audit.add', { ...line, detail: '' });
}

function invalid(fields: { field: string; says: string }[]): Failure {
  const [first] = fields;
  return new Failure('REQUEST_INVALID', { ...(first ? { detail: first.says } : {}), fields });
}
